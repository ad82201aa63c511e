"""Django application of the books module."""

from django.apps import AppConfig


class BooksConfig(AppConfig):
    """Names the module to Django and registers its actions and queries."""

    name = "safelight.books"
    label = "books"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the registry's entries of this module."""
        from safelight.books import actions, queries  # noqa: F401, PLC0415 - models must be loaded first
        from safelight.books.web import menu  # noqa: F401, PLC0415 - hangs entries into the shared menus
