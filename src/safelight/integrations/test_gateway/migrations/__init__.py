"""Migrations of the test gateway."""
