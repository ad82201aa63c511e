"""Every read of the books module; importing this package registers them."""
