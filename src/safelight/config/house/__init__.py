"""Checks of the house itself: the walls between studios, the journal of each."""
