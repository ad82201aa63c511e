"""Every write of the calendar module; importing this package registers them."""
