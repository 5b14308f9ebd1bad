"""What the desk keeps for everybody: appointments, reports, news, waste, opening hours."""
