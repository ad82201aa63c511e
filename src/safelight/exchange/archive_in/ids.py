"""Identifiers on their way into another studio: kept where they are free, otherwise all changed alike."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from uuid import UUID, uuid5

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Ids:
    """Translates the identifiers of an archive.

    ``known`` are the ids of the archive's rows as 16 bytes each, or None to keep them all. A known id becomes the
    UUIDv5 of the new studio and the old id, so the same archive always gives the same ids in the same studio; any
    other text stays as it is. ``fixed`` are the studio and the people, whose new ids are already decided.
    """

    def __init__(self, studio_id: UUID, fixed: Mapping[str, str], known: Collection[bytes] | None) -> None:
        """Remember how to translate."""
        self._studio_id = studio_id
        self._fixed = {old: new for old, new in fixed.items() if old != new}
        self._known = known

    @property
    def changes_nothing(self) -> bool:
        """Whether every id stays as it is."""
        return self._known is None and not self._fixed

    def one(self, old: str) -> str:
        """Return the new id of an old one."""
        fixed = self._fixed.get(old)
        if fixed is not None:
            return fixed
        if self._known is None or not _UUID.fullmatch(old) or UUID(old).bytes not in self._known:
            return old
        return str(uuid5(self._studio_id, old))

    def inside(self, value: object) -> object:
        """Return a JSON value with the ids in it translated; only texts that are wholly an id count."""
        if isinstance(value, str):
            return self.one(value)
        if isinstance(value, list):
            return [self.inside(part) for part in value]
        if isinstance(value, dict):
            return {self.one(key): self.inside(part) for key, part in value.items()}
        return value

    def in_path(self, name: str) -> str:
        """Return a file's name with the ids among its parts translated."""
        return "/".join(self.one(part) for part in name.split("/"))
