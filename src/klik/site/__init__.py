"""Settings, wiring and the entry point of the command `klik`."""
