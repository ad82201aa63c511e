"""Tests of the pages of sales."""
