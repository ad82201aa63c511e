"""Scaffold an action and its test: `python scripts/new_action.py clients.archive --permission clients.edit --door "…"`.

It writes two files and says what else is to be filled in. It never overwrites a file.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOOR = re.compile(r"(POST|PUT|PATCH|DELETE) (/[a-z0-9_/{}.-]*)")


@dataclass(frozen=True)
class Plan:
    """What is to be written. ``fields`` are the names in the braces of the door."""

    module: str
    verb: str
    permission: str
    door: str

    @property
    def fields(self) -> list[str]:
        """The names in braces, in order."""
        return re.findall(r"{(\w+)}", self.door)

    @property
    def words(self) -> str:
        """The verb as a person reads it: ``change_stage`` is “Change stage”."""
        return self.verb.replace("_", " ").capitalize()

    @property
    def model(self) -> str:
        """The name of the input model."""
        return "".join(part.capitalize() for part in self.verb.split("_")) + self.module.removesuffix("s").capitalize()


def action_text(plan: Plan) -> str:
    """Return the action's file."""
    fields = "".join(f"\n    {name}: UUID" for name in plan.fields) + ("\n" if plan.fields else "")
    needs_id = "from uuid import UUID\n\n" if plan.fields else ""
    return f'''"""{plan.words}."""

from __future__ import annotations

{needs_id}from safelight.foundation.actions import Context, Empty, Frozen, action


class {plan.model}(Frozen):
    """What “{plan.words.lower()}” needs."""
{fields}

@action("{plan.module}.{plan.verb}", permission="{plan.permission}", door="{plan.door}")
def {plan.verb}(context: Context, data: {plan.model}) -> Empty:
    """{plan.words}."""
    message = f"{plan.module}.{plan.verb} is to be written: {{context.studio.slug}}, {{sorted(data.model_fields_set)}}"
    raise NotImplementedError(message)
'''


def test_text(plan: Plan) -> str:
    """Return the test's file; its first test fails until the action does something."""
    given = ", ".join(f'"{name}": str(new_id())' for name in plan.fields)
    imports = [
        f"from safelight.{plan.module}.actions.{plan.verb} import {plan.verb}",
        "from safelight.foundation.actions import Actor, Context, Forbidden, InvalidInput, find, run",
        *(["from safelight.foundation.ids import new_id"] if plan.fields else []),
        "from safelight.foundation.models import JournalEntry",
        "from safelight.foundation.tenancy import studio_scope",
    ]
    ours = "\n".join(sorted(imports))
    return f'''"""{plan.words}: row, event, journal line, permission, foreign record."""

from __future__ import annotations

import dataclasses

import pytest

{ours}

GIVEN = {{{given}}}


def test_it_is_done_and_written_down(ana: Context) -> None:
    run({plan.verb}, ana, GIVEN)
    with studio_scope(ana.studio.id):
        line = JournalEntry.objects.get(action="{plan.module}.{plan.verb}")
    assert line.subject_kind
    assert line.summary


def test_it_needs_its_permission(ana: Context) -> None:
    nobody = dataclasses.replace(ana, actor=Actor(kind="person", id=None, label="Nobody"))
    with pytest.raises(Forbidden, match=r"{re.escape(plan.permission)}"):
        run({plan.verb}, nobody, GIVEN)


def test_unknown_fields_are_refused(ana: Context) -> None:
    with pytest.raises(InvalidInput):
        run({plan.verb}, ana, {{**GIVEN, "no_such_field": 1}})


def test_it_is_registered() -> None:
    assert find("{plan.module}.{plan.verb}") is {plan.verb}
'''


def left_to_do(plan: Plan, root: Path) -> list[str]:
    """Return what the person fills in by hand, in order."""
    steps = [
        f"src/safelight/{plan.module}/actions/__init__.py: import and list `{plan.verb}`, so that it is registered",
        f"src/safelight/{plan.module}/actions/{plan.verb}.py: the fields, the answer, what is done",
        "  say what it is about with context.subject, what changed with context.changed",
        "  publish the event with context.publish, offer the way back with context.undo_with",
        f"src/safelight/{plan.module}/events.py: the event, in the past tense, if others should hear of it",
        f"tests/{plan.module}/actions/test_{plan.verb}.py: the row, the event, a foreign record answered as absent",
        "docs/words.md: a new word, if there is one",
        "make docs: docs/reference.md gets the verb; API, MCP and `safelight call` have it already",
    ]
    matrix = (root / "src/safelight/config/permissions.csv").read_text(encoding="utf-8")
    if f"\n{plan.permission}," not in matrix:
        steps.insert(1, f"src/safelight/config/permissions.csv: a row for the new permission {plan.permission}")
    return steps


def read_plan(arguments: list[str]) -> Plan:
    """Read and check what was asked for; ends the program with a sentence when it cannot be."""
    parser = argparse.ArgumentParser(prog="scripts/new_action.py", description="Scaffold an action and its test.")
    parser.add_argument("name", help="module and verb, such as clients.archive")
    parser.add_argument("--permission", required=True, help="such as clients.edit")
    parser.add_argument("--door", required=True, help='such as "POST /clients/{client_id}/archive"')
    chosen = parser.parse_args(arguments)
    match = re.fullmatch(r"([a-z]+)\.([a-z][a-z_]*)", chosen.name)
    if match is None:
        parser.error(f"“{chosen.name}” is no name such as clients.archive")
    if not DOOR.fullmatch(chosen.door):
        parser.error(f"“{chosen.door}” is no door such as POST /clients")
    if not re.fullmatch(r"[a-z]+\.[a-z_]+", chosen.permission):
        parser.error(f"“{chosen.permission}” is no permission such as clients.edit")
    return Plan(match[1], match[2], chosen.permission, chosen.door)


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Write the files below ``root`` and print what is left to do."""
    plan = read_plan(arguments)
    if not (root / "src/safelight" / plan.module).is_dir():
        print(f"There is no module {plan.module} in src/safelight.", file=sys.stderr)
        return 2
    files = {
        root / "src/safelight" / plan.module / "actions" / f"{plan.verb}.py": action_text(plan),
        root / "tests" / plan.module / "actions" / f"test_{plan.verb}.py": test_text(plan),
    }
    there = [path for path in files if path.exists()]
    if there:
        print(f"{there[0].relative_to(root)} exists already; nothing was written.", file=sys.stderr)
        return 2
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(root)}")
    print("\nNow fill in:")
    for step in left_to_do(plan, root):
        print(f"- {step}" if step.strip() == step else step)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
