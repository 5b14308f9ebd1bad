"""One folder per outside system that Klik speaks with."""
