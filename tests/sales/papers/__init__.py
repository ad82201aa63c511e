"""Documents of sales."""
