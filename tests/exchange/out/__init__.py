"""Tests of everything that leaves."""
