"""What all commands share: `--json`, `--data` and refusals."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class Refused(Exception):
    """The command did nothing at all; the text says why and what to do. Exit status 2."""


def _use_data(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
    """Put the chosen data folder where the settings look for it."""
    if value is not None:
        os.environ["SAFELIGHT_DATA"] = str(value.expanduser().absolute())


def data_option(function: F) -> F:
    """Give a command `--data DIR`; it takes effect by itself and is no argument of the function."""
    return click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        callback=_use_data,
        is_eager=True,
        expose_value=False,
        help="Data folder (SAFELIGHT_DATA).",
    )(function)


def json_option(function: F) -> F:
    """Give a command `--json`, as the argument `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Answer as JSON on standard output.")(function)


def answer(data: object, text: str, *, as_json: bool) -> None:
    """Print the answer of a command: `data` for programs, `text` for people."""
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, default=str))
    elif text:
        click.echo(text)
