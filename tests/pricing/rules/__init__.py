"""Tests of the price engine: no database."""
