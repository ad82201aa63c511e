"""A real browser against a real server: the whole program, as a person meets it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, Page

from tests.conftest import PASSWORD, Cast

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
DESK, PHONE = 1440, 390
_RUN_AXE = """async (theme) => {
  // Reduced motion makes every change of colour a very short transition: one frame per nested element.
  for (let frame = 0; frame < 120 && document.getAnimations().length; frame += 1) await new Promise(requestAnimationFrame);
  const told = (node) => `${node.html.slice(0, 160)} ${node.any[0]?.message}`;
  return (await axe.run()).violations.map((each) => `${theme} ${each.id}: ${each.nodes.map(told).join(" | ")}`);
}"""


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    """The machine's own Chromium."""
    return chromium


class Quiet(WSGIRequestHandler):
    """Answers without writing a line for each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(transactional_db: None) -> Iterator[str]:
    """A server of the whole program over the test database."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(StaticFilesHandler(WSGIHandler()))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def screen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A window as wide as a desk's, and one as wide as a phone's."""
    width: int = request.param
    opened = browser.new_context(
        viewport={"width": width, "height": 900 if width == DESK else 844},
        reduced_motion="reduce",
        locale="en-GB",
        has_touch=width == PHONE,
    )
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def page(screen: BrowserContext, address: str, cast: Cast) -> Iterator[Page]:
    """A page in which Ana is signed in; a script error or a breach of the content policy fails the test."""
    broken: list[str] = []
    opened = screen.new_page()
    opened.on("pageerror", lambda error: broken.append(str(error)))
    opened.on(
        "console",
        lambda line: (
            broken.append(f"{opened.url} {line.location}: {line.text}")
            if "Content Security Policy" in line.text
            else None
        ),
    )
    opened.goto(f"{address}/sign-in/")
    opened.fill("input[name=login]", cast.people["ana"].email)
    opened.fill("input[name=password]", PASSWORD)
    opened.click("main button[type=submit]")
    opened.wait_for_url(f"{address}/")
    yield opened
    assert broken == []


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page as it is, in the light and in the dark theme."""
    found: list[str] = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # one of the two words it takes
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found += page.evaluate(_RUN_AXE, theme)
    page.emulate_media(color_scheme="light")
    return found
