"""The checks behind `safelight check-house`: walls in the catalogue, the journal of every studio."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import connections

from safelight.accounts.queries import all_studios
from safelight.config.house.walls import breaches
from safelight.foundation import journal
from safelight.foundation.journal.anchor import last_anchor
from safelight.foundation.tenancy import studio_scope


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; ``problem`` is empty when it holds."""

    check: str
    subject: str
    problem: str = ""


def check_house() -> list[Finding]:
    """Look at the walls of this database and at the journal of every studio."""
    role = str(connections["default"].settings_dict["USER"])
    owner = connections["owner"]
    owner.ensure_connection()
    found = [Finding("walls", "database", problem) for problem in breaches(owner.connection, role)]
    owner.close()
    if not found:
        found.append(Finding("walls", "database"))
    anchors = settings.DATA / "journal-anchors"
    for studio_id, slug, _ in all_studios():
        with studio_scope(studio_id):
            _, broken = journal.verify(anchor=last_anchor(anchors, studio_id))
        problem = f"at line {broken.sequence}: {broken.reason}" if broken else ""
        found.append(Finding("journal", slug, problem))
    return found
