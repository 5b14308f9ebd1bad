"""Klik: build a municipal service once, use it everywhere, measure at the resident."""
