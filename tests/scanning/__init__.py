"""Serves the product for scanners that are no part of it (docs/security.md)."""
