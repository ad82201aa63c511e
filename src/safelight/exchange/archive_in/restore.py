"""Reading a complete archive into an empty studio, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg import errors

from safelight.accounts.queries import Directory
from safelight.exchange.archive_in.ids import Ids
from safelight.exchange.archive_in.loading import known_fields, load
from safelight.exchange.archive_in.people import ArrivedPerson, bring_people
from safelight.exchange.archive_in.reading import Archive, open_archive, refuse
from safelight.exchange.archive_in.target import Insider, known_studio_ids, make_studio, seat_insiders, take_over
from safelight.exchange.out.archive.manifest import FILES_FOLDER, ArchivedKind
from safelight.exchange.out.archive.stored_files import file_sources
from safelight.exchange.out.kinds import all_kinds
from safelight.exchange.out.kinds.foundation import RESTORED
from safelight.exchange.out.record_kinds import RecordKind
from safelight.exchange.out.whole_workbook import Report, silent
from safelight.foundation import clock, journal
from safelight.foundation.actions import Context, StudioFacts
from safelight.foundation.actions.context import system_actor
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import studio_scope

_SPECIAL = frozenset({"studio", "people"})


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: the studio, rows by kind, the people, whether rows kept their ids, the number of files.

    People with ``is_new`` have no password; they must be invited or use “Forgot password”.
    """

    studio: StudioFacts
    counts: Mapping[str, int]
    people: tuple[ArrivedPerson, ...]
    ids_kept: bool
    files: int

    @property
    def rows(self) -> int:
        """Rows of all kinds."""
        return sum(self.counts.values())


class _IdTaken(Exception):
    """A row of the archive stands in this database already, in this studio or in one we cannot see."""


def restore_archive(path: Path, *, into: StudioFacts | None = None, report: Report = silent) -> Restored:
    """Read an archive into a new studio, or ``into`` one that is still as it was created.

    Ids of rows stay where they are free in this database; otherwise all of them change alike (see :class:`Ids`), which
    happens when the archived studio itself still lives here. ``report`` is told steps done and in all (first bytes
    checked, then rows written) and may raise to stop; then, and on every refusal, nothing was changed.

    Raises:
        Refused: the archive or the studio cannot be used; the sentence says why and what to do.
    """
    with open_archive(path) as archive:
        kinds = _kinds(archive)
        archive.verify(report)
        old_id = archive.manifest.studio.id
        alive = known_studio_ids()
        studio_id = into.id if into else (new_id() if old_id in alive else old_id)
        work = _Restoring(archive, kinds, studio_id, into, report)
        try:
            if old_id in alive and old_id != studio_id:
                return work.run(keep_ids=False)
            try:
                return work.run(keep_ids=True)
            except _IdTaken:
                return work.run(keep_ids=False)
        except DatabaseError as error:
            constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
            what = f"its rows contradict each other ({constraint})" if constraint else "a value does not fit its column"
            refuse(f"The database did not accept it: {what}.", error)


def _kinds(archive: Archive) -> dict[str, tuple[RecordKind, ArchivedKind]]:
    ours = {kind.name: kind for kind in all_kinds()}
    found: dict[str, tuple[RecordKind, ArchivedKind]] = {}
    for archived in archive.manifest.kinds:
        kind = ours.get(archived.name)
        if kind is None:
            refuse(f"It holds “{archived.name}”, which this version of Safelight does not know; update it.")
        known_fields(kind, archived)
        found[archived.name] = (kind, archived)
    if not found.keys() >= {"studio", "people", "roles", "memberships"} or found["studio"][1].rows != 1:
        refuse("It holds no studio with its people and roles.")
    return {name: found[name] for name in ours if name in found}


@dataclass(slots=True)
class _Restoring:
    archive: Archive
    kinds: dict[str, tuple[RecordKind, ArchivedKind]]
    studio_id: UUID
    into: StudioFacts | None
    report: Report

    def run(self, *, keep_ids: bool) -> Restored:
        with transaction.atomic(), studio_scope(self.studio_id):
            with closing(self.archive.lines(self.kinds["studio"][1])) as rows:
                (studio_row,) = rows
            inside: list[Insider] = []
            if self.into:
                inside = take_over(self.into, studio_row)
            else:
                make_studio(self.studio_id, studio_row)
            with closing(self.archive.lines(self.kinds["people"][1])) as rows:
                moved, people = bring_people(rows)
            moved[str(self.archive.manifest.studio.id)] = str(self.studio_id)
            ids = Ids(self.studio_id, moved, None if keep_ids else self._known())
            facts = Directory().facts(self.studio_id)
            self._note(facts, keep_ids=keep_ids)
            try:
                counts = self._load(ids)
            except IntegrityError as error:
                if keep_ids and _is_taken_id(error):
                    raise _IdTaken from error
                raise
            if self.into:
                seat_insiders(inside)
            # Deferred keys would only speak at commit, too late for a sentence of ours.
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
                cursor.execute("set constraints all deferred")
            files = self._files(ids)
            counts |= {"studio": 1, "people": len(people)}
        return Restored(facts, counts, tuple(people), keep_ids, files)

    def _load(self, ids: Ids) -> dict[str, int]:
        total = sum(archived.rows for _, archived in self.kinds.values())
        counts: dict[str, int] = {}
        for name, (kind, archived) in self.kinds.items():
            if name not in _SPECIAL:
                with closing(self.archive.lines(archived)) as rows:
                    counts[name] = load(kind, archived, rows, self.studio_id, ids)
                self.report(sum(counts.values()), total)
        return counts

    def _known(self) -> frozenset[bytes]:
        """Return the ids of all rows of the archive: about 100 MB for a million rows."""
        try:
            return frozenset(
                UUID(str(row["id"])).bytes
                for name, (_, archived) in self.kinds.items()
                if name not in _SPECIAL
                for row in self.archive.lines(archived)
            )
        except ValueError as error:
            refuse("It holds a row whose id is none.", error)

    def _files(self, ids: Ids) -> int:
        files = 0
        for source in file_sources():
            for name, content in self.archive.files(f"{FILES_FOLDER}{source.name}/"):
                source.keep(self.studio_id, ids.in_path(name), content)
                files += 1
        return files

    def _note(self, facts: StudioFacts, *, keep_ids: bool) -> None:
        """Write the first line: what follows in the journal was brought along and is chained anew."""
        manifest = self.archive.manifest
        context = Context(studio=facts, actor=system_actor("Archive"), now=clock.now())
        summary = f"An archive of “{manifest.studio.name}” was read; the older lines after this one came with it"
        context.subject("studio", facts.id, summary)
        context.changed(
            {
                "archived_studio": str(manifest.studio.id),
                "written_by": manifest.safelight,
                "ids_kept": keep_ids,
                "journal_lines": {name: archived.rows for name, (_, archived) in self.kinds.items()}.get("journal", 0),
                "journal_head": {"sequence": manifest.journal.sequence, "hash": manifest.journal.hash},
            }
        )
        journal.record(context, RESTORED)


def _is_taken_id(error: IntegrityError) -> bool:
    cause: Any = error.__cause__
    return isinstance(cause, errors.UniqueViolation) and str(cause.diag.constraint_name).endswith("_pkey")
