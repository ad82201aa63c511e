"""Writing the complete archive of a studio, from one unchanging view of it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from django.db import connection
from psycopg import sql

from safelight.exchange.out.archive.line_query import columns_of, line_query
from safelight.exchange.out.archive.manifest import (
    DATA_FOLDER,
    EXPLANATION,
    FILES_FOLDER,
    MANIFEST,
    READ_ME,
    SCHEMA,
    ArchivedKind,
    ArchivedStudio,
    JournalHead,
    Manifest,
)
from safelight.exchange.out.archive.packing import Packer, blocks_of, packer
from safelight.exchange.out.archive.stored_files import file_sources
from safelight.exchange.out.kinds import all_kinds
from safelight.exchange.out.record_kinds import RecordKind
from safelight.exchange.out.sheet_query import count_query
from safelight.exchange.out.snapshot import count, snapshot, stream
from safelight.exchange.out.whole_workbook import Report, silent
from safelight.foundation.actions import StudioFacts


@dataclass(slots=True)
class _Writing:
    studio: StudioFacts
    pack: Packer
    report: Report
    total: int = 0
    done: int = 0
    kinds: list[ArchivedKind] = field(default_factory=list)


def write_archive(
    studio: StudioFacts, target: Path, report: Report = silent, *, with_files: bool = True
) -> dict[str, int]:
    """Write everything of a studio into a zip; return the number of rows by kind, and of ``files``.

    The same data gives the same bytes. Rows stream; memory does not grow with them.

    Raises:
        OSError: the file cannot be written, or a stored file cannot be read.
        Exception: whatever ``report`` raises; the file is then worthless.
    """
    with snapshot(studio.id), packer(target) as pack:
        writing = _Writing(studio, pack, report)
        counted = [(kind, count(count_query(kind, studio.id, archive=True))) for kind in all_kinds()]
        writing.total = sum(rows for _, rows in counted)
        pack.add(READ_ME, [EXPLANATION.encode()])
        for kind, rows in counted:
            _add_kind(writing, kind, rows)
        files = _add_files(writing) if with_files else 0
        manifest = _manifest(writing, with_files=with_files)
        pack.add(MANIFEST, [manifest.model_dump_json(indent=1).encode()])
        report(writing.done, writing.total)
    return {**{kind.name: kind.rows for kind in writing.kinds}, "files": files}


def _add_kind(writing: _Writing, kind: RecordKind, rows: int) -> None:
    member = f"{DATA_FOLDER}{kind.name}.jsonl"

    def lines() -> Generator[bytes, None, None]:
        with closing(stream(line_query(kind, writing.studio.id))) as blocks:
            for block in blocks:
                yield "".join(f"{line}\n" for (line,) in block).encode()
                writing.done += len(block)
                writing.report(writing.done, writing.total)

    with closing(lines()) as blocks:
        writing.pack.add(member, blocks)
    writing.kinds.append(ArchivedKind(name=kind.name, member=member, columns=tuple(columns_of(kind)), rows=rows))


def _add_files(writing: _Writing) -> int:
    files = 0
    for source in file_sources():
        for name, path in source.each(writing.studio.id):
            with path.open("rb") as content:
                writing.pack.add(f"{FILES_FOLDER}{source.name}/{name}", blocks_of(content))
            files += 1
            writing.report(writing.done, writing.total)
    return files


def _manifest(writing: _Writing, *, with_files: bool) -> Manifest:
    studio = writing.studio
    return Manifest(
        schema_version=SCHEMA,
        safelight=version("safelight"),
        migrations=applied_migrations(),
        studio=ArchivedStudio(
            id=studio.id,
            slug=studio.slug,
            name=studio.name,
            country=studio.country,
            currency=studio.currency,
            zone=studio.zone,
            languages=studio.languages,
        ),
        kinds=tuple(writing.kinds),
        journal=_journal_head(studio),
        with_files=with_files,
        members=tuple(writing.pack.members),
    )


def applied_migrations() -> dict[str, str]:
    """Return the newest migration of each of our modules: the exact shape of the tables."""
    tables = {kind.model._meta.app_label for kind in all_kinds()}  # noqa: SLF001 - Django's documented Meta API
    with connection.cursor() as cursor:
        cursor.execute(
            "select app, max(name) from django_migrations where app = any(%s) group by app", [sorted(tables)]
        )
        return dict(sorted(cursor.fetchall()))


def _journal_head(studio: StudioFacts) -> JournalHead:
    query = sql.SQL(
        "select sequence, encode(hash, 'hex') from foundation_journallink where studio_id = {} order by sequence desc limit 1"
    ).format(sql.Literal(studio.id))
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
    return JournalHead(sequence=int(row[0]), hash=str(row[1])) if row else JournalHead(sequence=0, hash="")
