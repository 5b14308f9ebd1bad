"""What is a resident's own: her cases, her messages, and what is known of her."""
