"""Tests of the pure rules of messages."""
