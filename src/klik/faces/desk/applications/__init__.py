"""Applications at the desk: what is asked, what the rules say of it, and what a person does."""
