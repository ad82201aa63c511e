"""Migrations of the books module."""
