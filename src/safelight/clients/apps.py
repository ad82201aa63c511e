"""Django application of the clients module."""

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """Names the module to Django and registers its actions and queries."""

    name = "safelight.clients"
    label = "clients"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the registry's entries of this module."""
        from safelight.clients import actions, queries  # noqa: F401, PLC0415 - models must be loaded first
        from safelight.clients.web import menu  # noqa: F401, PLC0415 - hangs entries into the shared menus
