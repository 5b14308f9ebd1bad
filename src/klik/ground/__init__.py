"""What every domain stands on: identifiers, deliveries, letters, bank files."""
