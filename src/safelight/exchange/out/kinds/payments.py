"""What leaves of the payments module."""
