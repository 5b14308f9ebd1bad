"""Tags of the hub."""
