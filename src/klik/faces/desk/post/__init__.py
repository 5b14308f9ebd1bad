"""The desk's post: what leaves by e-mail and on paper, and what did not arrive."""
