"""`safelight doctor`: explain this installation."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import click
import psycopg

import safelight
from safelight.config.checkup import database, machine, network
from safelight.config.checkup.findings import Finding, ok, problem, warning
from safelight.config.cli.answers import answer, data_option, json_option
from safelight.config.environment import Environment, EnvironmentRefused, checkout, read_environment
from safelight.config.launch import databases
from safelight.config.launch.refusal import LaunchRefused

MARKS = {"ok": "ok     ", "warning": "warning", "problem": "PROBLEM"}
DONE, DONE_WITH_WARNINGS, REFUSED = 0, 1, 2
SHOWN = 5


def migrations() -> Finding:
    """Ask Django, in a process of its own, which migrations have not run."""
    code = (
        "import json, sys, django; django.setup(); "
        "from safelight.config.migrating import pending; json.dump(pending(), sys.stdout)"
    )
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=60
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        return problem("migrations", f"the program does not load: {last}", "Run `make setup`; if it stays, report it.")
    waiting: list[str] = json.loads(done.stdout)
    if waiting:
        return warning(
            "migrations",
            f"{len(waiting)} wait, such as {', '.join(waiting[:SHOWN])}",
            "Start with `safelight up`, which runs them.",
        )
    return ok("migrations", "the tables are those of this version")


def about_the_database(environment: Environment) -> Iterator[Finding]:
    """Yield what concerns the database, starting or joining the embedded one."""
    try:
        address = databases.database_for(environment)
        databases.export(address)
        yield from database.look(address)
    except (LaunchRefused, psycopg.Error) as refusal:
        yield problem("database", str(refusal).strip(), "Do what the sentence says, then run this again.")
        return
    yield migrations()


def guarded(check: str, look: Callable[[], Finding]) -> Finding:
    """Return what a check found, also when the installation is so broken that the check itself fails."""
    try:
        return look()
    except (OSError, LookupError, ValueError) as error:
        return problem(check, f"could not be looked at: {error}", "Run `make setup`; if it stays, report it.")


def examine() -> list[Finding]:
    """Return all findings, the simplest first."""
    root, package = checkout(), Path(safelight.__file__).resolve().parent
    findings = [
        machine.python(),
        guarded("packages", lambda: machine.packages(root)),
        guarded("pages", lambda: machine.pages(root, package)),
    ]
    try:
        environment = read_environment()
    except EnvironmentRefused as refusal:
        return [*findings, *(problem("settings", one, "Correct it and run this again.") for one in refusal.sentences)]
    findings += [
        network.settings(environment),
        machine.data_folder(environment.data),
        guarded("disk", lambda: machine.room(environment.data)),
        network.address(environment),
        network.mail(environment),
        network.store(environment),
    ]
    return [*findings, *about_the_database(environment)]


def as_text(findings: list[Finding]) -> str:
    """Return the report for a person."""
    lines = []
    for one in findings:
        lines.append(f"{MARKS[one.level]}  {one.check}: {one.found}")
        if one.advice:
            lines.append(f"{'':9}{one.advice}")
    return "\n".join(lines)


@click.command("doctor")
@data_option
@json_option
def command(*, as_json: bool) -> int:
    """Explain this installation: what is well, what is not, and what to do about it.

    Exit status: 0 all well, 1 warnings, 2 problems.
    """
    findings = examine()
    levels = {one.level for one in findings}
    worst = "problem" if "problem" in levels else "warning" if "warning" in levels else "ok"
    answer({"level": worst, "checks": [asdict(one) for one in findings]}, as_text(findings), as_json=as_json)
    return {"ok": DONE, "warning": DONE_WITH_WARNINGS, "problem": REFUSED}[worst]
