"""Pages of the pricing module."""
