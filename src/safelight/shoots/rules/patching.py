"""The fields of a session that a change may name, and how long their texts may be."""

from __future__ import annotations

from typing import Final

LONGEST: Final = {"title": 200, "place": 300, "brief": 20_000, "notes": 20_000, "external_id": 80}
MOST_PARTICIPANTS: Final = 300
MOST_SHOTS: Final = 500
MOST_TAGS: Final = 30
LONGEST_TAG: Final = 40
