"""Every write of the pricing module; importing this package registers them."""
