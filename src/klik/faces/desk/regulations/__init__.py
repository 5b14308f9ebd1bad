"""The desk's regulations: what the council adopted, and how the municipality looks."""
