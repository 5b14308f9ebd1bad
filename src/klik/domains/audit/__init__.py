"""Who did what, in a chain that shows every change, and who saw whose personal data."""
