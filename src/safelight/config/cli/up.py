"""`safelight up`: start everything."""

import os
import sys

import click

from safelight.config.cli.answers import data_option
from safelight.config.environment import read_environment
from safelight.config.launch.supervisor import Plan, supervise


def say(sentence: str) -> None:
    """Write progress to standard error."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


def announce(line: str) -> None:
    """Write a ready line to standard output."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@click.command("up")
@click.option("--host", help="Network address to listen on; 0.0.0.0 for all networks.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 picks a free one.  [default: 8000]")
@data_option
@click.option("--demo", is_flag=True, help="Make a fictional demo studio (if missing) and show how to sign in to it.")
def command(host: str | None, port: int | None, *, demo: bool) -> int:
    """Start the database, the web server and the worker, and stop them with Ctrl-C.

    Prints one line `Safelight is ready: http://…` when pages can be opened.
    """
    if host is not None:
        os.environ["SAFELIGHT_HOST"] = host
    if port is not None:
        os.environ["SAFELIGHT_PORT"] = str(port)
    environment = read_environment()
    for sentence in environment.unknown:
        say(sentence)
    return supervise(Plan(environment, demo=demo, say=say, announce=announce))
