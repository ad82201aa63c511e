"""Pages of the shoots module."""
