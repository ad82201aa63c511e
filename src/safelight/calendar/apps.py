"""Django application of the calendar module."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """Names the module to Django and registers its actions and queries."""

    name = "safelight.calendar"
    label = "calendar"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the registry's entries of this module."""
        from safelight.calendar import actions, queries  # noqa: F401, PLC0415 - models must be loaded first
        from safelight.calendar.web import menu  # noqa: F401, PLC0415 - hangs entries into the shared menus
