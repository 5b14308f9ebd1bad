"""Messages: the outbox, per person the channel she chose, and the print batches."""
