"""Rules of the accounts module."""
