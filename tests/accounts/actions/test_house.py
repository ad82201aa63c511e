"""Own roles, places, and the studio's settings."""

from __future__ import annotations

from typing import Any

import pytest

from safelight.accounts.actions.locations import (
    ChangedLocation,
    LocationDraft,
    OneLocation,
    add_location,
    archive_location,
    change_location,
    restore_location,
)
from safelight.accounts.actions.people import RoleChoice, change_role
from safelight.accounts.actions.roles import (
    ChangedRole,
    NewRole,
    OneRole,
    change_role_rights,
    create_role,
    remove_role,
)
from safelight.accounts.actions.studio import SeatLimit, StudioSettings, change_studio, limit_seats
from safelight.accounts.models import Location, Membership, Role
from safelight.accounts.permissions import all_permissions
from safelight.accounts.queries import get_studio, list_locations, list_permissions, list_roles, memberships_of
from safelight.foundation.actions import (
    Conflict,
    Context,
    Empty,
    Forbidden,
    InvalidInput,
    NotFound,
    Refused,
    ask,
    find,
    run,
)
from safelight.foundation.actions.context import system_actor
from safelight.foundation.tenancy import studio_scope
from tests.conftest import Cast

SETTINGS = StudioSettings(
    name="Atelier Ana",
    country="DE",
    currency="EUR",
    zone="Europe/Berlin",
    languages=("de", "en"),
    tax_habit="included",
    photography="portrait",
)


def test_an_own_role_grants_what_it_says(cast: Cast, ana: Context) -> None:
    role = run(create_role, ana, NewRole(name="Second shooter", permissions=("clients.view", "clients.view"))).value
    assert (role.key, role.permissions) == ("second-shooter", ("clients.view",))
    with studio_scope(ana.studio.id):
        place = Membership.objects.get(user=cast.people["bo"])
    run(change_role, ana, RoleChoice(membership_id=place.id, role=role.key))
    assert memberships_of(cast.people["bo"].id)[0][1].permissions == {"clients.view"}
    change = ChangedRole(role_id=role.id, name="Second shooter", permissions=("seats.view", "people.view"))
    done = run(change_role_rights, ana, change)
    assert memberships_of(cast.people["bo"].id)[0][1].permissions == {"seats.view", "people.view"}
    assert done.undo is not None
    run(find(done.undo[0]), ana, done.undo[1])  # type: ignore[arg-type]  # an action by its name
    assert memberships_of(cast.people["bo"].id)[0][1].permissions == {"clients.view"}
    card = next(card for card in ask(list_roles, ana, Empty()).items if card.key == role.key)
    assert (card.people, card.keys, card.built_in) == (1, 0, False)
    with pytest.raises(Conflict, match="stays"):
        run(remove_role, ana, OneRole(role_id=role.id))


def test_roles_are_refused_with_a_reason(ana: Context, bo: Context, dana: Context) -> None:
    with studio_scope(ana.studio.id):
        owner = Role.objects.get(key="owner").id
    with pytest.raises(Conflict, match="called"):
        run(create_role, ana, NewRole(name="owner", permissions=()))
    with pytest.raises(InvalidInput, match="no permission"):
        run(create_role, ana, NewRole(name="Odd", permissions=("clients.fly",)))
    with pytest.raises(Conflict, match="built-in"):
        run(change_role_rights, ana, ChangedRole(role_id=owner, name="Owner", permissions=()))
    with pytest.raises(Forbidden):
        run(create_role, bo, NewRole(name="Mine", permissions=()))
    with pytest.raises(NotFound):
        run(remove_role, dana, OneRole(role_id=owner))


def test_nobody_gives_away_what_they_do_not_have(ana: Context) -> None:
    limited = Context(ana.studio, type(ana.actor)("person", ana.actor.id, "Ana", frozenset({"roles.manage"}), "own"))
    with pytest.raises(Forbidden, match="without having it"):
        run(create_role, limited, NewRole(name="More", permissions=("keys.manage",)))


