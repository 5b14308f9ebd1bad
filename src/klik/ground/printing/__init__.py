"""Letters for a printer: an address sheet before each, and all of them bound into one PDF."""
