"""Rows, inputs and forms of the books module for the house tests."""
