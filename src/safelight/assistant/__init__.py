"""The door for AI assistants: every registered verb as a tool of the Model Context Protocol."""
