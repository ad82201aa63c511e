"""Django application of the foundation."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Registers the foundation's tables and start-up checks."""

    name = "safelight.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the foundation's own timetables, and the verbs about journal, jobs and long work."""
        from safelight.foundation.jobs import upkeep, verbs  # noqa: F401, PLC0415 - models must be loaded first
        from safelight.foundation.journal import reading  # noqa: F401, PLC0415 - likewise
        from safelight.foundation.work import verbs as work_verbs  # noqa: F401, PLC0415 - likewise
