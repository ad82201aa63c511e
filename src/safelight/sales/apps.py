"""Django application of the sales module."""

from django.apps import AppConfig


class SalesConfig(AppConfig):
    """Names the module to Django and registers its actions and queries."""

    name = "safelight.sales"
    label = "sales"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the registry's entries of this module, and hang in what others below ask for."""
        from safelight.sales import actions, mails, plugs, queries  # noqa: F401, PLC0415 - models must be loaded first
        from safelight.sales.web import menu  # noqa: F401, PLC0415 - hangs entries into the shared menus
