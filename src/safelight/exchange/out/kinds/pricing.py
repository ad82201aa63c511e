"""What leaves of the pricing module."""
