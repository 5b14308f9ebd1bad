"""Cases: decisions on a subject, each with its grounds, and that a benefit is claimed once."""
