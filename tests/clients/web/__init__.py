"""The pages of the clients module, over HTTP."""
