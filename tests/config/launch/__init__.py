"""Starting, watching and recovering."""
