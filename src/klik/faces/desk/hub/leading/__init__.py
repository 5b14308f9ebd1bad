"""Questions to a room as an editor asks, moderates and shows them."""
