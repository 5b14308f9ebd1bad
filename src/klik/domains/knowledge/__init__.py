"""Knowledge: what a town tells everybody, and the events that municipalities share."""
