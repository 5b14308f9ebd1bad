"""From an accepted row of a delivery to a decision, its letter and its payment."""
