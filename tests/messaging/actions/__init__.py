"""Tests of the writes of the messaging module."""
