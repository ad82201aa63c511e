"""Django application of the shoots module."""

from django.apps import AppConfig


class ShootsConfig(AppConfig):
    """Names the module to Django and registers its actions and queries."""

    name = "safelight.shoots"
    label = "shoots"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the registry's entries of this module."""
        from safelight.shoots import actions, mails, queries  # noqa: F401, PLC0415 - models must be loaded first
        from safelight.shoots.web import menu  # noqa: F401, PLC0415 - hangs entries into the shared menus
