"""A studio owner brings old lists in: sign in, drop, look, correct, try, import, correct what was refused, undo."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
LETTERHEAD = (
    "Fotostudio Müller & Söhne;;;;;\r\n"
    "Kundenliste, Stand 03.02.2024;;;;;\r\n"
    ";;;;;\r\n"
    "Vorname;Nachname;E-Mail;Geburtstag;Mitgliedsnr;Ort\r\n"
    "Jörg;Großmann;joerg@example.com;14.05.1986;A-1;Köln\r\n"
    "Käthe;Öztürk;kaethe@example.com;01.12.1990;A-2;München\r\n"
    "Zoë;Weißgerber;zoe@example.com;;4111 1111 1111 1111;Nürnberg\r\n"
    ";;;03.03.2001;A-4;Ulm\r\n"
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The whole program with the demo studio, as one command starts it: web server, worker, database."""
    command = [sys.executable, "-m", "safelight.config.cli", "up", "--demo", "--port", "0", "--data"]
    data = tmp_path_factory.mktemp("studio")
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*command, str(data)], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environ
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.search(r"Safelight is ready: (http://\S+?)/?\s", line):
                yield found[1]
                break
        else:
            pytest.fail("Safelight did not start.")
    finally:
        process.terminate()
        process.wait(60)
        assert process.stdout is not None
        process.stdout.close()


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Browser:
    return chromium


