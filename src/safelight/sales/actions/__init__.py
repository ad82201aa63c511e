"""Every write of the sales module; importing this package registers them."""