def test_a_removed_role_is_gone_and_its_name_free(ana: Context) -> None:
    role = run(create_role, ana, NewRole(name="Übung", permissions=())).value
    assert role.key == "ubung"
    run(remove_role, ana, OneRole(role_id=role.id))
    assert run(create_role, ana, NewRole(name="Übung", permissions=())).value.id != role.id
    assert run(create_role, ana, NewRole(name="Ubung!", permissions=())).value.key == "ubung-2"


def test_every_permission_is_told_in_words(ana: Context) -> None:
    items = ask(list_permissions, ana, Empty()).items
    assert [item.name for item in items] == list(all_permissions())
    assert all(item.meaning for item in items)


def test_a_location_is_added_changed_archived_and_restored(ana: Context) -> None:
    made = run(add_location, ana, LocationDraft(name="Hamburg", city="Hamburg")).value
    assert (made.country, made.zone) == ("DE", "Europe/Berlin")
    changed = run(change_location, ana, ChangedLocation(location_id=made.id, name="Hamburg Hafen", city="Hamburg"))
    assert changed.value.name == "Hamburg Hafen"
    assert changed.undo is not None
    run(find(changed.undo[0]), ana, changed.undo[1])  # type: ignore[arg-type]  # an action by its name
    run(archive_location, ana, OneLocation(location_id=made.id))
    assert [card.name for card in ask(list_locations, ana, Empty()).items] == ["Atelier Ana", "Hamburg"]
    with pytest.raises(Conflict):
        run(archive_location, ana, OneLocation(location_id=made.id))
    assert run(restore_location, ana, OneLocation(location_id=made.id)).value.archived_at is None
    with pytest.raises(Conflict):
        run(restore_location, ana, OneLocation(location_id=made.id))


def test_locations_are_refused_with_a_reason(ana: Context, bo: Context, dana: Context) -> None:
    with studio_scope(ana.studio.id):
        only = Location.objects.get().id
    with pytest.raises(Refused, match="at least one"):
        run(archive_location, ana, OneLocation(location_id=only))
    with pytest.raises(InvalidInput) as wrong:
        run(add_location, ana, LocationDraft(name="Nowhere", country="XX", zone="Mars/Olympus"))
    assert set(wrong.value.fields) == {"country", "zone"}
    with pytest.raises(Forbidden):
        run(add_location, bo, LocationDraft(name="Mine"))
    with pytest.raises(NotFound):
        run(change_location, dana, ChangedLocation(location_id=only, name="Mine"))


def test_the_settings_are_changed_and_changed_back(ana: Context) -> None:
    changed = SETTINGS.model_copy(update={"name": "Atelier Neu", "currency": "CHF", "zone": "Europe/Zurich"})
    done = run(change_studio, ana, changed)
    card = ask(get_studio, ana, Empty())
    assert (card.name, card.currency, card.zone, card.slug) == ("Atelier Neu", "CHF", "Europe/Zurich", "atelier-ana")
    assert done.undo is not None
    run(find(done.undo[0]), ana, done.undo[1])  # type: ignore[arg-type]  # an action by its name
    assert ask(get_studio, ana, Empty()).name == "Atelier Ana"


@pytest.mark.parametrize(
    "wrong", [{"country": "XX"}, {"currency": "ZZZ"}, {"zone": "Mars/Olympus"}, {"languages": ("tlh",)}]
)
def test_settings_that_cannot_be_are_refused(ana: Context, bo: Context, wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as refused:
        run(change_studio, ana, SETTINGS.model_copy(update=wrong))
    assert set(refused.value.fields) == set(wrong)
    with pytest.raises(Forbidden):
        run(change_studio, bo, SETTINGS)


def test_the_operator_alone_sets_how_many_may_work(ana: Context) -> None:
    with pytest.raises(Forbidden):
        run(limit_seats, ana, SeatLimit(seats=50))
    operator = Context(ana.studio, system_actor("Command line"))
    assert run(limit_seats, operator, SeatLimit(seats=3)).value.seats == 3
    assert run(limit_seats, operator, SeatLimit(seats=None)).value.seats is None