@pytest.fixture
def context(browser: Browser, base: str) -> Iterator[BrowserContext]:
    opened = browser.new_context(base_url=base, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Olivia, the owner, signed in; no script may break and no rule of the content policy."""
    broken: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: broken.append(str(error)))
    opened.on("console", lambda line: broken.append(line.text) if "Content Security Policy" in line.text else None)
    opened.goto("/sign-in/")
    opened.locator("input[name=login]").fill("olivia@northlight.example")
    opened.locator("input[type=password]").first.fill("northlight-demo")
    opened.locator("input[type=password]").first.press("Enter")
    opened.wait_for_url(lambda url: "/sign-in/" not in url)
    yield opened
    assert broken == []


def is_open_to_everybody(page: Page) -> None:
    """No accessibility violation and no sideways scrolling, on a phone and on a desk, in both themes."""
    before = page.viewport_size
    for theme in ("safelight", "safelight-dark"):
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(150)  # colours that fade take a frame, even where motion is reduced
            page.evaluate(AXE.read_text(encoding="utf-8"))
            found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
            faults = [(rule["id"], node["target"], node["failureSummary"]) for rule in found for node in rule["nodes"]]
            assert faults == [], f"{theme}, {width} px"
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert before is not None
    page.set_viewport_size(before)


def bring(page: Page, name: str, content: bytes) -> None:
    page.goto("/exchange/import/")
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.get_by_role("button", name="Read the file").click()
    page.wait_for_url("**/exchange/import/*-*/")


def figure(page: Page, label: str) -> str:
    return (
        page.locator(".stat", has=page.locator(f".stat-label:text-is('{label}')")).locator(".stat-value").inner_text()
    )


def heading(page: Page, words: str) -> None:
    page.locator(f"h2:text-is('{words}')").wait_for()


def undo(page: Page) -> None:
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_role("button", name="Undo the import").click()
    heading(page, "This import was undone")


def test_an_old_list_comes_in_is_corrected_and_goes_out_again(page: Page) -> None:  # noqa: PLR0915 - one way, step by step
    page.goto("/exchange/import/")
    page.get_by_text("Where do I find my list?").click()
    is_open_to_everybody(page)

    bring(page, "Kunden 2024.csv", LETTERHEAD.encode("cp1252"))
    preview = page.get_by_role("region", name="The first rows")
    assert "Käthe" in preview.inner_text()
    assert "4111" not in page.content()
    is_open_to_everybody(page)

    # A wrong choice is seen at once, and taken back; the keyboard stays where it was.
    page.locator("#encoding").focus()
    page.locator("#encoding").select_option("cp1251")
    page.wait_for_selector(".preview td:text-is('Kдthe')")
    assert page.evaluate("document.activeElement.id") == "encoding"
    page.locator("#encoding").select_option("found")
    page.wait_for_selector(".preview td:text-is('Käthe')")
    member = page.get_by_label("Mitgliedsnr", exact=True)
    member.focus()
    member.select_option("external_id")
    page.locator(".mapping-row", has_text="Mitgliedsnr").get_by_text("Your choice").wait_for()
    assert page.evaluate("document.activeElement === document.querySelector('[name=target-4]')")
    page.reload()
    assert member.input_value() == "external_id", "what was chosen is kept by the server"

    page.get_by_role("button", name="Try it").click()
    page.reload()
    heading(page, "What would happen")
    assert (figure(page, "New"), figure(page, "Refused")) == ("2", "2")
    assert page.get_by_text("Zoë · Weißgerber · zoe@example.com").is_visible()
    page.get_by_role("link", name=re.compile("^New 2")).last.click()
    page.locator(".row-report").get_by_text("Jörg Großmann").wait_for()
    is_open_to_everybody(page)

    page.get_by_role("button", name="Import now").click()
    heading(page, "Imported")
    is_open_to_everybody(page)
    first = page.url
    with page.expect_download() as saved:
        page.get_by_role("link", name="Refused rows as CSV").click()
    refused = Path(saved.value.path()).read_text(encoding="utf-8-sig")
    assert "Row 7: This row was refused" in refused
    assert "4111" not in refused
    page.get_by_role("link", name="See the new clients").click()
    page.get_by_role("link", name=re.compile("Jörg Großmann")).first.wait_for()
    assert page.get_by_role("link", name=re.compile("Käthe Öztürk")).count() > 0

    corrected = refused.replace("•••• 1111", "A-3").replace(";;;03.03.2001", "Mia;Neu;;03.03.2001")
    bring(page, "corrected.csv", corrected.encode("utf-8-sig"))
    page.get_by_text("your mapping “Kunden 2024.csv” was used").wait_for()
    page.get_by_role("button", name="Import without a trial").click()
    heading(page, "Imported")
    assert (figure(page, "New"), figure(page, "Refused")) == ("2", "0")
    undo(page)
    page.goto(first)
    undo(page)
    page.goto("/clients/?q=Großmann")
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("link", name=re.compile("Jörg Großmann")).count() == 0

    page.goto("/exchange/import/mappings/")
    is_open_to_everybody(page)
    page.get_by_role("button", name="Take out Kunden 2024.csv").click()
    page.get_by_role("button", name="Undo").click()
    page.goto("/exchange/import/mappings/")
    assert page.get_by_label("Name").input_value() == "Kunden 2024.csv"
    page.goto("/exchange/import/")
    assert page.get_by_text("Undone").count() == 2
    is_open_to_everybody(page)


def test_a_workbook_comes_in_by_phone(page: Page) -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    book.add_worksheet("Cover").write(0, 0, "Our clients")
    old, new = book.add_worksheet("Archive"), book.add_worksheet("Clients")
    old.hide()
    for sheet, names in ((old, [("Ivo", "Alt")]), (new, [("Ada", "Newman"), ("Lea", "Newman"), ("Max", "Newman")])):
        for row, cells in enumerate([("First name", "Last name"), *names]):
            sheet.write_row(row, 0, cells)
    book.close()
    page.set_viewport_size({"width": 390, "height": 844})
    bring(page, "clients.xlsx", target.getvalue())
    assert page.locator("#sheet").input_value() == "Clients"
    page.locator("#sheet").select_option("Archive")
    page.wait_for_selector(".preview td:text-is('Ivo')")
    page.locator("#sheet").select_option("Clients")
    page.wait_for_selector(".preview td:text-is('Ada')")
    small = page.evaluate(
        "[...document.querySelectorAll('.btn, .select, summary')].filter(e => e.offsetParent && e.offsetHeight < 44)"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert small == []
    page.get_by_role("button", name="Try it").click()
    heading(page, "What would happen")
    assert figure(page, "New") == "3"
    page.get_by_role("button", name="Import now").click()
    heading(page, "Imported")
    page.get_by_role("link", name="Ada Newman").click()
    page.wait_for_url("**/clients/*-*/")
    page.go_back()
    undo(page)


def test_a_wrong_file_is_answered_on_the_page(page: Page) -> None:
    page.goto("/exchange/import/")
    page.set_input_files("input[type=file]", {"name": "wedding.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0" + bytes(99)})  # fmt: skip
    page.get_by_role("button", name="Read the file").click()
    page.get_by_text("“wedding.jpg” could not be read").wait_for()
    assert page.evaluate("document.activeElement.matches('[data-focus-errors]')")
    is_open_to_everybody(page)
