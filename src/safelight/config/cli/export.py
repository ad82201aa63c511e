"""`safelight export`: take everything along."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from safelight.config.cli import django_ready
from safelight.config.cli.answers import Refused, answer, data_option, json_option
from safelight.config.cli.studio_choice import chosen_studio, studio_option


@click.command("export")
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT.xlsx|OUT.zip")
@studio_option
@click.option("--files", is_flag=True, help="Put the files the studio has stored into the archive too.")
@data_option
@json_option
def command(out: Path, studio: str, *, files: bool, as_json: bool) -> None:
    """Write all data of a studio to a file: OUT.xlsx, a workbook to read, or OUT.zip, the complete archive.

    The file is there whole or not at all; an older one of this name is replaced at the end. Exporting is always
    allowed, whatever the state of the subscription. `safelight import archive OUT.zip` reads an archive again.
    """
    facts = chosen_studio(studio)
    everything = django_ready.module("safelight.exchange.out.everything")
    operator = django_ready.module("safelight.config.operator")
    actions = django_ready.module("safelight.exchange.actions")
    errors = django_ready.module("safelight.foundation.actions")
    target = out.expanduser().absolute()
    try:
        wanted = everything.format_of(target)
        if files and wanted != "zip":
            message = "Files only fit into the archive: name a file that ends in .zip, or leave out --files."
            raise Refused(message)
        done = everything.export_everything(facts, target, progress(), wanted=wanted, with_files=files)
    except errors.ActionError as refusal:
        raise Refused(refusal.message) from None
    finally:
        end_progress()
    operator.carry_out(
        actions.finish_export,
        facts,
        {"format": done.format, "rows": done.rows, "size": done.size, "sha256": done.sha256},
    )
    answer(
        {
            "studio": facts.slug,
            "file": str(target),
            "format": done.format,
            "rows": done.rows,
            "counts": dict(done.counts),
            "size": done.size,
            "sha256": done.sha256,
        },
        f"{done.rows:,} records of {facts.name} are in {target} ({max(1, done.size // 1_000_000)} MB).",
        as_json=as_json,
    )


def progress() -> Callable[[int, int], Any]:
    """Return what tells a person at a terminal how far it is, at whole percents; elsewhere it says nothing."""
    shown = [-1]

    def tell(done: int, total: int) -> None:
        percent = 100 * done // total if total else 100
        if percent != shown[0]:
            shown[0] = percent
            sys.stderr.write(f"\r{done:,} of {total:,} records ({percent} %)")
            sys.stderr.flush()

    return tell if sys.stderr.isatty() else lambda _done, _total: None


def end_progress() -> None:
    """Leave the progress line."""
    if sys.stderr.isatty():
        sys.stderr.write("\n")
