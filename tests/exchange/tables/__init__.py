"""Reading files of every kind as tables."""
