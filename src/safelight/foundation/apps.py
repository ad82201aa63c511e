"""Django application of the foundation."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Registers the foundation's tables and start-up checks."""

    name = "safelight.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the foundation's own timetables."""
        from safelight.foundation.jobs import upkeep  # noqa: F401, PLC0415 - models must be loaded first
