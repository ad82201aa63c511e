"""One folder per outside company: the adapters behind the ports of the modules below."""
