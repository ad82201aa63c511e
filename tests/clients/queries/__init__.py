"""Tests of the clients module."""
