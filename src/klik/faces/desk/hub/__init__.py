"""What an editor keeps in the hub for her municipality: events, questions to a room, pages."""
