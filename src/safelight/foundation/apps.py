"""Django application of the foundation."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Registers the foundation's tables and start-up checks."""

    name = "safelight.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"
