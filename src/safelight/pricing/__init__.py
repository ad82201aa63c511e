"""Price lists, items, packages, promotions, taxes and the one price engine."""
