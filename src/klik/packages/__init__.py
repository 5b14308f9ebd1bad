"""The package format: read, validate, run the examples, measure coverage, compare, digest."""
