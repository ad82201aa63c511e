"""Every read of the payments module; importing this package registers them."""
