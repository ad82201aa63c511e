"""Tests of what payments write."""
