"""Every read of the calendar module; importing this package registers them."""
