"""Tasks: work that waits for a person."""
