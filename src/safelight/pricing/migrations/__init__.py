"""Migrations of the pricing module."""
