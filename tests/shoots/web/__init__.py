"""Tests of the shoots module."""
