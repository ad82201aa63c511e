"""The one exception with which starting is refused."""


class LaunchRefused(Exception):
    """Something outside the program keeps it from starting; the text says what, where, and what to do."""
