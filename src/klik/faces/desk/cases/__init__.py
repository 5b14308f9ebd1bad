"""The desk's cases: found, read with their reasons, and decisions withdrawn."""
