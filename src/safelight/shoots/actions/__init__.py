"""Every write of the shoots module; importing this package registers them."""
