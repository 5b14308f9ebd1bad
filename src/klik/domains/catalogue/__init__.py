"""Catalogue: releases of packages, and what each municipality adopted."""
