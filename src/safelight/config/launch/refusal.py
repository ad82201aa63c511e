"""The one exception with which starting is refused."""


class LaunchRefused(Exception):  # noqa: N818 - a refusal is what it is to the person who reads it
    """Something outside the program keeps it from starting; the text says what, where, and what to do."""
