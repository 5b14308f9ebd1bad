"""Documents: what was filed, by whom and about what, and that not a byte of it changed."""
