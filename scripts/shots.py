#!/usr/bin/env python3
"""Pictures of every page of the demo studio, with an axe report: phone and desktop, light and dark.

Pages are found from the address list, so a new page is in it by itself. Pictures go to ``shots/``, contact sheets to
``shots/sheets/``. Exit status 1 when axe finds a violation or a page fails.

Usage: shots.py [--only TEXT] [--sheet-only]
"""

from __future__ import annotations

import argparse
import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "shots"
DATA = ROOT / "build" / "shots-data"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = {"phone": (390, 844), "desktop": (1440, 900)}
THEMES = ("light", "dark")
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PER_SHEET = 12


@dataclass
class Shot:
    """One picture and what was wrong on the page."""

    name: str
    path: Path
    faults: list[str] = field(default_factory=list)


@contextmanager
def running(data: Path) -> Iterator[str]:
    """Start the program with the demo studio and give its address; stop it at the end."""
    command = [ROOT / ".venv" / "bin" / "safelight", "up", "--demo", "--port", "0", "--data", str(data)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)  # noqa: S603 - our own program
    try:
        for line in process.stdout or ():
            if found := re.search(r"Safelight is ready: (http://\S+)", line):
                yield found[1].rstrip("/")
                break
        else:
            sys.exit("Safelight did not start.")
    finally:
        process.terminate()
        process.wait(60)


def pages(data: Path) -> list[tuple[str, str]]:
    """Return (route, address) of every page that answers a signed-in person's GET, found from the address list."""
    code = "from scripts.shot_list import main; main()"
    run = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT,
        env={**os.environ, "SAFELIGHT_DATA": str(data), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return [tuple(line.split("\t", 1)) for line in run.stdout.splitlines() if "\t" in line]  # type: ignore[misc]  # two parts


def sign_in(browser: Browser, base: str) -> dict[str, object]:
    """Sign in to the demo studio as a person does, and keep the cookies."""
    page = browser.new_page(base_url=base)
    page.goto("/sign-in/")
    page.locator("input[type=email], input[name=login]").first.fill("olivia@northlight.example")
    page.locator("input[type=password]").first.fill("northlight-demo")
    page.locator("input[type=password]").first.press("Enter")
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    state = page.context.storage_state()
    page.close()
    return dict(state)


def axe(page: Page) -> list[str]:
    """Run axe on the page and say what it found."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(v =>"
        " v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | '))"
    )
    return [str(item) for item in found]


def take(browser: Browser, base: str, state: dict[str, object], wanted: list[tuple[str, str]]) -> list[Shot]:
    """Take every picture."""
    shots = []
    for theme in THEMES:
        for width, (across, down) in WIDTHS.items():
            context = browser.new_context(
                base_url=base, storage_state=state, viewport={"width": across, "height": down}, color_scheme=theme,
                reduced_motion="reduce", bypass_csp=True,
            )  # fmt: skip
            page = context.new_page()
            errors: list[str] = []
            page.on("pageerror", lambda error, errors=errors: errors.append(f"script: {error.message[:200]}"))
            page.on(
                "console",
                lambda message, errors=errors: (
                    errors.append(f"console: {message.text[:200]}") if message.type == "error" else None
                ),
            )
            for route, address in wanted:
                errors.clear()
                name = re.sub(r"[^a-z0-9]+", "-", route.lower()).strip("-") or "home"
                shot = Shot(f"{name} {width} {theme}", OUT / width / theme / f"{name}.png")
                shot.path.parent.mkdir(parents=True, exist_ok=True)
                answer = page.goto(address, wait_until="load")
                page.wait_for_timeout(250)
                page.screenshot(path=shot.path, animations="disabled")
                status = answer.status if answer else 0
                shot.faults = [*(axe(page)), *(item for item in errors if "status of 4" not in item)]
                if status >= HTTPStatus.BAD_REQUEST:
                    shot.faults.append(f"answered {status}")
                wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                if wide > 0:
                    shot.faults.append(f"scrolls sideways by {wide} px")
                shots.append(shot)
            context.close()
    return shots


def sheets(browser: Browser, shots: list[Shot]) -> list[Path]:
    """Lay the pictures on contact sheets, drawn by the browser itself."""
    made = []
    folder = OUT / "sheets"
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        for theme in THEMES:
            chosen = [shot for shot in shots if shot.name.endswith(f" {width} {theme}")]
            for start in range(0, len(chosen), PER_SHEET):
                body = "".join(
                    f"<figure><img src='{shot.path.as_uri()}'><figcaption>{html.escape(shot.name)}"
                    f" {'✗ ' + str(len(shot.faults)) if shot.faults else ''}</figcaption></figure>"
                    for shot in chosen[start : start + PER_SHEET]
                )
                across = 6 if width == "phone" else 3
                source = folder / "sheet.html"
                source.write_text(
                    f"<style>body{{display:grid;grid-template-columns:repeat({across},1fr);gap:8px;font:12px sans-serif;"
                    f"background:#888}}img{{width:100%}}figure{{margin:0}}</style>{body}",
                    encoding="utf-8",
                )
                page = browser.new_page(viewport={"width": 1800, "height": 900})
                page.goto(source.as_uri())
                target = folder / f"{width}-{theme}-{start // PER_SHEET + 1}.png"
                page.screenshot(path=target, full_page=True)
                page.close()
                source.unlink()
                made.append(target)
    return made


def main() -> int:
    """Take the pictures, lay the sheets, say what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only pages whose address has this text")
    chosen = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("No Chromium was found; install the system's package “chromium”.")
    if not AXE.exists():
        sys.exit("axe-core is missing; run “make setup” first.")
    shutil.rmtree(OUT, ignore_errors=True)
    with running(DATA) as base:
        wanted = [pair for pair in pages(DATA) if chosen.only in pair[0]]
        if not wanted:
            sys.exit("No page was found to look at.")
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=CHROMIUM)
            shots = take(browser, base, sign_in(browser, base), wanted)
            made = sheets(browser, shots)
            browser.close()
    faults = [(shot.name, fault) for shot in shots for fault in shot.faults]
    for name, fault in faults:
        print(f"{name}: {fault}")
    print(
        f"{len(shots)} pictures of {len(wanted)} pages, {len(made)} contact sheets in shots/sheets, {len(faults)} faults"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
