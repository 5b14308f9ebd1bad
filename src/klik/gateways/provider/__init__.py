"""The provider of log-ins of the demonstration: fictitious persons, a Django project of its own.

It stands in for ACM/IDM and is never a part of an installation: `klik demo` runs it beside Klik, in
another process, with its own settings, database and sessions.
"""
