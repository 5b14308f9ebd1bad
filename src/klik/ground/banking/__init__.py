"""Files for the bank: orders to pay (pain.001), the same bytes for the same orders."""
