"""Grants: runs that plan, have approved and execute what people have a right to."""
