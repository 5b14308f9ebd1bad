"""The desk's deliveries: listed, sent in, followed while they are checked, reported on, closed."""
