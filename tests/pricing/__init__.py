"""Tests of the pricing module."""
