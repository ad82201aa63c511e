"""Migrations of the shoots module."""
