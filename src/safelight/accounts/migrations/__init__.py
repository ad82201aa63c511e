"""Migrations of the accounts module."""
