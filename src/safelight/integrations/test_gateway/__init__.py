"""A card company that is played by Safelight itself: card payments can be tried where no money may move."""
