"""Django application of the pricing module."""

from django.apps import AppConfig


class PricingConfig(AppConfig):
    """Names the module to Django and registers its actions and queries."""

    name = "safelight.pricing"
    label = "pricing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the registry's entries of this module."""
        from safelight.pricing import actions, queries  # noqa: F401, PLC0415 - models must be loaded first
