"""The pages of the accounts module, over HTTP."""
