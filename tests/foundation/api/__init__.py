"""Tests of this part of the foundation."""
