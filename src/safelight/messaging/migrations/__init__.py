"""Migrations of the messaging module."""
