"""Rows, inputs and forms of the sales module for the house tests."""
