"""Migrations of the clients module."""
