"""Walking a studio's addresses and operations with the ids of another: what answers otherwise than for absent ids."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import IntegrityError
from django.http import HttpResponseBase
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver

from safelight.accounts.permissions import built_in
from safelight.foundation import clock
from safelight.foundation.actions import Action, ActionError, Actor, Context, ask, run
from safelight.foundation.api.verbs import Verb
from tests.house.comparing import absent_like, changed_between, fingerprint, first_difference, plain, taken_back
from tests.house.examples import ALSO, EXAMPLES, GIVEN, Place, covers, id_fields, names_of, places, put
from tests.house.forms import Form
from tests.house.world import CANARY, World, id_for

METHODS = ("get", "post", "put", "patch", "delete")
# Parameters that are no ids of rows.
NO_ROW = {
    "name": "the kind of a list",
    "key": "a secret of a mail",
    "uidb36": "stands beside the secret of a mail",
    "token": "a secret of a mail",
    "rest": "any other path below the API",
}
# Addresses of what only the browser has that did it.
OF_THE_SESSION = {"clients/undo/<uuid:undo_id>/": "a step lies in the session that can take it back"}
_REFUSED = 400
_REFUSALS = {403, 404, 405}
# Sent with every form, so that a missing field is not all a page has to say.
_FORM = {"name": "Another name"}
# Addresses that refuse an unknown row in another way, with the reason.
_REFUSED_OTHERWISE = {
    ("post", "clients/<uuid:client_id>/merge/<uuid:other_id>/dismissal/"): (422, "refuses a pair like any input"),
}
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>|{([a-z]\w*)}")


@dataclass(frozen=True)
class Answer:
    """What a request or a call answered, and whether the database would have kept it."""

    status: int
    body: bytes
    is_kept: bool = True


def addresses() -> list[tuple[str, tuple[str, ...]]]:
    """Return every address of a page that names a row, with its parameters."""
    found = {(route, parameters_of(route)) for route in routes() if not route.startswith("api/v1/")}
    return sorted((route, names) for route, names in found if set(names) - set(NO_ROW))


def routes() -> Iterator[str]:
    """Yield the pattern of every address."""
    yield from _below(get_resolver().url_patterns, "")


def _below(patterns: Iterable[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _below(pattern.url_patterns, here)
        else:
            yield here


def parameters_of(route: str) -> tuple[str, ...]:
    """Return the names of a pattern's parameters."""
    return tuple(next(filter(None, names)) for names in _PARAMETER.findall(route))


def pages(world: World, browser: Browser, walked: Iterable[tuple[str, tuple[str, ...]]]) -> list[str]:
    """Ask every address by every method for the rival's rows and for absent ones; return what differs."""
    wrong = []
    before = fingerprint(world.rival)
    for route, names in walked:
        foreign = {name: id_for(name, world.rival, route) for name in names if name not in NO_ROW}
        absent = {name: absent_like(value) for name, value in foreign.items()}
        for method in METHODS:
            answers = [_visit(browser, method, _address(route, values)) for values in (foreign, absent)]
            wrong += [
                f"{method} {route}: {said}"
                for said in _compared(answers[0], answers[1], {*foreign.values(), *absent.values()})
            ]
            statuses = {answer.status for answer in answers}
            if not statuses <= _REFUSALS | set(_REFUSED_OTHERWISE.get((method, route), ())[:1]):
                wrong.append(f"{method} {route}: answers {sorted(statuses)}, which is no refusal")
    return wrong + [f"the rival's {table} changed" for table in changed_between(before, fingerprint(world.rival))]


def unreachable(world: World, browser: Browser, walked: Iterable[tuple[str, tuple[str, ...]]]) -> list[str]:
    """Return the addresses that the studio's own rows do not open either: there the walk would prove nothing."""
    closed = []
    for route, names in walked:
        if route in OF_THE_SESSION:
            continue
        own = {name: id_for(name, world.own, route) for name in names if name not in NO_ROW}
        statuses = []
        for method in ("get", "post"):
            with taken_back():
                statuses.append(_visit(browser, method, _address(route, own)).status)
        if set(statuses) <= _REFUSALS:
            closed.append(f"{route}: {statuses}")
    return closed


def forms(world: World, browser: Browser, sent: Iterable[Form]) -> list[str]:
    """Send every form with one id after the other replaced by the rival's and by an absent one; return what differs."""
    wrong: list[str] = []
    names = names_of(world.own.ids)
    before = fingerprint(world.rival)
    for form in sent:
        data = form.data(world.own.ids)
        for place in places(data, names):
            old, foreign = world.own.ids[place.name], world.rival.ids[place.name]
            absent = absent_like(foreign)
            shown = f"{form.method} {form.address} {'.'.join(map(str, place.path)).replace(old, place.name)}"
            answers = []
            for new in (foreign, absent):
                with taken_back():
                    answers.append(send(world, browser, form, put(data, place, old, new)))
                    after = _after(world, answers[-1])
                wrong += [f"{shown}: the rival's {table} changed" for table in changed_between(before, after)]
            wrong += [f"{shown}: {said}" for said in _compared(answers[0], answers[1], {foreign, absent})]
    return wrong


def send(world: World, browser: Browser, form: Form, data: dict[str, Any]) -> Answer:
    """Send a form of the studio's own pages."""
    cookies = deepcopy(browser.cookies)
    answer = _answer(getattr(browser, form.method)(f"/{form.address.format(**world.own.ids)}", data))
    # Notices wait in a cookie for the next page; the next form starts where this one did.
    browser.cookies = cookies
    return answer


