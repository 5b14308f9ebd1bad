"""Log-in of residents with OpenID Connect, as ACM/IDM of the Flemish government speaks it."""
