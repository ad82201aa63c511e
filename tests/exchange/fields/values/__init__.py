"""Reading of single values, under test."""
