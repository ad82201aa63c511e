"""Estimates, orders, invoices, gift cards and what settles them."""
