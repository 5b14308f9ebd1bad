"""eBox, the letterbox of the federal government: asked for consent, and handed letters."""
