"""Two studios with one row of every kind that an address or an operation names, made as a person would make them.

``fill`` answers the ids by name; ``PARAMETERS`` and ``BY_ADDRESS`` say which of them an address means. A new address
with a parameter that is not known here fails the walk with a sentence that says what to add.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import connection, transaction
from django.test import Client as Browser
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from safelight.accounts.actions import NewStudio, create_studio
from safelight.accounts.models import Membership, Role, Seat, User
from safelight.accounts.permissions import BUILT_IN_ROLES
from safelight.clients.models import Stage
from safelight.clients.web.undo import SHELF
from safelight.exchange.jobs import carry_out, write_export
from safelight.exchange.models import MappingTemplate
from safelight.foundation import clock
from safelight.foundation.actions import Context, actions, run
from safelight.foundation.ids import new_id
from safelight.foundation.jobs.register import system_context
from safelight.foundation.models import JournalEntry
from safelight.foundation.tenancy import studio_scope
from tests.conftest import PASSWORD, Cast

# Letters alone, so that it comes through names, keys, mail addresses and searches as it is.
CANARY = "zibebenkanari"
_PLAIN = "unauffaellig"
SEATS = 40

# What a name in an address stands for, by the name that fill() gives the row.
PARAMETERS = {
    "change_id": "bulk_change",
    "client_id": "client",
    "export_id": "export_done",
    "field_id": "field",
    "group_id": "group",
    "import_id": "import_read",
    "invitation_id": "invitation",
    "job_id": "job_waiting",
    "key_id": "key",
    "location_id": "location",
    "mapping_id": "mapping",
    "membership_id": "membership",
    "merge_id": "merge",
    "note_id": "note",
    "other_id": "client_same",
    "pk": "passkey",
    "role_id": "role",
    "seat_id": "seat",
    "session_id": "session",
    "source_id": "source",
    "stage_id": "stage",
    "studio_id": "studio",
    "tag_id": "tag",
    "undo_id": "undo",
    "view_id": "view",
    "work_id": "export_waiting",
}
# Addresses that mean a row in another state, or whose parameter has a name without a kind.
BY_ADDRESS = {
    ("clients/settings/fields/<uuid:item_id>/", "item_id"): "field",
    ("clients/settings/groups/<uuid:item_id>/", "item_id"): "group",
    ("clients/settings/sources/<uuid:item_id>/", "item_id"): "source",
    ("clients/settings/stages/<uuid:item_id>/", "item_id"): "stage",
    ("clients/settings/tags/<uuid:item_id>/", "item_id"): "tag",
    ("clients/<uuid:client_id>/restoration/", "client_id"): "client_removed",
    ("exchange/export/<uuid:export_id>/end/", "export_id"): "export_waiting",
    ("exchange/import/<uuid:import_id>/refused/", "import_id"): "import_done",
    ("exchange/import/<uuid:import_id>/rows/", "import_id"): "import_done",
    ("exchange/import/<uuid:import_id>/stop/", "import_id"): "import_waiting",
    ("exchange/import/<uuid:import_id>/undo/", "import_id"): "import_done",
    ("studio/jobs/<int:job_id>/retry/", "job_id"): "job_failed",
    ("studio/locations/<uuid:location_id>/restore/", "location_id"): "location_archived",
    ("studio/people/<uuid:membership_id>/restore/", "membership_id"): "membership_ended",
}


@dataclass(frozen=True)
class House:
    """A studio with its people and the ids of its rows, as text, by name."""

    cast: Cast
    ids: Mapping[str, str]


@dataclass(frozen=True)
class World:
    """The studio that is walked, a bearer and a person of it per built-in role, and the rival."""

    own: House
    rival: House
    bearers: Mapping[str, str]


def new_world() -> World:
    """Make both studios, committed."""
    own, rival = _new_house("ana", ""), _new_house("dana", CANARY)
    return World(own, rival, {role: bearer_for(own.cast, role) for role in BUILT_IN_ROLES})


def _new_house(owner: str, canary: str) -> House:
    word = canary or _PLAIN
    person = User.objects.create_user(f"{owner}@{word}.example", PASSWORD, name=f"{owner.title()} {word}")
    studio = create_studio(
        NewStudio(name=f"Atelier {word}", country="DE", seats=SEATS), owner_id=person.id, owner_name=person.display_name
    )
    people = {owner: person}
    with studio_scope(studio.id):
        for role in BUILT_IN_ROLES[1:]:
            people[role] = User.objects.create_user(f"{role}@{word}.example", PASSWORD, name=f"{role.title()} {word}")
            _join(people[role], role)
    people["owner"] = person
    cast = Cast(studio, people)
    return House(cast, fill(cast.as_(owner), canary=bool(canary)))


def id_for(name: str, house: House, route: str = "") -> str:
    """Return the id that a parameter of an address stands for.

    Raises:
        AssertionError: the parameter is not known here; the sentence says what to add.
    """
    wanted = BY_ADDRESS.get((route, name)) or PARAMETERS.get(name)
    assert wanted is not None, (
        f"The address “{route}” names “{name}”, which tests/house/world.py does not know. Make such a row in fill(),"
        " give its id a name there, and say in PARAMETERS or BY_ADDRESS that this parameter means it."
    )
    return house.ids[wanted]


def bearer_for(cast: Cast, role: str) -> str:
    """Make an API key with a built-in role and return its token."""
    owner = next(iter(cast.people))
    made = run(actions()["keys.create"], cast.as_(owner), {"name": f"Walk as {role}", "role": role})
    return str(made.value.token)


def sign_in(house: House, role: str) -> Browser:
    """Return a browser in which the person with a built-in role is signed in and has just given the password."""
    browser = Browser(raise_request_exception=False)
    browser.force_login(house.cast.people[role])
    # What matters asks for the password again unless it was given a moment ago.
    answer = browser.post("/account/again/", {"password": PASSWORD})
    assert answer.status_code == 302, f"the password was not taken: {answer.status_code}"
    return browser


def keep_seats(world: World) -> None:
    """Beat for those at work, as their browsers would: a walk may take longer than a seat waits."""
    for house in (world.own, world.rival):
        with studio_scope(house.cast.studio.id), connection.cursor() as cursor:
            cursor.execute(
                "update accounts_seat set beat_at = clock_timestamp() where studio_id = %s and device is not null",
                [house.cast.studio.id],
            )


def fill(context: Context, *, canary: bool = False) -> dict[str, str]:
    """Make one row of every kind, with the canary in every text, and return the ids by name."""
    word = CANARY if canary else _PLAIN
    ids = {"studio": str(context.studio.id), "unused": str(new_id())}
    _accounts(context, word, ids)
    _sorting(context, word, ids)
    _clients(context, word, ids)
    _exchange(context, word, ids)
    _sessions(context, word, ids)
    _jobs(context, ids)
    with studio_scope(context.studio.id):
        entry = JournalEntry.objects.filter(subject_id=ids["client"]).earliest("at", "id")
        ids["entry"], ids["actor"] = str(entry.id), str(entry.actor_id)
    return ids


def _do(context: Context, verb: str, /, **data: Any) -> Any:  # noqa: ANN401 - any action's answer
    return run(actions()[verb], context, data, key=f"{verb} {new_id()}").value


def _id(context: Context, verb: str, /, **data: Any) -> str:  # noqa: ANN401 - any action's input
    return str(_do(context, verb, **data).id)


def _accounts(context: Context, word: str, ids: dict[str, str]) -> None:
    ids["location"] = _id(context, "locations.add", name=f"{word} North", street=f"{word} 1", city=word, phone=word)
    ids["location_archived"] = _id(context, "locations.add", name=f"{word} South", city=word)
    _do(context, "locations.archive", location_id=ids["location_archived"])
    role = _do(context, "roles.create", name=f"{word} role", permissions=["clients.view"])
    ids["role"], ids["role_key"] = str(role.id), role.key
    ids["key"] = str(_do(context, "keys.create", name=f"{word} key", role="manager").key.id)
    ids["invitation"] = _id(context, "people.invite", email=f"newcomer@{word}.example", role="photographer")
    with studio_scope(context.studio.id):
        for name in ("membership", "membership_ended"):
            person = User.objects.create_user(f"{name}@{word}.example", PASSWORD, name=f"{name} {word}")
            ids[name] = str(_join(person, "photographer").id)
    _do(context, "people.end_access", membership_id=ids["membership_ended"])


def _join(person: User, role: str) -> Membership:
    row = Membership(user=person, role=Role.objects.get(key=role), joined_at=clock.now())
    row.save(force_insert=True)
    return row


def _sorting(context: Context, word: str, ids: dict[str, str]) -> None:
    ids["group"] = _id(context, "clients.add_group", name=f"{word} group", description=word)
    ids["source"] = _id(context, "clients.add_source", name=f"{word} source")
    ids["stage"] = _id(context, "clients.add_stage", name=f"{word} stage")
    with studio_scope(context.studio.id):
        known = Stage.objects.filter(archived_at=None).order_by("order", "id").values_list("id", flat=True)
        ids["stages"] = " ".join(map(str, known))
    ids["field"] = _id(context, "clients.add_custom_field", label=f"{word} field", help=word)
    filters = {"q": word, "tags": [f"{word} tag"], "city": word}
    ids["view"] = _id(context, "clients.save_view", name=f"{word} view", shared=True, filters=filters)


def _clients(context: Context, word: str, ids: dict[str, str]) -> None:
    def add(first: str, **more: Any) -> str:  # noqa: ANN401 - fields of a client
        return _id(context, "clients.add", first_name=first, last_name=word, **more)

    ids["client_referring"] = add("Rosa")
    card = _do(
        context,
        "clients.add",
        first_name="Carla",
        last_name=word,
        nickname=word,
        organization=f"{word} Ltd",
        job_title=word,
        phones=[{"number": "+49 30 901820", "text_consent": True, "text_consent_how": word}],
        emails=[{"address": f"carla@{word}.example"}],
        addresses=[{"street": f"{word} 2", "city": word, "postal_code": "10115"}],
        family=[{"first_name": word, "note": word, "linked_id": ids["client_referring"]}],
        notes=word,
        website=f"https://{word}.example",
        external_id=f"{word}-1",
        tags=[f"{word} tag"],
        groups=[ids["group"]],
        source=ids["source"],
        stage=ids["stage"],
        referred_by=ids["client_referring"],
        custom={ids["field"]: word},
    )
    ids["client"], ids["tag"] = str(card.id), str(card.tags[0].id)
    ids["client_same"] = add("Carla", emails=[{"address": f"carla@{word}.example"}])
    ids["client_removed"] = add("Remo")
    _do(context, "clients.remove", client_id=ids["client_removed"])
    ids["client_undone"] = add("Ute")
    kept, gone = add("Kim"), add("Kimberley")
    ids["merge"] = str(_do(context, "clients.merge", client_id=kept, other_id=gone).merge_id)
    ids["pair_first"], ids["pair_second"] = add("Pia"), add("Pia")
    _do(context, "clients.dismiss_pair", client_id=ids["pair_first"], other_id=ids["pair_second"])
    changed = add("Max")
    ids["bulk_change"] = str(_do(context, "clients.change_many", ids=[changed], add_tags=[f"{word} many"]).change_id)
    ids["note"] = _id(context, "clients.add_note", client_id=ids["client"], text=word)
    ids["note_removed"] = _id(context, "clients.add_note", client_id=ids["client"], text=f"{word} removed")
    _do(context, "clients.remove_note", client_id=ids["client"], note_id=ids["note_removed"])


def _exchange(context: Context, word: str, ids: dict[str, str]) -> None:
    # Another header per file, for a mapping is remembered by its columns; the second row is refused.
    for state in ("read", "waiting", "done"):
        rows = f"First name,Last name,{word} {state}\nIda {state},{word},{word}\nCarl,{word},4111 1111 1111 1111\n"
        content = base64.b64encode(rows.encode()).decode()
        ids[f"import_{state}"] = _id(
            context, "exchange.add_import", filename=f"{word} {state}.csv", content=content,
            choices={"targets": {f"{word} {state}": "notes"}},
        )  # fmt: skip
    _do(context, "exchange.keep_mapping", import_id=ids["import_done"], name=f"{word} mapping")
    with studio_scope(context.studio.id):
        ids["mapping"] = str(MappingTemplate.objects.get().id)
    for state in ("waiting", "done"):
        work_id = _do(context, "exchange.run_import", import_id=ids[f"import_{state}"]).work.id
        ids[f"import_work_{state}"] = str(work_id)
    asked = {"import_id": ids["import_done"], "work_id": str(work_id), "trial": False, "asked_by": word}
    carry_out(system_context(context.studio.id, "job"), asked)
    ids["export_done"] = _id(context, "exchange.export", format="xlsx")
    # Inside a transaction, as everywhere in tests, one connection serves the snapshot and the report of progress.
    with transaction.atomic():
        write_export(system_context(context.studio.id, "job"), {"work_id": ids["export_done"]})
    ids["export_waiting"] = _id(context, "exchange.export", format="zip")


def _sessions(context: Context, word: str, ids: dict[str, str]) -> None:
    """A browser at work: it has a session, a seat, and a step that can be taken back; and its person has a passkey."""
    person = User.objects.get(email=f"{context.actor.label.split()[0].lower()}@{word}.example")
    browser = Browser(headers={"user-agent": f"Mozilla/5.0 ({word})"})
    browser.post("/sign-in/", {"login": person.email, "password": PASSWORD})
    address = f"/clients/{ids['client_undone']}/removal/"
    answer = browser.post(address)
    assert answer.status_code == 302, f"{address} answered {answer.status_code}"
    ids["undo"] = next(iter(browser.session[SHELF]))
    ids["session"] = str(UserSession.objects.get(session_key=browser.session.session_key).pk)
    with studio_scope(context.studio.id):
        ids["seat"] = str(Seat.objects.get(user=person).id)
    passkey = {"name": f"{word} passkey", "credential": _credential()}
    row = Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=passkey)
    ids["passkey"] = str(row.pk)


def _credential() -> dict[str, Any]:
    """Return what a browser sends when it makes a passkey (WebAuthn Level 3, §5.1, registration response)."""
    key = ES256.from_cryptography_key(  # type: ignore[no-untyped-call]  # fido2 leaves it untyped
        ec.generate_private_key(ec.SECP256R1()).public_key()
    )
    made = AttestedCredentialData.create(b"\0" * 16, b"passkey", key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(b"\0" * 32, flags, 0, bytes(made))
    attested = AttestationObject.create("none", data, {})
    client_data = CollectedClientData.create(CollectedClientData.TYPE.CREATE, b"challenge", "http://localhost")
    return {
        "id": websafe_encode(b"passkey"),
        "rawId": websafe_encode(b"passkey"),
        "type": "public-key",
        "clientExtensionResults": {},
        "response": {
            "attestationObject": websafe_encode(bytes(attested)),
            "clientDataJSON": websafe_encode(bytes(client_data)),
        },
    }


def _jobs(context: Context, ids: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select id from procrastinate_jobs where args->>'studio' = %s and status = 'todo' order by id limit 2",
            [str(context.studio.id)],
        )
        (waiting,), (failed,) = cursor.fetchall()
        cursor.execute("update procrastinate_jobs set status = 'failed' where id = %s", [failed])
    ids["job_waiting"], ids["job_failed"] = str(waiting), str(failed)
