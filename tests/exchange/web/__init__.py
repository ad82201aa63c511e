"""The pages of the exchange, over HTTP."""
