"""Tests of the calendar's queries."""
