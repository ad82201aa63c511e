"""Tests of the calendar's tables."""
