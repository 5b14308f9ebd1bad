"""Events of the hub as an editor writes them."""
