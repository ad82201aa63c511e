"""Who may do what is what config/permissions.csv says, for every verb and every built-in role."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client as Browser

from safelight.accounts.actions.keys import create_key
from safelight.accounts.permissions import BUILT_IN_ROLES, all_permissions, built_in
from safelight.foundation.actions import Action, ActionError, Actor, Context, Forbidden, ask, run
from safelight.foundation.api.pace import Pace
from safelight.foundation.api.verbs import Verb, registered, served
from safelight.foundation.ids import new_id
from tests.conftest import Cast

pytestmark = pytest.mark.django_db

SOURCE = Path(__file__).parents[2] / "src" / "safelight"
MATRIX = SOURCE / "config" / "permissions.csv"
VERBS = registered()
# A verb without a permission asks for something else, which stands here.
WITHOUT_PERMISSION = {"people.accept_invitation": "the link in the mail is the permission"}
# Writes that whoever may look may do as well, each with its reason.
WRITES_OF_LOOKERS = {
    "clients.save_view": "a view of the list is one's own; sharing it asks for more",
    "clients.change_view": "likewise",
    "clients.remove_view": "likewise",
    "seats.ask": "asking somebody for their seat changes nothing of the studio's",
}
# Nonsense for every verb: it is refused because of who asks before anybody looks at what is asked.
NONSENSE: Mapping[str, object] = {"no such field": True}
NOTHING: Mapping[str, object] = {}
# Calls whose first text is the name of a verb, which may read like a permission.
NAMING_CALLS = {"action", "query", "find", "undo_with"}


def read_file(path: Path) -> dict[str, set[str]]:
    """Read the matrix as a person would: role to the permissions that say “yes”."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {role: {row["permission"] for row in rows if row[role] == "yes"} for role in BUILT_IN_ROLES}


def context_of_role(cast: Cast, role: str) -> Context:
    actor = Actor("person", cast.people["ana"].id, role.title(), built_in(role), role)
    return Context(cast.studio, actor)


def is_refused(verb: Verb, context: Context, data: Mapping[str, object]) -> bool:
    """Say whether the matrix keeps the verb from this actor; every other outcome means that it let them pass."""
    try:
        with transaction.atomic():
            if isinstance(verb, Action):
                run(verb, context, data)
            else:
                ask(verb, context, data)
            transaction.set_rollback(True)
    except Forbidden as refusal:
        return f"needs the permission “{verb.permission}”" in refusal.message
    except ActionError:
        return False
    return False


def disagreements(cast: Cast, verbs: Iterable[Verb], matrix: Path = MATRIX) -> list[str]:
    """Return where the program lets somebody pass whom the file does not, or the reverse."""
    held = read_file(matrix)
    return [
        f"{verb.name} as {role}: {'refused' if allowed else 'let in'}, the file says otherwise"
        for verb in verbs
        for role in BUILT_IN_ROLES
        for allowed in [not verb.permission or verb.permission in held[role]]
        for data in (NONSENSE, NOTHING)
        if is_refused(verb, context_of_role(cast, role), data) == allowed
    ]


def permissions_named(root: Path) -> set[str]:
    """Return every permission that stands in the source as a text of its own, and not as the name of a verb."""
    found = set()
    for path in root.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
        names = {id(call.args[0]) for call in calls if _called(call) in NAMING_CALLS}
        found |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in names
        }
    return found & set(all_permissions())


def _called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def test_every_verb_is_open_to_exactly_the_roles_of_the_file(cast: Cast) -> None:
    wrong = disagreements(cast, VERBS)
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_the_api_refuses_before_it_reads_the_body(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pace, "take", lambda *_: None)
    held, wrong = read_file(MATRIX), []
    for role in BUILT_IN_ROLES:
        key = run(create_key, cast.as_("ana"), {"name": role, "role": role}).value.token
        for verb in served():
            assert verb.door is not None
            path = "/api/v1" + re.sub(r"{\w+}", str(new_id()), verb.door.path)
            headers = {"Authorization": f"Bearer {key}"}
            answer = Browser().generic(verb.door.method, path, "{not json", "application/json", headers=headers)
            if (answer.status_code == 403) == (verb.permission in held[role]):
                wrong.append(f"{verb.name} as {role}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_writes_ask_for_more_than_looking() -> None:
    lookers = {verb.name for verb in VERBS if verb.is_write and verb.permission.endswith(".view")}
    assert lookers == set(WRITES_OF_LOOKERS)


def test_every_permission_of_a_verb_is_in_the_file() -> None:
    assert {verb.permission for verb in VERBS if verb.name not in WITHOUT_PERMISSION} <= set(all_permissions())
    assert {verb.name for verb in VERBS if not verb.permission} == set(WITHOUT_PERMISSION)


def test_every_permission_of_the_file_is_asked_for() -> None:
    assert set(all_permissions()) - permissions_named(SOURCE) == set()


def test_a_stranger_may_nothing(cast: Cast) -> None:
    nobody = Context(cast.studio, Actor("person", new_id(), "Nobody"))
    let_in = [verb.name for verb in VERBS if verb.permission and not is_refused(verb, nobody, NONSENSE)]
    assert let_in == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("clients.view,See clients and leads,yes,yes,yes,yes,yes", "clients.view,See clients and leads,yes,yes,yes,yes,"),
     ("keys.manage,Make and revoke API keys,yes,,,,", "keys.manage,Make and revoke API keys,yes,yes,,,")],
)  # fmt: skip
def test_a_program_that_differs_from_the_file_is_found(cast: Cast, tmp_path: Path, before: str, after: str) -> None:
    text = MATRIX.read_text(encoding="utf-8")
    assert before in text
    other = tmp_path / "permissions.csv"
    other.write_text(text.replace(before, after), encoding="utf-8")
    permission, role = before.partition(",")[0], "bookkeeper" if "clients" in before else "manager"
    concerned = {verb.name for verb in VERBS if verb.permission == permission}
    assert {line.partition(" as ")[0] for line in disagreements(cast, VERBS, other)} == concerned
    assert all(f" as {role}: " in line for line in disagreements(cast, VERBS, other))


def test_an_unused_permission_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text('@action("clients.merge")\ndef merge(): context.require("clients.view")\n', encoding="utf-8")
    assert permissions_named(tmp_path) == {"clients.view"}
