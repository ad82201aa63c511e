"""Django application of the messaging module."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """Names the module to Django and registers its actions and queries."""

    name = "safelight.messaging"
    label = "messaging"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the registry's entries of this module."""
        from safelight.messaging import actions, queries  # noqa: F401, PLC0415 - models must be loaded first
        from safelight.messaging.web import menu, tracking  # noqa: F401, PLC0415 - hangs entries into the shared menus

        tracking.listen()
