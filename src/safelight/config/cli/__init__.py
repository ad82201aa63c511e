"""The command line `safelight`. Each command is a module of this folder that holds a click command named `command`.

A file `check_house.py` is the command `check-house`; `import_.py` is `import` (a word Python keeps for itself).
Commands are imported only when they are called, so that `safelight up` starts quickly and `safelight doctor` works in
a broken installation. A command that needs the database gets its modules through `django_ready`.
"""

import importlib
import json
import pkgutil
import sys
from collections.abc import Sequence

import click
from click.exceptions import NoArgsIsHelpError

from safelight.config.cli.answers import Refused
from safelight.config.environment import EnvironmentRefused
from safelight.config.launch.refusal import LaunchRefused

FRAME = frozenset({"answers", "django_ready", "studio_choice", "__main__"})
"""Modules of this folder that are no commands."""

DONE = 0
DONE_WITH_WARNINGS = 1
REFUSED = 2
INTERRUPTED = 130


def module_names() -> dict[str, str]:
    """Return the module of each command, by the command's name."""
    found = (module.name for module in pkgutil.iter_modules(__path__) if module.name not in FRAME)
    return {name.rstrip("_").replace("_", "-"): name for name in found}


class Commands(click.Group):
    """The commands of this folder, imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return all names in order."""
        return sorted(module_names())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return one command, or None if there is no such module."""
        module = module_names().get(cmd_name)
        if module is None:
            return None
        command: click.Command = importlib.import_module(f"{__name__}.{module}").command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="safelight", prog_name="Safelight")
def commands() -> None:
    """Runs a professional photography studio: clients, calendar, sessions, orders, galleries.

    Exit status: 0 done, 1 done with warnings or refused rows, 2 refused (the reason is on standard error).
    """


def refuse(reason: str, *, as_json: bool) -> int:
    """Tell the person (and a calling program) why nothing was done; return the exit status."""
    click.echo(reason, err=True)
    if as_json:
        click.echo(json.dumps({"error": reason}, ensure_ascii=False))
    return REFUSED


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    as_json = "--json" in arguments
    try:
        result = commands.main(list(arguments), prog_name="safelight", standalone_mode=False)
    except (Refused, LaunchRefused, EnvironmentRefused) as refusal:
        return refuse(str(refusal), as_json=as_json)
    except NoArgsIsHelpError as help_wanted:
        help_wanted.show()
        return REFUSED
    except click.ClickException as wrong:
        return refuse(usage(wrong), as_json=as_json)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return INTERRUPTED
    return result if isinstance(result, int) else DONE


def usage(wrong: click.ClickException) -> str:
    """Return click's message and where to read more."""
    context = getattr(wrong, "ctx", None)
    more = f" Try `{context.command_path} --help`." if context is not None else ""
    return wrong.format_message() + more


def main() -> None:
    """Entry point of the program `safelight`."""
    sys.exit(run(sys.argv[1:]))
