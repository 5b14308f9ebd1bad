"""Applying in the portal: one thing a page, saved before anything else, resumed anywhere."""
