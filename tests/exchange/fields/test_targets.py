"""The list of fields a column may go to."""

from __future__ import annotations

import pytest

from safelight.exchange.fields import UnknownTargetError, all_targets, is_target, parse_target, target_words


@pytest.mark.parametrize(
    "text",
    [
        "first_name",
        "last_name",
        "full_name",
        "full_name_last_first",
        "organization",
        "email",
        "email.work",
        "phone.mobile",
        "phone.home",
        "phone",
        "address.street",
        "address.city",
        "address.billing.postal_code",
        "address.full",
        "address.city_postal",
        "email#2",
        "email#1.label",
        "phone#1.label",
        "phone.home#2",
        "relative.partner.first_name",
        "relative.partner.name",
        "relative.child#1.name",
        "relative.child#1.birthday",
        "children",
        "birthday",
        "anniversary",
        "tags",
        "groups",
        "source",
        "referred_by",
        "stage",
        "do_not_contact",
        "text_consent",
        "notes",
        "external_id",
        "number",
        "since",
        "website",
        "language",
        "job_title",
        "kind",
        "custom:Size",
        "ignore",
        "relative#1.label",
        "relative#2.name",
        "event#1.label",
        "custom#1",
        "website#2",
        "address#2.label",
        "birthday.year",
    ],
)
def test_target_strings_are_stable(text: str) -> None:
    assert str(parse_target(text)) == text
    assert target_words(text)


def test_screen_list_is_closed_and_worded() -> None:
    choices = all_targets()
    assert len({choice.value for choice in choices}) == len(choices)
    assert all(
        str(parse_target(choice.value)) == choice.value and choice.label and choice.heading for choice in choices
    )


def test_short_forms() -> None:
    assert str(parse_target("city_postal")) == "address.city_postal"
    assert str(parse_target(" email ")) == "email"


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("frist_name", "first_name"),
        ("adress.city", "address.city"),
        ("E-Mail", "email"),
        ("phone.mobil", "phone.mobile"),
        ("Last Name", "last_name"),
    ],
)
def test_an_unknown_target_names_the_likely_one(wrong: str, meant: str) -> None:
    with pytest.raises(UnknownTargetError, match=f"Did you mean.*“{meant}”"):
        parse_target(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "custom:",
        "email.label",
        "relative.name",
        "address",
        "phone#0",
        "phone#1#2",
        "address.moon.city",
        "first_name#2",
    ],
)
def test_near_misses_are_refused(text: str) -> None:
    assert not is_target(text)


def test_words_for_the_screen() -> None:
    assert target_words("phone#2") == "Phone 2"
    assert target_words("address.billing.city") == "Address (billing): city"
    assert target_words("relative.child#1.birthday") == "Child 1: birthday"
    assert target_words("custom:Size") == "Custom field “Size”"
    assert target_words("email#1.label") == "Mail 1: which kind"
