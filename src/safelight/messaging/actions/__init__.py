"""Every write of the messaging module; importing this package registers them."""
