"""Migrations of the sales module."""
