"""Django application of the clients module."""

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """Names the module to Django."""

    name = "safelight.clients"
    label = "clients"
    default_auto_field = "django.db.models.BigAutoField"
