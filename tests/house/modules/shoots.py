"""Rows, inputs and forms of the shoots module for the house tests."""
