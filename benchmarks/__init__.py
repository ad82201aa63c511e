"""Measurements: each script prints its ratio."""
