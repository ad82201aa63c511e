"""Rows, inputs and forms of the payments module for the house tests."""
