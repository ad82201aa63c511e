"""Tests of the door for AI assistants."""
