"""Log-in of staff: what Klik asks of django-allauth, and where it decides for itself."""
