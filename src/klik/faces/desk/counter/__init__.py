"""The counter: a clerk applies for a resident who stands there, calls, or wrote on paper."""
