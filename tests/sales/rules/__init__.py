"""The pure rules of sales."""
