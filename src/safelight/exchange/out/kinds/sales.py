"""What leaves of the sales module."""
