"""The desk's work list: what a run, a bank or the post leaves to a person, until it is settled."""
