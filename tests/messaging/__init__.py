"""Tests of the messaging module."""
