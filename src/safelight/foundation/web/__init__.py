"""What every page shares: furniture, errors, request ids, health."""
