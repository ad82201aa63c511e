"""Tests of the pages of the calendar."""
