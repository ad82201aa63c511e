"""Accounts by hand in a real browser: passkeys with a virtual authenticator, and pages without accessibility faults."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Literal

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, Page, expect

from safelight.accounts.actions import add_location, create_key, create_role, invite
from safelight.accounts.actions.keys import NewKey
from safelight.accounts.actions.locations import LocationDraft
from safelight.accounts.actions.people import Invite
from safelight.accounts.actions.roles import NewRole
from safelight.foundation.actions import run
from safelight.foundation.tenancy import studio_scope
from safelight.foundation.work import queue_work
from tests.conftest import PASSWORD, Cast

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "/studio/",
    "/studio/locations/",
    "/studio/locations/new/",
    "/studio/people/",
    "/studio/roles/",
    "/studio/roles/new/",
    "/studio/keys/",
    "/studio/journal/",
    "/studio/jobs/",
    "/seat/",
    "/account/",
    "/studio/new/",
)
OPEN_PAGES = ("/sign-in/", "/sign-up/", "/sign-in/reset/", "/sign-in/reset/sent/", "/join/nonsense/")


@pytest.fixture(autouse=True)
def _beside_an_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser's driver runs an event loop in this thread; nothing of ours is asynchronous here."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture
def address(cast: Cast) -> Iterator[str]:
    """A server on the test database, reached as “localhost”: browsers allow passkeys there without https."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), WSGIRequestHandler)
    server.set_app(StaticFilesHandler(WSGIHandler()))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened.set_default_timeout(8000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page that tolerates no fault of the page scripts and no breach of the content security policy."""
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    opened.faults = faults  # type: ignore[attr-defined]  # read at the end of each test
    return opened


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in/?next=/account/")
    page.get_by_label("Mail address").fill("ana@studio.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{address}/account/")


def count_of_passkeys() -> int:
    return Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).count()


def test_a_passkey_is_made_and_signs_in_without_a_password(page: Page, address: str) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, address)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name of this passkey").fill("Ana's laptop")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url(f"{address}/account/recovery-codes/")
    expect(page.get_by_text("shown this one time only")).to_be_visible()
    page.get_by_role("link", name="To my account").click()
    expect(page.get_by_text("Ana's laptop").first).to_be_visible()
    assert count_of_passkeys() == 1

    page.goto(f"{address}/sign-out/")
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url(f"{address}/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{address}/")
    page.goto(f"{address}/who/")
    assert "Ana Owner" in page.content()

    page.goto(f"{address}/account/")
    page.get_by_role("link", name="Remove Ana's laptop").click()
    page.get_by_role("button", name="Use a passkey").or_(page.get_by_label("Password")).first.wait_for()
    if page.get_by_role("button", name="Use a passkey").count():
        page.get_by_role("button", name="Use a passkey").click()
    else:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Remove it").click()
    page.wait_for_url(f"{address}/account/")
    assert count_of_passkeys() == 0
    assert page.faults == []  # type: ignore[attr-defined]


def test_somebody_who_presses_cancel_stays_where_they_are(page: Page, address: str) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    page.goto(f"{address}/sign-in/")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
            }
        },
    )
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Nothing was signed.")).to_be_visible()
    assert page.url == f"{address}/sign-in/"
    assert page.faults == []  # type: ignore[attr-defined]


def test_the_country_fills_in_currency_and_zone_at_once(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-up/")
    page.get_by_label("Country").select_option("AU")
    expect(page.get_by_label("Currency")).to_have_value("AUD")
    expect(page.get_by_label("Time zone")).to_have_value("Australia/Sydney")
    assert page.faults == []  # type: ignore[attr-defined]


@pytest.fixture
def filled(cast: Cast) -> None:
    """One thing of each kind, so that no list is empty."""
    ana = cast.as_("ana")
    run(add_location, ana, LocationDraft(name="Hamburg", city="Hamburg"))
    run(create_role, ana, NewRole(name="Second shooter", permissions=("clients.view",)))
    run(create_key, ana, NewKey(name="Website", role="manager", scopes=("clients.view", "clients.edit")))
    run(invite, ana, Invite(email="eve@new.example", role="manager"))
    with studio_scope(ana.studio.id):
        queue_work(ana, "test", "Import of clients.xlsx", total=200)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_has_an_accessibility_fault(
    page: Page, address: str, filled: None, theme: Literal["light", "dark"], width: int
) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    script = AXE.read_text(encoding="utf-8")
    found = []
    for path in (*OPEN_PAGES, *PAGES):
        if path == PAGES[0]:
            sign_in(page, address)
            page.goto(f"{address}/who/")
        page.goto(address + path)
        page.evaluate(script)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [f"{path} {each['id']}: {each['nodes'][0]['html'][:160]}" for each in result["violations"]]
        if shots := os.environ.get("SHOTS"):
            page.screenshot(path=f"{shots}/{width}-{theme}{path.replace('/', '_')}.png", full_page=True)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wider > 0:
            found.append(f"{path} is {wider} px wider than the window")
    assert found == []
