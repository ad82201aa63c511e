"""Migrations of the calendar module."""
