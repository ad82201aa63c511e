"""Every read of the sales module."""

from safelight.sales.queries.opens import left_of_credits, left_on_cards, open_of, pot, pots

__all__ = ["left_of_credits", "left_on_cards", "open_of", "pot", "pots"]
