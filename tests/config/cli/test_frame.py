"""What all commands have in common: help, refusals, exit statuses."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from safelight.config import cli
from safelight.config.cli.answers import Refused

COMMANDS = sorted(cli.module_names())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([name, "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"Usage: safelight {name}")
    command = cli.commands.get_command(click.Context(cli.commands), name)
    assert command is not None
    assert command.help


def test_the_list_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert {"up", "doctor"} <= set(COMMANDS)
    assert all(f"  {name} " in shown for name in COMMANDS)


def test_names_of_files_become_names_of_commands() -> None:
    names = cli.module_names()
    assert not set(names) & cli.FRAME
    assert all(module.rstrip("_").replace("_", "-") == name for name, module in names.items())


@pytest.mark.parametrize("arguments", [["nope"], ["up", "--nope"], ["up", "--port", "70000"]])
def test_a_wrong_call_is_refused_with_a_reason(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([*arguments, "--json"]) == 2
    shown = capsys.readouterr()
    assert json.loads(shown.out)["error"] == shown.err.strip()
    assert "--help`." in shown.err


def test_a_refusal_is_told_to_the_person_and_to_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @click.command()
    @click.option("--json", "as_json", is_flag=True)
    def command(*, as_json: bool) -> None:
        reason = "There is no studio “Züri”."
        raise Refused(reason)

    monkeypatch.setattr(cli.Commands, "get_command", lambda *_: command)
    assert cli.run(["anything"]) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "There is no studio “Züri”.\n")
    assert cli.run(["anything", "--json"]) == 2
    assert json.loads(capsys.readouterr().out) == {"error": "There is no studio “Züri”."}


@pytest.mark.parametrize(("given", "status"), [(None, 0), (0, 0), (1, 1)])
def test_the_status_is_the_commands_own(monkeypatch: pytest.MonkeyPatch, given: int | None, status: int) -> None:
    monkeypatch.setattr(cli.Commands, "get_command", lambda *_: click.Command("x", callback=lambda: given))
    assert cli.run(["anything"]) == status


def test_wrong_settings_refuse_every_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAFELIGHT_SEATS", "none")
    assert cli.run(["up"]) == 2
    assert "SAFELIGHT_SEATS: “none” is not a whole number" in capsys.readouterr().err


@pytest.mark.slow
def test_up_starts_without_loading_django(tmp_path: Path) -> None:
    code = "import sys; from safelight.config.cli import run; run(['up', '--help']); sys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=tmp_path, capture_output=True)  # noqa: S603
    assert done.returncode == 0
