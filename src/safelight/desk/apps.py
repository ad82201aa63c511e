"""Django application of the desk module."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Names the module to Django."""

    name = "safelight.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
