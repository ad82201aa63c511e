"""Every read of the shoots module; importing this package registers them."""
