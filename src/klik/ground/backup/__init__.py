"""Backups: one archive with the database, the stored files, and an inventory of both.

The master key is never in it: who has a backup has nothing without that key, and who has the key
has nothing without a backup. `making` writes an archive while the installation serves, `restoring`
puts one back on an empty machine and compares inventories.
"""
