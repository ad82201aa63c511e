"""What leaves of the books module."""
