"""What only pages of the desk use in their templates."""