def operations(world: World, role: str, verbs: Iterable[Verb]) -> list[str]:
    """Call every verb with one id after the other replaced by the rival's and by an absent one; return what differs."""
    wrong: list[str] = []
    names = names_of(world.own.ids)
    before = fingerprint(world.rival)
    for verb in verbs:
        for data in examples_of(verb, world):
            for place in places(data, names):
                foreign, absent = _replacements(verb, world, place)
                old = world.own.ids[place.name]
                shown = f"{verb.name} {'.'.join(map(str, place.path)).replace(old, place.name)}"
                answers = []
                for new in (foreign, absent):
                    answer, after = attempt(world, role, verb, put(data, place, old, new))
                    answers.append(answer)
                    wrong += [f"{shown}: the rival's {table} changed" for table in changed_between(before, after)]
                wrong += [f"{shown}: {said}" for said in _compared(answers[0], answers[1], {foreign, absent})]
                in_path = verb.door is not None and str(place.path[0]) in verb.door.parameters
                if in_path and not {answer.status for answer in answers} <= _REFUSALS:
                    wrong.append(f"{shown}: answers {answers[0].status}, which is no refusal")
    return wrong


def examples_of(verb: Verb, world: World) -> list[dict[str, Any]]:
    """Return the working inputs of a verb; one that takes no id needs none.

    Raises:
        AssertionError: the verb takes an id that no example has; the sentence says what to add.
    """
    names = names_of(world.own.ids)
    found = [example[verb.name](world.own.ids) for example in (EXAMPLES, ALSO) if verb.name in example]
    missing = [field for field in sorted(id_fields(verb.input)) if not any(covers(one, names, field) for one in found)]
    assert not missing, (
        f"“{verb.name}” takes an id in {', '.join(missing)}. Give EXAMPLES in tests/house/examples.py an input with the"
        " id of a row there; if no row of that kind is made yet, make one in fill() of tests/house/world.py."
    )
    return found


def attempt(world: World, role: str, verb: Verb, data: dict[str, Any]) -> tuple[Answer, dict[str, str]]:
    """Call a verb, sum the rival up if it was accepted, and take everything back."""
    answer, after = Answer(0, b""), {}
    try:
        with taken_back():
            answer = _call(world, role, verb, data)
            after = _after(world, answer)
    except IntegrityError:
        answer = Answer(answer.status, answer.body, is_kept=False)
    return answer, after


def _after(world: World, answer: Answer) -> dict[str, str]:
    """Sum the rival up after what was accepted; a refusal has taken back what was written before it."""
    return fingerprint(world.rival) if answer.status < _REFUSED else {}


def _replacements(verb: Verb, world: World, place: Place) -> tuple[str, str]:
    foreign = world.rival.ids[GIVEN.get((verb.name, place.name), place.name)]
    return foreign, absent_like(foreign)


def _call(world: World, role: str, verb: Verb, data: dict[str, Any]) -> Answer:
    if verb.door is None:
        return _run(world, role, verb, data)
    path = f"/api/v1{_address(verb.door.path, {name: str(data[name]) for name in verb.door.parameters})}"
    rest = {name: value for name, value in data.items() if name not in verb.door.parameters}
    headers = {"Authorization": f"Bearer {world.bearers[role]}"}
    if verb.door.method == "GET":
        return _answer(Browser().get(f"{path}?{urlencode(rest, doseq=True)}", headers=headers))
    body = json.dumps(rest)
    return _answer(Browser().generic(verb.door.method, path, body, "application/json", headers=headers))


def _run(world: World, role: str, verb: Verb, data: dict[str, Any]) -> Answer:
    person = world.own.cast.people[role]
    actor = Actor("person", person.pk, person.display_name, built_in(role), role)
    context = Context(world.own.cast.studio, actor, clock.now())
    try:
        value = run(verb, context, data).value if isinstance(verb, Action) else ask(verb, context, data)
    except ActionError as refusal:
        return Answer(refusal.status, repr((refusal.code, refusal.message, refusal.fields)).encode())
    except IntegrityError:
        return Answer(500, b"a constraint of the database spoke")
    return Answer(200, value.model_dump_json().encode())


def _visit(browser: Browser, method: str, address: str) -> Answer:
    return _answer(browser.post(f"/{address}", _FORM) if method == "post" else getattr(browser, method)(f"/{address}"))


def _answer(response: HttpResponseBase) -> Answer:
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    return Answer(response.status_code, body)


def _address(pattern: str, values: dict[str, str]) -> str:
    return _PARAMETER.sub(lambda match: values[next(filter(None, match.groups()))], pattern)


def _compared(foreign: Answer, absent: Answer, identifiers: set[str]) -> Iterator[str]:
    if max(foreign.status, absent.status) >= 500 or 429 in {foreign.status, absent.status}:
        yield f"answers {foreign.status} for a foreign id and {absent.status} for an absent one"
    elif foreign.status != absent.status:
        yield f"a foreign id answers {foreign.status}, an absent one {absent.status}"
    elif (
        difference := first_difference(plain(foreign.body, identifiers), plain(absent.body, identifiers))
    ) is not None:
        yield f"the answers for a foreign and an absent id ({foreign.status}) differ: {difference}"
    if not (foreign.is_kept and absent.is_kept):
        yield "is accepted, and refused by the database only when it is to be kept"
    if CANARY in plain(foreign.body, identifiers).lower():
        yield "shows the rival's rows"
