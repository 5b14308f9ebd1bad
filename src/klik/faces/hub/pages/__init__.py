"""The hub's pages: what is known: pages, partners, questions, search."""
