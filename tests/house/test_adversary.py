"""Every page is sent what no browser sends: it answers in words, never with an error of its own."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client as Browser
from django.urls import get_resolver

from tests.house.walk import NO_ROW, parameters_of, routes
from tests.house.world import House, id_for, new_world, sign_in

# Names of fields and parameters of all forms; a page takes those it knows.
_NAMES = re.compile(r"""(?:POST|GET|posted|data)\.get(?:list)?\(\s*["']([\w-]+)["']""")
_ALWAYS = ("name", "email", "text", "q", "role", "sort", "target-0", "first_name", "phones-0-number", "address")
_ENDS_THE_SESSION = ("sign-out/", "account/sessions/", "studio/choice/", "account/again/passkey/")
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


@pytest.mark.django_db
def test_no_page_breaks_on_what_cannot_be_stored() -> None:
    world = new_world()
    browser = sign_in(world.own, "owner")
    assert browser.get("/").status_code == 200
    names = _field_names()
    broken = []
    for route in routes():
        if route.startswith(("api/", *_ENDS_THE_SESSION)):
            continue
        address = _address(route, world.own)
        for bad in ("a%00b", "%FF%FE" + "9" * 30):
            fields = "&".join(f"{name}={bad}" for name in names)
            broken += [
                f"{kind} {route} {bad}" for kind in ("get", "post") if _status(browser, kind, address, fields) >= 500
            ]
    assert broken == []


def _status(browser: Browser, kind: str, address: str, fields: str) -> int:
    with transaction.atomic():
        if kind == "get":
            answer = browser.get(f"{address}?{fields}")
        else:
            answer = browser.post(address, fields, content_type="application/x-www-form-urlencoded")
        if answer.streaming:
            # A download is read to its end: an error in the middle counts too, and its file is closed.
            assert b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return int(answer.status_code)


def _field_names() -> list[str]:
    """Return the names that the code of the pages reads, as it stands."""
    modules = {view.__module__ for view in _views()}
    found = set(_ALWAYS)
    for name in sorted(modules):
        if name.startswith("safelight."):
            module = sys.modules[name]
            found.update(_NAMES.findall(Path(str(module.__file__)).read_text(encoding="utf-8")))
    return sorted(found)


def _views() -> list[object]:
    found, waiting = [], list(get_resolver().url_patterns)
    while waiting:
        pattern = waiting.pop()
        below = getattr(pattern, "url_patterns", None)
        if below is None:
            found.append(pattern.callback)
        else:
            waiting.extend(below)
    return found


def _address(route: str, house: House) -> str:
    known = {name: id_for(name, house, route) if name not in NO_ROW else "clients" for name in parameters_of(route)}
    path = _PARAMETER.sub(lambda match: known[match[1] or match[2]], route)
    return "/" + re.sub(r"[\^$\\]", "", path)
