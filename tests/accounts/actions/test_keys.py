"""API keys open exactly what their role and scopes say, until they are revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from safelight.accounts.actions import KeyChoice, NewKey, create_key, revoke_key
from safelight.accounts.models import ApiKey
from safelight.accounts.permissions import built_in
from safelight.accounts.queries import context_of_bearer, list_keys
from safelight.foundation import callers
from safelight.foundation.actions import Conflict, Context, Empty, Forbidden, InvalidInput, NotFound, ask, run
from safelight.foundation.callers import UnknownCaller
from safelight.foundation.models import JournalEntry
from safelight.foundation.tenancy import studio_scope


def test_a_key_acts_with_its_role(ana: Context) -> None:
    made = run(create_key, ana, NewKey(name="Website", role="receptionist")).value
    caller = callers.callers().of_bearer(made.token, "request-1")
    assert caller.studio == ana.studio
    assert (caller.actor.kind, caller.actor.id, caller.request_id) == ("key", made.key.id, "request-1")
    assert caller.actor.permissions == built_in("receptionist")


def test_scopes_narrow_the_role(ana: Context) -> None:
    made = run(create_key, ana, NewKey(name="Reader", role="owner", scopes=("clients.view",))).value
    caller = context_of_bearer(made.token, "")
    assert caller is not None
    assert caller.actor.permissions == {"clients.view"}


def test_the_secret_is_not_kept(ana: Context) -> None:
    made = run(create_key, ana, NewKey(name="Website", role="manager")).value
    secret = made.token.split("_", 2)[2]
    with studio_scope(ana.studio.id):
        row = ApiKey.objects.get()
        line = JournalEntry.objects.get(action="keys.create")
    assert secret not in f"{vars(row)} {vars(line)}"
    assert line.summary == "API key “Website” was made"


def test_a_revoked_key_opens_nothing(ana: Context) -> None:
    made = run(create_key, ana, NewKey(name="Website", role="manager")).value
    run(revoke_key, ana, KeyChoice(key_id=made.key.id))
    with pytest.raises(UnknownCaller):
        callers.callers().of_bearer(made.token, "")
    with pytest.raises(Conflict):
        run(revoke_key, ana, KeyChoice(key_id=made.key.id))


def test_a_key_ends_by_itself(ana: Context) -> None:
    made = run(create_key, ana, NewKey(name="Event", role="manager", expires_at=ana.now + timedelta(hours=1))).value
    assert context_of_bearer(made.token, "") is not None
    with studio_scope(ana.studio.id):
        ApiKey.objects.update(expires_at=ana.now - timedelta(seconds=1))
    assert context_of_bearer(made.token, "") is None


@pytest.mark.parametrize("change", ["studio", "secret", "kind", "cut", "empty"])
def test_a_changed_token_opens_nothing(ana: Context, dana: Context, change: str) -> None:
    token = run(create_key, ana, NewKey(name="Website", role="manager")).value.token
    kind, studio, secret = token.split("_", 2)
    changed = {
        "studio": f"{kind}_{dana.studio.id.hex}_{secret}",
        "secret": f"{kind}_{studio}_{'A' if secret[0] != 'A' else 'B'}{secret[1:]}",
        "kind": f"in_{studio}_{secret}",
        "cut": token[:-1],
        "empty": "",
    }[change]
    assert context_of_bearer(changed, "") is None


@pytest.mark.parametrize(
    "wrong",
    [
        NewKey(name="x", role="emperor"),
        NewKey(name="x", role="manager", scopes=("clients.fly",)),
        NewKey(name="x", role="photographer", scopes=("keys.manage",)),
    ],
)
def test_a_key_cannot_be_more_than_its_role(ana: Context, wrong: NewKey) -> None:
    with pytest.raises(InvalidInput):
        run(create_key, ana, wrong)


def test_only_who_may_manages_keys(bo: Context) -> None:
    with pytest.raises(Forbidden):
        run(create_key, bo, NewKey(name="x", role="photographer"))
    with pytest.raises(Forbidden):
        ask(list_keys, bo, Empty())


def test_a_foreign_key_is_not_there(ana: Context, dana: Context) -> None:
    made = run(create_key, ana, NewKey(name="Website", role="manager")).value
    with pytest.raises(NotFound):
        run(revoke_key, dana, KeyChoice(key_id=made.key.id))
    assert ask(list_keys, dana, Empty()).items == ()
    assert [card.name for card in ask(list_keys, ana, Empty()).items] == ["Website"]
