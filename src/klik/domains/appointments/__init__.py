"""Appointments: what one can come for, when somebody is there, and who comes."""
