"""What `klik demo` shows: three towns, their staff and a year of births, all fictitious."""
