"""Looking at files before they are kept: clamd, or nobody where none is configured."""
