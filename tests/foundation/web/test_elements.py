"""The page by hand: keyboard, pointer, drafts, card swipes, lost sessions; and no accessibility violation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.http import HttpRequest
from playwright.sync_api import Browser, BrowserContext, Page, Request
from pytest_django.fixtures import Settings

from safelight.foundation.web import navigation
from safelight.foundation.web.navigation import Finding, PaletteSearch, Visitor, palette_searches

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = Path(__file__).parents[3] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
SWIPE = "%B4111111111111111^TEST/CARD^2512101?;4111111111111111=2512101?"
SIGNED_IN = Visitor(signed_in=True, name="Ana Owner", studio="Atelier Ana", key="1", may=lambda _: True)


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Browser:
    return chromium


@pytest.fixture
def who(monkeypatch: pytest.MonkeyPatch) -> list[Visitor]:
    """Who is signed in; a test may change it."""
    now = [SIGNED_IN]
    monkeypatch.setattr(navigation, "_visitor_of", [lambda _: now[0]])
    return now


@pytest.fixture
def address(who: list[Visitor], settings: Settings) -> Iterator[str]:
    """A server of the furniture alone; it has no database, so these pages are known not to need one."""
    settings.DEBUG = True
    server = ThreadedWSGIServer(("127.0.0.1", 0), WSGIRequestHandler)
    server.set_app(StaticFilesHandler(WSGIHandler()))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    opened.set_default_timeout(8000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    broken: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: broken.append(str(error)))
    opened.on("console", lambda line: broken.append(line.text) if "Content Security Policy" in line.text else None)
    opened.goto(f"{address}/design/")
    opened.wait_for_load_state("networkidle")
    yield opened
    assert broken == []


def until(page: Page, what: str) -> None:
    """Wait until an expression is true. Playwright's own way is an eval in the page, which the policy forbids."""
    for _ in range(160):
        if page.evaluate(f"Boolean({what})"):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {what}")


