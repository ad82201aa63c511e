"""A day with messages, in a real browser: write to a client, see it leave, hear that it came back, change a text."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from safelight.clients.actions import add
from safelight.foundation.actions import run
from safelight.foundation.jobs.register import system_context
from safelight.messaging import kinds
from safelight.messaging.mails import deliver
from safelight.messaging.rules.defaults import standard
from tests.conftest import Cast
from tests.journeys.conftest import violations

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_day_with_messages(  # noqa: PLR0915 - one day, told from its beginning
    page: Page,
    address: str,
    cast: Cast,
    settings: Any,  # noqa: ANN401 - pytest-django's
) -> None:
    settings.MAIL_IS_KEPT = True
    assert kinds.find("invoice") or kinds.register(standard("invoice"))
    given = {"first_name": "Carla", "last_name": "Meyer", "emails": [{"address": "carla@example.com"}]}
    carla = run(add, cast.as_("ana"), given).value

    # From the client's page to a letter: the preview follows what is typed.
    page.goto(f"{address}/clients/{carla.id}/")
    panel = page.locator("#panel-messages")
    panel.scroll_into_view_if_needed()
    expect(panel.get_by_text("No mail went to this client yet.")).to_be_visible()
    panel.get_by_role("link", name="Write", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Write to a client")
    expect(page.locator("#to")).to_have_value("carla@example.com")
    expect(page.locator("#preview")).to_contain_text("Guten Tag Carla,")
    page.fill("#subject", "Your session, ")
    page.get_by_text("Merge fields: click one").click()
    page.get_by_role("button", name="{{client.name}}").click()
    expect(page.locator("#subject")).to_have_value("Your session, {{client.name}}")
    expect(page.locator("#preview")).to_contain_text("Your session, Carla Meyer")
    assert violations(page) == []

    # What cannot be filled comes back; what was typed stays.
    page.fill("#body", "Dear {{client.firstname}}, see https://evil.example/")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("[data-focus-errors]")).to_be_focused()
    expect(page.get_by_text("Did you mean {{client.first_name}}?").first).to_be_visible()
    page.fill("#body", "Dear {{client.first_name}}, the images are ready.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your session, Carla Meyer")
    expect(page.get_by_text("The message is on its way.")).to_be_visible()
    message = UUID(page.url.strip("/").split("/")[-1])
    assert deliver(system_context(cast.studio.id, "job test"), message) == "sent"
    page.reload()
    expect(page.locator(".pill-good")).to_have_text("Sent")
    assert violations(page) == []

    # The mailbox of an installation without a mail server shows it; the outbox finds it.
    page.goto(f"{address}/messages/mailbox/")
    page.get_by_role("link", name="Your session, Carla Meyer").click()
    expect(page.locator(".mail-body")).to_contain_text("the images are ready.")
    assert violations(page) == []
    page.goto(f"{address}/messages/")
    page.fill("input[type=search]", "session meyer")
    expect(page.locator("tr[data-row]")).to_have_count(1)
    assert violations(page) == []

    # It came back: message, address and client show it; then the address works again.
    page.locator("tr[data-row] a.lead").click()
    page.get_by_role("button", name="It came back").click()
    page.get_by_label("What the answer said").fill("No such person")
    page.get_by_role("button", name="Mark as come back").click()
    expect(page.get_by_text("No such person").first).to_be_visible()
    page.goto(f"{address}/messages/stopped/")
    expect(page.get_by_text("carla@example.com")).to_be_visible()
    page.get_by_role("button", name="It works again").click()
    expect(page.get_by_text("Every address gets mail")).to_be_visible()
    assert violations(page) == []

    # The studio's own text of an invoice, and the way back.
    page.goto(f"{address}/messages/texts/")
    assert violations(page) == []
    page.locator("a[href='/messages/texts/invoice/de/']").click()
    expect(page.locator("#preview")).to_contain_text("Rechnung 2027-0184")
    page.fill("#subject", "Deine Rechnung {{invoice.number}}")
    expect(page.locator("#preview")).to_contain_text("Deine Rechnung 2027-0184")
    page.fill("#body", "Für {{client.name}}")
    page.get_by_label("Which client").select_option("Carla Meyer")
    expect(page.locator("#preview")).to_contain_text("Für Carla Meyer")
    assert violations(page) == []
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Your own text, last changed")).to_be_visible()
    page.get_by_role("button", name="Back to the standard text").click()
    expect(page.get_by_text("This text comes with the program.")).to_be_visible()
    expect(page.locator("#subject")).to_have_value("Rechnung {{invoice.number}} von {{studio.name}}")

    page.goto(f"{address}/messages/settings/")
    page.fill("#sender_name", "Ana & Bo")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert violations(page) == []
