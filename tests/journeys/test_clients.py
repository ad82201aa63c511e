"""A day with clients, in a real browser: add, warn, find, change, sort, move, merge, and take back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from safelight.clients.actions import bulk_add
from safelight.clients.rules.draft import ClientDraft, EmailDraft
from safelight.foundation.tenancy import studio_scope
from tests.conftest import Cast
from tests.journeys.conftest import DESK, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


FIRST = ("Mia", "Otto", "Ursula", "Quentin", "Zoltan", "Ophelia", "Kwame", "Ingrid", "Yusuf", "Beatrix", "Hugo")


def width(page: Page) -> int:
    size = page.viewport_size
    assert size
    return size["width"]


def neighbours(cast: Cast, count: int) -> None:
    """Fill the studio with other clients."""
    context = cast.as_("ana")
    drafts = [
        ClientDraft(
            first_name=FIRST[place % len(FIRST)],
            last_name=f"Neighbour{place:03}",
            emails=(EmailDraft(f"n{place}@example.com"),),
        )
        for place in range(count)
    ]
    with studio_scope(context.studio.id, person_id=context.actor.id):
        assert len(list(bulk_add(context, drafts))) == count


def add_client(page: Page, first: str, last: str, phone: str) -> None:
    page.fill("#f-first_name", first)
    page.fill("#f-last_name", last)
    page.fill("#f-phones-0-number", phone)


def test_a_day_with_clients(page: Page, address: str, cast: Cast) -> None:
    expect(page.get_by_text("Your studio is ready")).to_be_visible()
    assert violations(page) == []

    # Add the first client from the first steps; the draft outlives a reload.
    page.get_by_role("link", name="Add a client by hand").click()
    expect(page.locator("#f-first_name")).to_be_focused()
    add_client(page, "Robert", "Muster", "030 901820")
    page.wait_for_timeout(500)
    page.goto(f"{address}/clients/new/")
    expect(page.locator("#f-last_name")).to_have_value("Muster")
    expect(page.get_by_text("Draft restored")).to_be_visible()
    page.get_by_role("button", name="Another phone").click()
    expect(page.locator("#f-phones-1-number")).to_be_focused()
    page.fill("#f-phones-1-number", "call me")
    page.fill("#f-tags", "Newborn,")
    expect(page.get_by_role("button", name="Take away Newborn")).to_be_visible()
    page.get_by_role("button", name="Add client").click()
    expect(page.locator("[data-focus-errors]")).to_be_focused()
    assert violations(page) == []
    page.fill("#f-phones-1-number", "0151 23456789")
    page.get_by_role("button", name="Add client").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Robert Muster")
    expect(page.get_by_text("Robert Muster was added.")).to_be_visible()
    expect(
        page.locator("#block-contact").get_by_text("01512 3456789").or_(page.get_by_text("0151 23456789"))
    ).to_be_visible()
    expect(page.locator("#timeline").get_by_text("Robert Muster was added")).to_be_visible()
    assert violations(page) == []

    # The second one is warned of while it is typed.
    page.goto(f"{address}/clients/")
    page.get_by_role("link", name="New client").click()
    add_client(page, "Bob", "Muster", "+49 30 901820")
    expect(page.locator("#similar")).to_contain_text("Robert Muster")
    assert violations(page) == []
    page.locator("#drawer").get_by_role("button", name="Add client").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bob Muster")
    neighbours(cast, 120)

    find_and_change(page, address)
    tag_and_take_back(page)
    move_on_the_board(page, address)
    merge_and_take_back(page, address)


def find_and_change(page: Page, address: str) -> None:
    """Search with a typing error, open by keyboard, change in place."""
    page.goto(f"{address}/clients/")
    expect(page.get_by_text("122 clients")).to_be_visible()
    assert violations(page) == []
    page.locator("[data-window]").first.scroll_into_view_if_needed()
    expect(page.locator("tr[data-row]").nth(121)).to_be_attached()
    page.evaluate("scrollTo(0, 0)")
    page.keyboard.press("/")
    page.keyboard.type("Musterr")
    expect(page.locator("tr[data-row]")).to_have_count(2)
    expect(page.get_by_text("close to it")).to_be_visible()
    assert page.url.endswith("?q=Musterr")
    page.keyboard.press("Tab")
    page.locator("tr[data-row]", has_text="Robert").focus()
    page.keyboard.press("Enter")
    drawer = page.locator("#drawer")
    expect(drawer.get_by_role("heading", name="Robert Muster")).to_be_visible()
    drawer.get_by_role("link", name="Change: Phones and mails").click()
    drawer.locator("#f-emails-0-address").fill("robert@example.com")
    assert violations(page) == []
    drawer.get_by_role("button", name="Save", exact=True).click()
    expect(drawer.locator("#block-contact").get_by_text("robert@example.com")).to_be_visible()
    expect(drawer.locator("#timeline").get_by_text("Robert Muster was changed")).to_be_visible()
    drawer.locator("#note-text").fill("Loves the lake")
    drawer.get_by_role("button", name="Add note").click()
    expect(drawer.locator("#timeline").get_by_text("Loves the lake")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def tag_and_take_back(page: Page) -> None:
    """Select with the keyboard, put a tag on both, take it back."""
    rows = page.locator("tr[data-row]")
    if width(page) == DESK:
        rows.first.focus()
        page.keyboard.press("x")
        page.keyboard.press("Shift+ArrowDown")
    else:
        rows.first.focus()
        page.keyboard.press("x")
        rows.nth(1).focus()
        page.keyboard.press("x")
    bar = page.locator("#bulk")
    expect(bar.locator("[data-picked]")).to_have_text("2")
    bar.get_by_role("button", name="Tag", exact=True).click()
    page.fill("#bulk-tag-name", "VIP")
    assert violations(page) == []
    page.get_by_role("button", name="Put on").click()
    expect(page.get_by_text("2 clients changed.")).to_be_visible()
    page.locator("undo-notice", has_text="2 clients changed.").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    expect(page.locator("tr[data-row]")).to_have_count(2)
    expect(page.locator("tr[data-row]", has_text="VIP")).to_have_count(0)


def move_on_the_board(page: Page, address: str) -> None:
    """Give a stage from the client's page, then move the card by keyboard, or by its menu on a phone."""
    page.locator("tr[data-row]", has_text="Robert").get_by_role("link").click()
    drawer = page.locator("#drawer")
    drawer.get_by_role("link", name="Change: Stage, tags, groups").click()
    drawer.locator("#f-stage").select_option("New enquiry")
    drawer.get_by_role("button", name="Save", exact=True).click()
    expect(drawer.locator("#block-sorting").get_by_text("New enquiry")).to_be_visible()
    page.goto(f"{address}/clients/board/")
    lane = page.get_by_role("region", name="Contacted")
    card = page.locator(".lane-card", has_text="Robert Muster")
    assert violations(page) == []
    if width(page) == DESK:
        card.focus()
        for key in ("Space", "ArrowRight", "Space"):
            page.keyboard.press(key)
    else:
        card.get_by_role("link", name="Move Robert Muster").click()
        page.locator("#drawer").get_by_role("button", name="Contacted").click()
    expect(page.get_by_text("is now in “Contacted”")).to_be_visible()
    expect(lane.locator(".lane-card")).to_have_count(1)
    expect(lane.locator(".tally")).to_have_text("1")
    page.reload()
    expect(lane.locator(".lane-card")).to_have_count(1)


