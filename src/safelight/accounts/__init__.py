"""Studios, locations, people, roles, sign-in, seats and keys."""
