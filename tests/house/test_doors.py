"""Every registered verb is open to programs, guarded by a known permission, and in the reference."""

from __future__ import annotations

from pathlib import Path

import pytest

from safelight.accounts.permissions import all_permissions
from safelight.assistant.tools import by_tool_name
from safelight.config.reference import reference_page
from safelight.foundation.api.verbs import Verb, registered, served, shapes

VERBS = registered()
DOCS = Path(__file__).parents[2] / "docs"

# A verb without a door is closed to programs: neither in the JSON API nor a tool. Here is why.
WITHOUT_DOOR: dict[str, str] = {
    "exchange.finish_export": "a step of the export's own job; its input names a file on the server",
    "exchange.carry_out_import": "a step of the import's own job",
    "exchange.import_file": "names a file on the server: for the machine's operator on the command line",
    "exchange.upload_import": "takes the open file of a page; programs send it with exchange.add_import",
    "exchange.restore_mapping": "the way back of taking a mapping out, offered by the page at once",
    "people.accept_invitation": "the link in the mail is the permission, and only a signed-in person can follow it",
    "seats.limit": "the operator of the installation sets it, no studio does",
    "exchange.collect_export": "answers a file, which the page hands over; the API has no files yet",
}


def problems_of(verb: Verb) -> list[str]:
    """Return what keeps a verb from being whole."""
    found = []
    if verb.door is None and verb.name not in WITHOUT_DOOR:
        found.append(f"{verb.name} has no door; give it one or a reason in WITHOUT_DOOR")
    if verb.door is not None and verb.name in WITHOUT_DOOR:
        found.append(f"{verb.name} has a door now; take it out of WITHOUT_DOOR")
    if verb.permission not in all_permissions() and not (verb.permission == "" and verb.door is None):
        found.append(f"{verb.name} needs “{verb.permission}”, which is not in permissions.csv")
    return found


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_a_verb_is_open_and_guarded(verb: Verb) -> None:
    assert problems_of(verb) == []


def test_reasons_are_given_for_verbs_that_exist() -> None:
    assert set(WITHOUT_DOOR) <= {verb.name for verb in VERBS}
    assert all(len(reason) > 10 for reason in WITHOUT_DOOR.values())


def test_no_two_verbs_share_a_door_or_a_tool() -> None:
    assert len(by_tool_name(VERBS)) == len(VERBS)
    assert sum(len(methods) for methods in shapes(VERBS).values()) == sum(verb.door is not None for verb in VERBS)


def test_the_reference_is_current() -> None:
    page = (DOCS / "reference.md").read_text(encoding="utf-8")
    assert page == reference_page(VERBS), "run `make docs`"


def test_a_verb_without_a_door_is_no_tool() -> None:
    assert {verb.name for verb in served()} == {verb.name for verb in VERBS} - set(WITHOUT_DOOR)


def test_breaches_are_found() -> None:
    whole = VERBS[0]
    closed = type(whole)(**{**_parts(whole), "name": "sample.closed", "door": None})
    unknown = type(whole)(**{**_parts(whole), "name": "sample.unknown", "permission": "sample.none"})
    assert problems_of(whole) == []
    assert "has no door" in problems_of(closed)[0]
    assert "not in permissions.csv" in problems_of(unknown)[0]


def _parts(verb: Verb) -> dict[str, object]:
    return {name: getattr(verb, name) for name in verb.__dataclass_fields__ if name != "is_write"}
