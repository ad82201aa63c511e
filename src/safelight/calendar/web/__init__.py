"""Pages of the calendar module."""