def active(page: Page, what: str) -> object:
    return page.evaluate(f"document.activeElement.{what}")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_no_accessibility_violation(context: BrowserContext, page: Page, theme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    context.add_cookies([{"name": "theme", "value": theme, "url": page.url}])
    page.reload()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for step in ("nothing", "palette", "drawer"):
        if step == "palette":
            page.keyboard.press("Control+k")
            page.wait_for_selector("#palette[open] li")
        elif step == "drawer":
            page.keyboard.press("Escape")
            page.locator("a[data-open]").first.click()
            page.wait_for_selector("#drawer[open] h2")
        found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
        assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == [], step
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_touch_targets_are_44_pixels_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    small = page.evaluate(
        "[...document.querySelectorAll('.btn, .tabbar > *, .menu-item')].filter(e => e.offsetParent && e.offsetHeight < 44)"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert small == []


def test_the_palette_finds_and_opens_by_keyboard(page: Page) -> None:
    def find(request: HttpRequest, query: str) -> list[Finding]:
        names = ["Ana Lind", "Anton Berg"]
        return [Finding(name, "/design/panel/", drawer=True) for name in names if name.lower().startswith(query)]

    palette_searches.add(PaletteSearch("t-people", "People", find))
    try:
        page.keyboard.press("Control+k")
        page.keyboard.type("an")
        page.wait_for_selector("#palette [role=option]:has-text('Anton')")
        page.keyboard.press("Escape")
        assert page.locator("#palette[open]").count() == 0
        page.keyboard.press("Control+k")
        page.keyboard.type("an")
        page.wait_for_selector("#palette [role=option]:has-text('Anton')")
        page.keyboard.press("ArrowDown")
        assert "Anton" in page.locator("#palette [aria-selected=true]").inner_text()
        page.keyboard.press("Enter")
        page.wait_for_selector("#drawer[open] h2")
        assert page.locator("#palette[open]").count() == 0
    finally:
        palette_searches.drop("t-people")


def test_a_list_is_walked_selected_and_opened_by_keyboard(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert active(page, "dataset.row") == "2"
    page.keyboard.press("x")
    page.keyboard.press("Shift+J")
    assert page.locator("[data-picked]").inner_text() == "2"
    assert page.locator("#sample-bulk").is_visible()
    page.keyboard.press("Enter")
    page.wait_for_selector("#drawer[open] h2:focus")
    page.keyboard.press("Escape")
    until(page, "document.activeElement.closest('[data-row]')?.dataset.row === '3'")
    page.keyboard.press("Escape")
    assert not page.locator("#sample-bulk").is_visible()


def test_search_shows_results_at_once_and_the_address_follows(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("ana")
    until(page, "document.querySelectorAll('#sample-results tr[data-row]').length === 1")
    assert "q=ana" in page.url
    page.keyboard.type("zz")
    page.wait_for_selector("#sample-results .empty")


def test_a_draft_survives_a_reload_and_can_be_discarded(page: Page) -> None:
    page.fill("#sample-form [name=name]", "Ana typed")
    page.check("#sample-form [name=newsletter]")
    page.select_option("#sample-form [name=kind]", "family")
    until(page, "Object.keys(localStorage).some(key => key.startsWith('safelight:draft'))")
    page.reload()
    page.wait_for_selector("#sample-form [data-draft-note]:visible")
    assert page.input_value("#sample-form [name=name]") == "Ana typed"
    assert page.is_checked("#sample-form [name=newsletter]")
    assert page.input_value("#sample-form [name=kind]") == "family"
    page.click("#sample-form [data-discard]")
    assert page.input_value("#sample-form [name=name]") == ""
    page.reload()
    assert page.input_value("#sample-form [name=name]") == ""


def test_another_person_never_meets_the_draft(page: Page, who: list[Visitor]) -> None:
    page.fill("#sample-form [name=name]", "Ana typed")
    until(page, "Object.keys(localStorage).some(key => key.startsWith('safelight:draft'))")
    who[0] = Visitor(signed_in=True, name="Bo", key="2")
    page.reload()
    assert page.input_value("#sample-form [name=name]") == ""


def test_a_refused_form_keeps_its_words_and_takes_the_keyboard_and_an_accepted_one_drops_the_draft(page: Page) -> None:
    page.fill("#sample-form [name=email]", "wrong")
    page.click("#sample-form button:has-text('Save client')")
    page.wait_for_selector("#sample-form [data-focus-errors]:focus")
    assert page.input_value("#sample-form [name=email]") == "wrong"
    page.fill("#sample-form [name=email]", "")
    page.fill("#sample-form [name=name]", "Good")
    page.click("#sample-form button:has-text('Save client')")
    page.wait_for_selector("#sample-form .notice-good")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('safelight:draft'))") == []


def test_a_card_swipe_fills_no_field_and_what_a_person_types_is_given_back(page: Page) -> None:
    page.fill("#sample-text", "")
    page.focus("#sample-text")
    page.keyboard.type(SWIPE)
    page.keyboard.press("Enter")
    page.wait_for_selector("#notices .notice-warn")
    assert page.input_value("#sample-text") == ""
    assert "4111" not in page.evaluate("document.body.innerText + JSON.stringify(localStorage)")
    page.keyboard.type("20% off; ask", delay=90)
    until(page, "document.querySelector('#sample-text').value === '20% off; ask'")


def test_a_lost_session_keeps_the_page_and_goes_on_after_signing_in_elsewhere(page: Page, who: list[Visitor]) -> None:
    page.fill("#sample-form [name=name]", "Still here")
    who[0] = Visitor()
    page.keyboard.press("Control+k")
    page.wait_for_selector("#session-ended[open]")
    assert page.input_value("#sample-form [name=name]") == "Still here"
    who[0] = SIGNED_IN
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_selector("#session-ended", state="hidden")


def test_a_stale_token_is_renewed_and_the_second_press_saves(page: Page, context: BrowserContext) -> None:
    context.clear_cookies(name=django_settings.CSRF_COOKIE_NAME)
    page.fill("#sample-form [name=name]", "Kept")
    page.click("#sample-form button:has-text('Save client')")
    page.wait_for_selector("#notices .notice-bad")
    assert page.input_value("#sample-form [name=name]") == "Kept"
    page.click("#sample-form button:has-text('Save client')")
    page.wait_for_selector("#sample-form .notice-good")


def test_cards_move_by_keyboard_and_by_pointer(page: Page) -> None:
    def moved(request: Request) -> bool:
        return request.method == "POST" and "card=" in (request.post_data or "")

    page.focus("[data-card='2']")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    with page.expect_request(moved) as sent:
        page.keyboard.press("Space")
    assert "card=2&lane=talking" in (sent.value.post_data or "")
    card = page.locator("[data-card='1']")
    card.scroll_into_view_if_needed()
    start, end = card.bounding_box(), page.locator("[data-lane=booked]").bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 60, start["y"] + 40)
    page.mouse.down()
    page.mouse.move(start["x"] + 90, start["y"] + 45, steps=4)
    with page.expect_request(moved) as sent:
        page.mouse.move(end["x"] + 60, end["y"] + 30, steps=8)
        page.mouse.up()
    assert "card=1&lane=booked" in (sent.value.post_data or "")


def test_escape_puts_a_lifted_card_back(page: Page) -> None:
    page.focus("[data-card='2']")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    assert page.locator("[data-lane=new] [data-card='2']").count() == 1


def test_files_show_name_and_size_and_can_be_taken_back(page: Page) -> None:
    good = {"name": "clients.csv", "mimeType": "text/csv", "buffer": b"a" * 12_345}
    bad = {"name": "virus.exe", "mimeType": "application/x-msdownload", "buffer": b"1"}
    page.set_input_files("#sample_file", [good, bad])
    assert page.locator("[data-files] li").first.inner_text().split() == ["clients.csv", "12", "kB"]
    assert "virus.exe" in page.locator("file-drop [data-problem]").inner_text()
    page.locator("[data-take-back]").nth(1).click()
    assert page.locator("[data-files] li").count() == 1
    assert not page.locator("file-drop [data-problem]").is_visible()


def test_the_typed_phrase_opens_the_button(page: Page) -> None:
    page.click("text=Delete everything…")
    button = page.locator("[data-needs-phrase]")
    page.fill("#sample-confirm-phrase", "delete atelie")
    assert button.is_disabled()
    page.fill("#sample-confirm-phrase", "delete atelier")
    assert button.is_enabled()


def test_the_theme_changes_at_once_and_stays(page: Page) -> None:
    page.locator(".pagebar theme-choice button[value=dark]").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "safelight-dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "safelight-dark"


def test_a_menu_opens_beside_its_button_and_follows_the_arrows(page: Page) -> None:
    page.click("[popovertarget=sample-menu]")
    until(page, "document.activeElement.textContent.trim().startsWith('Book')")
    page.keyboard.press("ArrowDown")
    assert str(active(page, "textContent")).strip() == "Message"
    menu, button = (
        page.locator("#sample-menu").bounding_box(),
        page.locator("[popovertarget=sample-menu]").bounding_box(),
    )
    assert menu
    assert button
    assert 0 <= menu["y"] - (button["y"] + button["height"]) < 12
    page.keyboard.press("Escape")
    assert not page.locator("#sample-menu").is_visible()


def test_being_offline_is_said_and_work_shows_up_again_after_a_reload(page: Page, context: BrowserContext) -> None:
    context.set_offline(True)
    page.wait_for_selector("#offline-line:visible")
    context.set_offline(False)
    page.wait_for_selector("#offline-line", state="hidden")
    page.evaluate("sessionStorage.setItem('safelight:work', JSON.stringify(['/design/progress/']))")
    page.reload()
    page.wait_for_selector("#work live-progress")
    page.wait_for_selector("#work [data-state=done]", timeout=20_000)
    assert page.evaluate("sessionStorage.getItem('safelight:work')") == "[]"
