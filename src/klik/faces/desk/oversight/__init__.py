"""The desk's oversight: who did what, who looked, and whether the chain of it is whole."""
