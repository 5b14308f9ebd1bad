"""Let a new data key reach all that earlier ones encrypted: rows, and the keys of stored files."""
