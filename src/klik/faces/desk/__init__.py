"""The desk: the pages of a municipality's staff, and the pages with which they log in."""
