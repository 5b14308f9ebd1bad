"""People: staff with their roles and second factor; later residents, identities and mandates."""
