"""What leaves of the messaging module."""
