"""Registers: agreements with outside registers, their deliveries, rows and snapshots."""
