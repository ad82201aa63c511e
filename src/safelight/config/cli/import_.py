"""`safelight import`: files in, and imports undone."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from safelight.config.cli import django_ready
from safelight.config.cli.answers import Refused, answer, data_option, json_option
from safelight.config.cli.studio_choice import chosen_studio, studio_option

KINDS = ("clients", "archive")
_SHOWN = 20


@click.command(
    "import",
    epilog="`safelight import undo BATCH` takes an import back. MAPPING is a JSON file {column: field};"
    " `safelight import clients FILE --dry-run --json` prints the one that would be used.",
)
@click.argument("kind", metavar="clients|archive|undo")
@click.argument("file", metavar="FILE|BATCH")
@studio_option
@click.option("--dry-run", is_flag=True, help="Say what would become of each row, and change nothing.")
@click.option("--mapping", type=click.Path(path_type=Path, dir_okay=False), help="JSON file {column: field}.")
@click.option("--sheet", help="Which sheet of a workbook.")
@click.option("--encoding", help="Encoding of a text file, where the guess is wrong.")
@click.option("--delimiter", help="What stands between the cells of a text file.")
@click.option("--header-row", type=click.IntRange(min=0), help="Row with the column names; 0 where there is none.")
@click.option(
    "--on-match", type=click.Choice(["fill", "skip", "create"]), default="fill", show_default=True,
    help="Rows of known clients: complete the client, pass over, or make a new client.",
)  # fmt: skip
@data_option
@json_option
def command(  # noqa: PLR0913 - click's options
    kind: str, file: str, studio: str, mapping: Path | None, *, dry_run: bool, as_json: bool, **choices: object
) -> int:
    """Import a file of clients (CSV, Excel, OpenDocument, vCard …) or a complete archive.

    A client file comes in whole or not at all. Exit status 1 when rows were refused: they are listed with their reasons.
    """
    if kind == "undo":
        return _undo(file, studio, as_json=as_json)
    if kind not in KINDS:
        sentence = f"“{kind}” cannot be imported. These can: {', '.join(KINDS)}. `undo` takes an import back."
        raise Refused(sentence)
    path = Path(file).expanduser().absolute()
    if path.is_dir():
        sentence = f"{file} is a folder. Name the file in it."
        raise Refused(sentence)
    if not path.is_file():
        sentence = f"There is no file {file}. Check the name and the folder."
        raise Refused(sentence)
    if not os.access(path, os.R_OK):
        sentence = f"{file} may not be read by {getpass.getuser()}. Allow it, or copy the file."
        raise Refused(sentence)
    if kind == "archive":
        return _archive(path, studio, dry_run=dry_run, as_json=as_json)
    return _clients(path, studio, {**choices, "targets": _targets(mapping)}, dry_run=dry_run, as_json=as_json)


def _targets(mapping: Path | None) -> dict[str, str]:
    if mapping is None:
        return {}
    fields = django_ready.module("safelight.exchange.fields")
    try:
        targets: dict[str, str] = fields.load_targets(mapping.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        sentence = f"The mapping {mapping} cannot be read: {error.__class__.__name__}."
        raise Refused(sentence) from None
    except fields.MappingError as error:
        raise Refused(str(error)) from None
    return targets


def _clients(path: Path, studio: str, choices: Mapping[str, Any], *, dry_run: bool, as_json: bool) -> int:
    facts = chosen_studio(studio)
    operator = django_ready.module("safelight.config.operator")
    actions = django_ready.module("safelight.exchange.actions")
    given = {key: value for key, value in choices.items() if value is not None}
    done = operator.carry_out(
        actions.import_file, facts, {"path": path, "filename": path.name, "choices": given, "trial": dry_run}
    )
    report, understood = done.report, done.understood
    data = {
        "batch": str(done.batch) if done.batch else None,
        **report.model_dump(include={"rows", "created", "updated", "merged", "skipped", "failed"}),
        "sheet": understood.sheet,
        "header_row": understood.header_row,
        "encoding": understood.encoding,
        "mapping": understood.mapping,
        "issues": [issue.model_dump() for issue in done.issues],
    }
    answer(data, _words(data, understood.program, dry_run=dry_run), as_json=as_json)
    return 1 if report.failed else 0


def _words(data: Mapping[str, Any], program: str, *, dry_run: bool) -> str:
    kind = "would be" if dry_run else "were"
    lines = [
        (
            f"{data['rows']} rows read{f' ({program})' if program else ''}: {data['created']} clients {kind} created,"
            f" {data['updated']} updated, {data['merged']} merged within the file, {data['skipped']} skipped,"
            f" {data['failed']} refused."
        )
    ]
    lines += [f"  {column or '(no name)'} → {target}" for column, target in data["mapping"].items()]
    told = [issue for issue in data["issues"] if issue["level"] != "info"]
    lines += [
        f"  {'row ' + str(issue['row']) if issue['row'] else 'file'}"
        f"{', ' + issue['column'] if issue['column'] else ''}: {issue['message']}"
        for issue in told[:_SHOWN]
    ]
    if len(told) > _SHOWN:
        lines.append(f"  … and {len(told) - _SHOWN} more; --json lists all.")
    if data["batch"]:
        lines.append(f"Take it back with: safelight import undo {data['batch']}")
    return "\n".join(lines)


def _undo(batch: str, studio: str, *, as_json: bool) -> int:
    facts = chosen_studio(studio)
    operator = django_ready.module("safelight.config.operator")
    actions = django_ready.module("safelight.exchange.actions")
    try:
        import_id = UUID(batch)
    except ValueError:
        sentence = f"“{batch}” is not the number of an import."
        raise Refused(sentence) from None
    card = operator.carry_out(actions.undo_import, facts, {"import_id": import_id})
    answer({"batch": str(card.id), "state": card.state}, f"The import of {card.filename} was undone.", as_json=as_json)
    return 0


def _archive(path: Path, studio: str, *, dry_run: bool, as_json: bool) -> int:
    if dry_run:
        sentence = "An archive comes in whole into an empty studio; it has no dry run."
        raise Refused(sentence)
    arriving = django_ready.module("safelight.exchange.archive_in")
    errors = django_ready.module("safelight.foundation.actions")
    into = chosen_studio(studio) if studio else None
    try:
        restored = arriving.restore_archive(path, into=into)
    except errors.ActionError as refusal:
        raise Refused(refusal.message) from None
    data = {
        "batch": None, "studio": restored.studio.slug, "rows": restored.rows, "created": restored.rows, "updated": 0,
        "merged": 0, "skipped": 0, "failed": 0, "sheet": "", "header_row": None, "encoding": "", "mapping": {},
        "issues": [], "counts": dict(restored.counts),
    }  # fmt: skip
    people = ", ".join(f"{person.email}" for person in restored.people if person.is_new)
    text = f"{restored.rows:,} records are in the studio “{restored.studio.slug}”."
    if people:
        text += f" These people need an invitation to sign in: {people}."
    answer(data, text, as_json=as_json)
    return 0
