"""Django application of the exchange module."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Names the module to Django and registers its actions, queries and menu entries."""

    name = "safelight.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the registry's entries of this module."""
        from safelight.exchange import actions, queries  # noqa: F401, PLC0415 - models must be loaded first
        from safelight.exchange.web import menu  # noqa: F401, PLC0415 - registers its entries
