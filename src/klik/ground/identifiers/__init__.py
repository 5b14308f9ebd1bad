"""Numbers that identify a person, a body, an account or a payment: checked, printed, masked."""
