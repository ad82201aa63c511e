"""Pages of the sales module."""
