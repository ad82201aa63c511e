"""Django application of the desk module."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Names the module to Django."""

    name = "safelight.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hang the desk into the shared menus."""
        from safelight.desk.web import menu  # noqa: F401, PLC0415 - the registry of entries must be loaded first
