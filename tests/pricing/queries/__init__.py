"""Tests of the reads of the pricing module."""
