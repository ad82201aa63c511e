"""What people do with their own account."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from safelight.accounts.models import User
from safelight.accounts.queries import holders
from safelight.foundation.tenancy import studio_scope
from tests.accounts.web.test_sign_in import code_now, link_in
from tests.conftest import PASSWORD, Cast


@pytest.fixture
def browser(cast: Cast, client: Client) -> Client:
    """Ana, signed in with her password."""
    assert client.post("/sign-in/", {"login": "ana@studio.example", "password": PASSWORD}).status_code == 302
    return client


def show_it_is_me(browser: Client, address: str) -> None:
    answer = browser.get(address)
    assert answer["Location"].startswith("/account/again/")
    assert browser.get(answer["Location"]).status_code == 200
    assert browser.post(answer["Location"], {"password": "wrong"}).status_code == 422
    assert browser.post(answer["Location"], {"password": PASSWORD})["Location"] == address


@pytest.mark.parametrize(
    "address", ["/account/", "/account/email/", "/account/password/", "/account/two-factor/", "/account/passkeys/new/"]
)
def test_strangers_see_no_account(client: Client, db: None, address: str) -> None:
    assert client.get(address)["Location"].startswith("/sign-in/")


def test_name_and_language_are_changed(cast: Cast, browser: Client) -> None:
    assert browser.get("/account/").status_code == 200
    assert browser.post("/account/", {"name": "Ana Neu", "language": "de"})["Location"] == "/account/"
    page = browser.get("/account/")
    assert page["Content-Language"] == "de"
    assert "Ana Neu" in page.content.decode()
    assert browser.post("/account/", {"name": "", "language": "xx"}).status_code == 422


def test_the_account_page_does_not_ask_more_with_more_sessions(
    browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser.get("/account/")
    for count in (1, 3):
        for _ in range(count):
            Client().post("/sign-in/", {"login": "ana@studio.example", "password": PASSWORD})
        with django_assert_max_num_queries(10):
            assert browser.get("/account/").status_code == 200


def test_the_password_is_changed_and_other_browsers_are_out(browser: Client, mailoutbox: list[EmailMessage]) -> None:
    other = Client()
    other.post("/sign-in/", {"login": "ana@studio.example", "password": PASSWORD})
    assert other.get("/who/").status_code == 200
    wrong = browser.post("/account/password/", {"oldpassword": "wrong", "password1": "eleven lamps glowing"})
    assert wrong.status_code == 422
    right = browser.post("/account/password/", {"oldpassword": PASSWORD, "password1": "eleven lamps glowing"})
    assert right["Location"] == "/account/"
    assert browser.get("/who/").status_code == 200
    assert other.get("/who/")["Location"].startswith("/sign-in/")
    assert [message.subject for message in mailoutbox] == ["Your password was changed"]


def test_the_mail_address_is_changed_by_a_link_to_the_new_one(
    cast: Cast, browser: Client, as_bo: Client, mailoutbox: list[EmailMessage]
) -> None:
    show_it_is_me(browser, "/account/email/")
    assert browser.post("/account/email/", {"email": "ana@studio.example"}).status_code == 422
    assert browser.post("/account/email/", {"email": "Ana@neu.example"})["Location"] == "/account/"
    assert mailoutbox[0].to == ["ana@neu.example"]
    link = link_in(mailoutbox[0])
    assert as_bo.get(link).status_code == 404, "the link is for the person who asked"
    assert browser.get(link).status_code == 200
    assert User.objects.filter(email="ana@studio.example").exists(), "opening the link changes nothing yet"
    assert browser.post(link)["Location"] == "/account/"
    assert User.objects.get(email="ana@neu.example") == cast.people["ana"]
    assert mailoutbox[-1].to == ["ana@studio.example"], "the old address hears of it"
    assert browser.get(link).status_code == 404, "the link works once"
    assert browser.get("/account/email/broken/").status_code == 404


def test_an_address_somebody_else_has_is_refused_at_the_end(browser: Client, mailoutbox: list[EmailMessage]) -> None:
    show_it_is_me(browser, "/account/email/")
    assert browser.post("/account/email/", {"email": "bo@studio.example"})["Location"] == "/account/"
    assert browser.post(link_in(mailoutbox[0]))["Location"] == "/account/email/"
    assert User.objects.filter(email="ana@studio.example").exists()


def test_an_authenticator_app_is_added_with_recovery_codes_and_removed(
    browser: Client, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    show_it_is_me(browser, "/account/two-factor/")
    page = browser.get("/account/two-factor/").content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7]+)</code>", page)
    assert secret
    assert browser.post("/account/two-factor/", {"code": "000000"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        added = browser.post("/account/two-factor/", {"code": code_now(secret[1])})
    assert added["Location"] == "/account/recovery-codes/"
    codes = browser.get("/account/recovery-codes/").content.decode()
    assert len(re.findall(r"<code>[0-9a-f-]{8,}</code>", codes)) == 10
    assert "<code>" not in browser.get("/account/recovery-codes/").content.decode(), "codes are shown once"
    assert "An authenticator app was added to your account" in [message.subject for message in mailoutbox]
    assert browser.get("/account/recovery-codes/new/").status_code == 200
    assert browser.post("/account/recovery-codes/new/")["Location"] == "/account/recovery-codes/"
    assert browser.get("/account/two-factor/end/").status_code == 200
    assert browser.post("/account/two-factor/end/")["Location"] == "/account/"
    assert not Authenticator.objects.exists()


def test_a_passkey_needs_the_browser_to_sign(browser: Client) -> None:
    show_it_is_me(browser, "/account/passkeys/new/")
    page = browser.get("/account/passkeys/new/")
    assert page.status_code == 200
    assert "residentKey" in page.content.decode()
    for credential in ("", "{}", '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}'):
        answer = browser.post("/account/passkeys/new/", {"name": "x", "credential": credential})
        assert answer.status_code == 422
    assert not Authenticator.objects.exists()


def test_a_foreign_passkey_is_not_there(cast: Cast, browser: Client) -> None:
    show_it_is_me(browser, "/account/passkeys/new/")
    foreign = Authenticator.objects.create(user=cast.people["bo"], type="webauthn", data={"name": "Bo's"})
    for address in (f"/account/passkeys/{foreign.pk}/", f"/account/passkeys/{foreign.pk}/end/"):
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"name": "mine"}).status_code == 404
    assert browser.get("/account/passkeys/")["Location"] == "/account/#passkeys"


def test_sessions_are_listed_and_ended_one_by_one(cast: Cast, browser: Client, as_bo: Client) -> None:
    phone = Client(headers={"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Mobile Safari/604.1"})
    phone.post("/sign-in/", {"login": "ana@studio.example", "password": PASSWORD})
    assert phone.get("/who/").status_code == 200
    page = browser.get("/account/").content.decode()
    assert "Safari on iPhone" in page
    assert "this browser" in page
    end = re.search(r"/account/sessions/\d+/end/", page)
    assert end
    assert as_bo.post(end[0]).status_code == 404, "somebody else's session is not there"
    assert browser.post(end[0])["Location"] == "/account/"
    assert phone.get("/who/")["Location"].startswith("/sign-in/")
    with studio_scope(cast.studio.id):
        assert holders() == [], "its seat is free at once"


def test_signing_out_everywhere_else(browser: Client) -> None:
    others = [Client() for _ in range(3)]
    for other in others:
        other.post("/sign-in/", {"login": "ana@studio.example", "password": PASSWORD})
    assert browser.post("/account/sessions/end/")["Location"] == "/account/"
    for other in others:
        assert other.get("/who/")["Location"].startswith("/sign-in/")
    assert browser.get("/who/").status_code == 200
