"""Django application of the exchange module."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Names the module to Django."""

    name = "safelight.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
