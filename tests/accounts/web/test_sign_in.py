"""Signing up, in and out: by password, with a second step, by a link in a mail."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.mail import EmailMessage
from django.test import Client

from safelight.accounts.models import GuessTally, Studio, User
from safelight.accounts.queries import memberships_of
from safelight.accounts.rules.limits import NETWORK, PASSWORD, RESET_MAIL
from safelight.foundation.tenancy import studio_scope
from tests.conftest import PASSWORD as RIGHT
from tests.conftest import Cast

ANSWERS = {
    "name": "Nora New",
    "email": "Nora@new.example",
    "password": "seven lamps glowing",
    "studio": "Studio Nora",
    "country": "JP",
    "currency": "JPY",
    "zone": "Asia/Tokyo",
    "tax_habit": "included",
    "photography": "family",
}


def sign_in(browser: Client, email: str = "ana@studio.example", password: str = RIGHT, **more: str) -> int:
    address = more.pop("REMOTE_ADDR", "127.0.0.1")
    return browser.post("/sign-in/", {"login": email, "password": password, **more}, REMOTE_ADDR=address).status_code


def code_now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_signing_up_makes_a_person_and_their_studio(client: Client, db: None) -> None:
    assert client.get("/sign-up/").status_code == 200
    answer = client.post("/sign-up/", ANSWERS, follow=True)
    assert answer.content.decode() == "home of studio-nora"
    nora = User.objects.get(email="nora@new.example")
    ((studio, actor),) = memberships_of(nora.id)
    assert (studio.currency, studio.zone, actor.role) == ("JPY", "Asia/Tokyo", "owner")
    with studio_scope(studio.id):
        assert Studio.objects.get().photography == "family"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("password", "password12", "too common"),
        ("password", "short", "at least 10"),
        ("email", "nora", "valid email"),
        ("email", "ana@studio.example", "has an account already"),
        ("country", "XX", "valid choice"),
        ("studio", "", "required"),
    ],
)
def test_a_fault_in_signing_up_is_said_and_nothing_is_made(
    cast: Cast, client: Client, field: str, value: str, words: str
) -> None:
    answer = client.post("/sign-up/", ANSWERS | {field: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not User.objects.filter(name="Nora New").exists()
    assert ANSWERS["password"] not in answer.content.decode()


def test_the_country_fills_in_the_rest(client: Client, db: None) -> None:
    page = client.get("/sign-up/country/?country=AU").content.decode()
    for selected in ('value="AUD" selected', 'value="Australia/Sydney" selected', 'value="included"'):
        assert selected in page
    assert client.get("/sign-up/country/?country=%00nonsense").status_code == 200
    first = client.get("/sign-up/", headers={"Accept-Language": "en-GB,en;q=0.9"}).content.decode()
    assert 'value="GBP" selected' in first


def test_a_person_signs_in_and_goes_where_they_wanted(cast: Cast, client: Client) -> None:
    answer = client.post("/sign-in/", {"login": "Ana@Studio.example", "password": RIGHT, "next": "/who/"})
    assert (answer.status_code, answer["Location"]) == (302, "/who/")
    assert client.get("/who/").status_code == 200


def test_signing_in_leads_to_no_other_site(cast: Cast, client: Client) -> None:
    answer = client.post(
        "/sign-in/", {"login": "ana@studio.example", "password": RIGHT, "next": "https://evil.example/"}
    )
    assert answer["Location"] == "/"


def test_known_and_unknown_addresses_get_the_same_answer(cast: Cast, client: Client) -> None:
    pages = []
    for email in ("ana@studio.example", "nobody@studio.example"):
        answer = client.post("/sign-in/", {"login": email, "password": "wrong"})
        assert answer.status_code == 422
        page = answer.content.decode().replace(email, "…")
        pages.append(re.sub(r'(nonce|value|content|data-\w+|href|src)="[^"]*"', "", page))
    assert pages[0] == pages[1]


@pytest.mark.slow
def test_known_and_unknown_addresses_take_the_same_time(cast: Cast, client: Client) -> None:
    spent: dict[str, list[float]] = {"ana@studio.example": [], "nobody@studio.example": []}
    for _ in range(12):
        for email, times in spent.items():
            GuessTally.objects.all().delete()
            start = time.process_time()
            sign_in(client, email, "wrong")
            times.append(time.process_time() - start)
    known, unknown = (sorted(times)[len(times) // 2] for times in spent.values())
    assert abs(known - unknown) < 0.5 * max(known, unknown), f"{known:.3f} s against {unknown:.3f} s"


def test_an_attacker_is_slowed_down_and_the_owner_is_not(cast: Cast, client: Client) -> None:
    for _ in range(PASSWORD.free):
        assert sign_in(client, password="wrong", REMOTE_ADDR="203.0.113.9") == 422
    assert sign_in(client, REMOTE_ADDR="203.0.113.9") == 422, "even the right password waits there"
    page = client.post("/sign-in/", {"login": "ana@studio.example", "password": RIGHT}, REMOTE_ADDR="203.0.113.8")
    assert "Too many tries from here. Wait 1 min" in page.content.decode()
    assert sign_in(client, REMOTE_ADDR="198.51.100.4") == 302


def test_a_forged_address_does_not_escape_the_limit(cast: Cast, client: Client) -> None:
    for number in range(PASSWORD.free):
        client.post(
            "/sign-in/",
            {"login": "ana@studio.example", "password": "wrong"},
            REMOTE_ADDR="203.0.113.9",
            headers={"X-Forwarded-For": f"1.2.{number}.4"},
        )
    assert sign_in(client, REMOTE_ADDR="203.0.113.9") == 422


def test_the_passkey_door_stays_open_for_the_slowed_down(cast: Cast, client: Client) -> None:
    for _ in range(PASSWORD.free + 1):
        sign_in(client, password="wrong")
    answer = client.get("/sign-in/passkey/", headers={"Accept": "application/json"})
    assert answer.status_code == 200
    assert answer.json()["request_options"]["publicKey"]["challenge"]


@pytest.mark.parametrize("credential", ["", "null", "{}", '{"id": "x"}', '{"response": {"userHandle": "%00"}}', "["])
def test_a_nonsense_passkey_is_refused(cast: Cast, client: Client, credential: str) -> None:
    client.get("/sign-in/passkey/", headers={"Accept": "application/json"})
    assert client.post("/sign-in/passkey/", {"credential": credential}).status_code == 422


def test_the_session_key_changes_when_somebody_signs_in(cast: Cast, client: Client) -> None:
    client.get("/sign-in/")
    client.session["planted"] = True
    before = client.session.session_key
    assert sign_in(client) == 302
    assert client.session.session_key != before


def test_the_second_step_wants_the_newest_code(cast: Cast, client: Client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.people["ana"], secret)
    assert secret not in str(Authenticator.objects.get().data), "the seed is sealed"
    assert client.post("/sign-in/", {"login": "ana@studio.example", "password": RIGHT})["Location"] == "/sign-in/code/"
    assert client.get("/who/")["Location"].startswith("/sign-in/")
    wrong = client.post("/sign-in/code/", {"code": "000000"})
    assert wrong.status_code == 422
    assert "not right" in wrong.content.decode()
    assert client.post("/sign-in/code/", {"code": code_now(secret)}).status_code == 302
    assert client.get("/who/").status_code == 200


def test_codes_are_tried_few_times(cast: Cast, client: Client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.people["ana"], secret)
    sign_in(client)
    for _ in range(5):
        client.post("/sign-in/code/", {"code": "000000"})
    answer = client.post("/sign-in/code/", {"code": code_now(secret)})
    assert answer.status_code == 422
    assert "Too many tries" in answer.content.decode()


def test_a_recovery_code_works_once(cast: Cast, client: Client) -> None:
    TOTP.activate(cast.people["ana"], generate_totp_secret())
    code = RecoveryCodes.activate(cast.people["ana"]).get_unused_codes()[0]
    sign_in(client)
    assert client.post("/sign-in/code/", {"code": code}).status_code == 302
    other = Client()
    sign_in(other)
    assert other.post("/sign-in/code/", {"code": code}).status_code == 422


def link_in(message: EmailMessage) -> str:
    found = re.search(r"http://[^/\s]+(/\S+)", str(message.body).split("\n\n", 1)[1])
    assert found
    return found[1]


def test_a_forgotten_password_is_set_anew_by_mail(cast: Cast, client: Client, mailoutbox: list[EmailMessage]) -> None:
    elsewhere = Client()
    sign_in(elsewhere)
    assert client.post("/sign-in/reset/", {"email": "Ana@studio.example"})["Location"] == "/sign-in/reset/sent/"
    assert client.get("/sign-in/reset/sent/").status_code == 200
    assert mailoutbox[0].to[0].lower() == "ana@studio.example"
    form = client.get(link_in(mailoutbox[0]), follow=True)
    assert form.status_code == 200
    address = form.request["PATH_INFO"]
    assert "set-password" in address, "the key must not stay in the address"
    assert client.post(address, {"password1": "short"}).status_code == 422
    done = client.post(address, {"password1": "nine lamps glowing"})
    assert done["Location"] == "/sign-in/reset/done/"
    assert client.get("/sign-in/reset/done/").status_code == 200
    assert mailoutbox[-1].subject == "Your password was set anew"
    assert elsewhere.get("/who/")["Location"].startswith("/sign-in/"), "other sessions end"
    assert sign_in(client, password="nine lamps glowing") == 302
    again = Client().get(link_in(mailoutbox[0]), follow=True)
    assert "no longer works" in again.content.decode()


def test_asking_for_a_reset_tells_nobody_who_has_an_account(
    cast: Cast, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    answers = [client.post("/sign-in/reset/", {"email": email}) for email in ("ana@studio.example", "x@y.example")]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/sign-in/reset/sent/")}
    assert [message.to for message in mailoutbox] == [["ana@studio.example"], ["x@y.example"]]


def test_few_reset_mails_reach_one_address(cast: Cast, client: Client, mailoutbox: list[EmailMessage]) -> None:
    for _ in range(RESET_MAIL.free + 3):
        client.post("/sign-in/reset/", {"email": "ana@studio.example"})
    assert len(mailoutbox) == RESET_MAIL.free


def test_reset_links_are_not_guessed(cast: Cast, client: Client) -> None:
    person = cast.people["ana"].id.hex
    statuses = [client.get(f"/sign-in/reset/{person}-c{number}-x/").status_code for number in range(25)]
    assert statuses[0] == 200
    assert statuses[-1] == 429
    assert NETWORK.free > 20


def test_an_account_that_was_switched_off_stays_out(cast: Cast, client: Client) -> None:
    sign_in(client)
    User.objects.filter(email="ana@studio.example").update(is_active=False)
    assert client.get("/who/")["Location"].startswith("/sign-in/")
    assert sign_in(Client()) in {302, 422}
    assert client.get("/sign-in/closed/").status_code == 200
