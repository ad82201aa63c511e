"""Tests of the pure rules of payments."""
