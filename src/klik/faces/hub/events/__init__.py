"""The hub's events: programmes, registration, recordings and what came of them."""
