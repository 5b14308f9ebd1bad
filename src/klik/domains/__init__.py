"""One folder per subject of a municipality, stacked in tiers; a domain imports lower tiers only."""
