"""What leaves of the calendar module."""
