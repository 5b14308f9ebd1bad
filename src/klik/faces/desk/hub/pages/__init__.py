"""Pages of knowledge as an editor writes and reviews them."""
