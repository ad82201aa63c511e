"""Migrations of the payments module."""
