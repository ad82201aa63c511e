"""Every write of the payments module; importing this package registers them."""
