"""Payments: orders, batches for the bank, its answers, and what is handed out."""
