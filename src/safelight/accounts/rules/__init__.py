"""Pure decisions about studios, people and seats."""
