"""Rows, inputs and forms of the messaging module for the house tests."""
