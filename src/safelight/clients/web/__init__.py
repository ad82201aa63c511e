"""The pages of the clients module: the list, one client, the board of leads, duplicates, settings."""