def merge_and_take_back(page: Page, address: str) -> None:
    """Review the pair, choose a value, merge, and take the merge back."""
    page.goto(f"{address}/clients/duplicates/")
    expect(page.get_by_text("same phone number").first).to_be_visible()
    assert violations(page) == []
    pair = page.get_by_role("region", name="Robert Muster, Bob Muster")
    pair.get_by_role("link", name="Compare and merge").click()
    assert violations(page) == []
    page.locator("input[name=choice-first_name][value=other]").check()
    page.get_by_role("button", name="Merge into").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bob Muster")
    page.locator("undo-notice", has_text="Merged into").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Robert Muster")
    expect(page.get_by_text("This client may be here twice")).to_be_visible()


def test_two_people_in_one_record(page: Page, address: str, cast: Cast) -> None:
    """Ana writes while Bo saves the same field: she is asked, and nothing is lost."""
    neighbours(cast, 1)
    page.goto(f"{address}/clients/")
    page.locator("tr[data-row] a.lead").click()
    drawer = page.locator("#drawer")
    drawer.get_by_role("link", name="Change: Name").click()
    with page.context.new_page() as other:
        other.goto(f"{address}/clients/")
        other.locator("tr[data-row] a.lead").click()
        other.locator("#drawer").get_by_role("link", name="Change: Name").click()
        other.fill("#f-first_name", "Maya")
        other.locator("#drawer").get_by_role("button", name="Save", exact=True).click()
        expect(other.locator("#block-name").get_by_text("Maya Neighbour000").first).to_be_visible()
    drawer.locator("#f-first_name").fill("Mira")
    drawer.locator("#f-nickname").evaluate("(field) => { field.closest('details').open = true; }")
    drawer.locator("#f-nickname").fill("Mimi")
    drawer.get_by_role("button", name="Save", exact=True).click()
    expect(drawer.get_by_text("Somebody else was here")).to_be_visible()
    assert violations(page) == []
    drawer.get_by_label("Yours").check()
    drawer.get_by_role("button", name="Save like this").click()
    expect(drawer.locator("#block-name").get_by_text("Mira Neighbour000").first).to_be_visible()
    expect(drawer.locator("#block-name").get_by_text("Mimi")).to_be_visible()
