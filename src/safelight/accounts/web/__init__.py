"""Pages of the accounts module."""
