"""The net below every action: no NUL, no card number, whatever the field; and nothing innocent caught in it."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from safelight.accounts.rules import tokens
from safelight.foundation.actions import Action, Context, Frozen, InvalidInput, KeyReused, run
from safelight.foundation.actions.texts import refuse_cards, refuse_unstorable, texts_of
from safelight.foundation.models import IdempotencyRecord
from safelight.foundation.tenancy import studio_scope
from tests.foundation.actions.conftest import Made, Name

CARD = "4111 1111 1111 1111"


class Deep(Frozen):
    """Texts wherever an input may hold them."""

    name: str = ""
    items: tuple[str, ...] = ()
    custom: dict[str, Any] = Field(default_factory=dict)
    inner: Name | None = None


PLACES = [
    (Deep(name=CARD), "name"),
    (Deep(items=("fine", f"pays with {CARD}")), "items.1"),
    (Deep(custom={"a": ["x", {"b": "٤١١١ ١١١١ ١١١١ ١١١١"}]}), "custom.a.1.b"),
    (Deep(inner=Name(name=CARD.replace(" ", "."))), "inner.name"),
]


@pytest.mark.parametrize(("data", "path"), PLACES)
def test_a_card_number_is_found_wherever_it_stands(data: Deep, path: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        refuse_cards(texts_of(data))
    assert list(refusal.value.fields) == [path]
    assert "1111" not in str(refusal.value.fields) + refusal.value.message


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (Deep(name="a\0b"), "name"),
        (Deep(items=("fine", "\0")), "items.1"),
        (Deep(custom={"a\0": 1}), "custom.a?"),
        (Deep.model_construct(name="half \ud83d", items=(), custom={}, inner=None), "name"),
    ],
)
def test_what_no_table_holds_is_refused_in_words(data: Deep, path: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        refuse_unstorable(data)
    assert list(refusal.value.fields) == [path]
    refusal.value.message.encode()


@given(st.uuids(), st.uuids())
def test_what_programs_make_is_no_card_number(one: UUID, other: UUID) -> None:
    secret = tokens.fresh(one).text(tokens.INVITATION)
    refuse_cards([("id", str(one)), ("ids", f"{one}:{other}"), ("token", secret), ("hash", secrets.token_hex(32))])


def test_an_id_of_digits_alone_is_no_card_number() -> None:
    refuse_cards([("id", "01a20597-1505-71a1-4111-111111111111"), ("hash", "a4111111111111111" + "b" * 47)])
    with pytest.raises(InvalidInput):
        refuse_cards([("note", "4111-111111111111")])


def test_the_runner_asks_before_anything_is_kept(make: Action[Name, Made], ana: Context) -> None:
    for data in ({"name": CARD}, Name(name=CARD), {"name": "a\0b"}, Name(name="a\0b")):
        with pytest.raises(InvalidInput):
            run(make, ana, data, key="k1")
    with studio_scope(ana.studio.id):
        assert not IdempotencyRecord.objects.exists()


def test_a_key_of_one_studio_means_nothing_in_another(make: Action[Name, Made], ana: Context, dana: Context) -> None:
    first = run(make, ana, {"name": "Annex"}, key="k1").value
    theirs = run(make, dana, {"name": "Annex"}, key="k1")
    assert not theirs.repeated
    assert theirs.value.id != first.id
    with pytest.raises(KeyReused):
        run(make, ana, {"name": "Other"}, key="k1")
