"""Pages of the books module."""
