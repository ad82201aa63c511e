"""What leaves of the shoots module."""
