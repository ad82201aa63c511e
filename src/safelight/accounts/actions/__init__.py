"""Every write of the accounts module, one verb per file."""

from safelight.accounts.actions.create_studio import NewStudio, create_studio

__all__ = ["NewStudio", "create_studio"]
