"""Django application of the payments module."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Names the module to Django and registers its actions and queries."""

    name = "safelight.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the registry's entries of this module."""
        from safelight.payments import actions, queries  # noqa: F401, PLC0415 - models must be loaded first
        from safelight.payments.web import menu  # noqa: F401, PLC0415 - hangs entries into the shared menus
