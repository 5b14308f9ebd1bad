"""What a room thinks: questions, ballots, tallies, and who answers later and compares."""
