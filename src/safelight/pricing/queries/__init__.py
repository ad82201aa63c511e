"""Every read of the pricing module; importing this package registers them."""
