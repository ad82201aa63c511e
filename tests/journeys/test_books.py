"""The books in a real browser: an entry by hand, from a figure to what is behind it, closing the month."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Page, expect

from safelight.books.queries import balance
from safelight.foundation.tenancy import studio_scope
from tests.books.making import money
from tests.conftest import Cast
from tests.journeys.conftest import violations

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("BOOKS_SHOTS", "")


def _look(page: Page, name: str) -> None:
    """Keep a picture where somebody asked for them, and let axe look."""
    if SHOTS:
        width = (page.viewport_size or {"width": 0})["width"]
        page.screenshot(path=f"{SHOTS}/{name}-{width}.png")
    assert violations(page) == []


def test_an_entry_by_hand_is_behind_the_figures_and_can_be_taken_back(page: Page, address: str, cast: Cast) -> None:
    page.goto(f"{address}/books/")
    expect(page.get_by_text("No entries yet")).to_be_visible()
    page.get_by_role("link", name="Enter opening balances").click()
    page.fill("[name=memo]", "Opening balances")
    page.select_option("[name=lines-0-account]", "bank")
    page.fill("[name=lines-0-debit]", "1.000,50")
    says = page.locator("entry-sum output")
    expect(says).to_have_text("Still to credit: 1000,50")
    page.select_option("[name=lines-1-account]", "opening")
    page.fill("[name=lines-1-credit]", "900")
    expect(says).to_have_text("Still to credit: 100,50")
    page.get_by_role("button", name="Another line").click()
    page.select_option("[name=lines-2-account]", "tips")
    page.fill("[name=lines-2-credit]", "100.50")
    expect(says).to_have_text("Debits and credits are equal.")
    _look(page, "new")
    page.get_by_role("button", name="Make the entry").click()
    expect(page.get_by_role("heading", name="Entry 1")).to_be_visible()
    _look(page, "entry")
    page.goto(f"{address}/books/")
    _look(page, "trial")
    page.locator("a.figure:visible", has_text="1.000,50").first.click()
    expect(page.locator(".ledger-sum")).to_contain_text("1.000,50")
    _look(page, "entries")
    page.locator("[data-filters]").click()
    expect(page.get_by_role("heading", name="Filter entries")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("tr[data-row] a[data-open]").click()
    drawer = page.locator("#drawer")
    drawer.get_by_text("Take this entry back").click()
    drawer.get_by_label("Why").fill("Typed twice")
    drawer.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("This entry takes another one back.")).to_be_visible()
    with studio_scope(cast.studio.id):
        assert balance("bank").of("EUR") == money(0)


def test_a_month_is_closed_and_reopened(page: Page, address: str) -> None:
    page.goto(f"{address}/books/postings/")
    assert page.input_value("[name=through]") != ""
    page.fill("[name=note]", "With the accountant")
    page.get_by_role("button", name="Close the books").click()
    expect(page.get_by_text("nothing can be dated on or before that day")).to_be_visible()
    _look(page, "closed")
    page.get_by_text("Open closed days again").click()
    page.get_by_label("Why").fill("An invoice was forgotten")
    page.get_by_role("button", name="Reopen").click()
    expect(page.get_by_text("Nothing is closed: every day can still change.")).to_be_visible()
    page.goto(f"{address}/books/accounts/")
    page.get_by_role("button", name="Make the standard accounts").click()
    expect(page.get_by_text("Receivable from clients")).to_be_visible()
    _look(page, "accounts")
