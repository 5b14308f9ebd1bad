"""Keys: data keys per municipality and one hash key, wrapped by a master key outside the database.

`sealing` encrypts and decrypts, `hashing` gives a text its keyed hash, `making` and `rotation` are
for the operator, `master_file` keeps the master keys in a file.
"""
