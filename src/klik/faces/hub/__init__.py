"""The hub: what municipalities share with each other and with everybody."""
