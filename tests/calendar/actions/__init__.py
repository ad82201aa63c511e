"""Tests of the calendar's actions."""
