"""Tests of the writes of the pricing module."""
