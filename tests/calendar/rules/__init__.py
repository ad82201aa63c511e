"""Tests of the calendar's rules."""
