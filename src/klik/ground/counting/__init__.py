"""Counting what a room thinks: methods, intervals, comparisons, and what is too few to be shown.

No Django, no database: ballots come in as choices with how often each was made.
"""
