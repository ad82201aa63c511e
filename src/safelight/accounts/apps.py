"""Django application of the accounts module."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Plugs the studio directory into the foundation and registers actions."""

    name = "safelight.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the registry's entries of this module and plug the directory."""
        from safelight.accounts import actions, queries  # noqa: F401, PLC0415 - models must be loaded first
        from safelight.accounts.actions.key_ring import KeyRing  # noqa: PLC0415
        from safelight.accounts.queries import Directory  # noqa: PLC0415
        from safelight.accounts.web import menu, signing  # noqa: F401, PLC0415 - listens to signing in and out
        from safelight.accounts.web.visitor import visitor_of  # noqa: PLC0415
        from safelight.foundation import callers, directory  # noqa: PLC0415
        from safelight.foundation.web.navigation import plug_visitor  # noqa: PLC0415

        directory.plug(Directory())
        callers.plug(KeyRing())
        plug_visitor(visitor_of)
        menu.register()
