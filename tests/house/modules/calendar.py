"""Rows, inputs and forms of the calendar module for the house tests."""
