"""Rows, inputs and forms of the pricing module for the house tests."""
