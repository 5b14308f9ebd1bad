"""Tables of registers."""
