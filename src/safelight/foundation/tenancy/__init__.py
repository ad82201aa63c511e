"""One studio never sees another: the scope, the rows, and the SQL that PostgreSQL enforces under both."""

from safelight.foundation.tenancy.rows import StudioManager, StudioRow
from safelight.foundation.tenancy.scope import NoStudio, current_studio_id, maybe_studio_id, studio_scope

__all__ = ["NoStudio", "StudioManager", "StudioRow", "current_studio_id", "maybe_studio_id", "studio_scope"]
