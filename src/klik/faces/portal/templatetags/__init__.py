"""What only pages of the portal use in their templates."""
