"""The municipalities of Flanders, their codes of before a merger, their two bodies, their style."""
