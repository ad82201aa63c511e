"""Tests of the books module."""
