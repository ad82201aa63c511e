"""How much a cold office page may weigh, measured on the build."""

from __future__ import annotations

from pathlib import Path

import brotli
import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from safelight.foundation.web.assets import DIST, FOLDER, entry

SCRIPT_KB = 20
COLD_KB = 100
FRONTEND = Path(__file__).parents[3] / "frontend"


def built(name: str) -> Path:
    return DIST / name.removeprefix(FOLDER)


def weight(path: Path) -> float:
    """Return the kilobytes sent: fonts as they are, the rest as brotli."""
    raw = path.read_bytes()
    return len(raw if path.suffix == ".woff2" else brotli.compress(raw)) / 1000


def test_the_script_fits() -> None:
    assert weight(built(entry("src/app.ts").script)) <= SCRIPT_KB


def test_a_cold_page_fits_with_its_font(signed_in: Client, settings: Settings) -> None:
    settings.DEBUG = True
    parts = entry("src/app.ts")
    page = len(brotli.compress(signed_in.get("/design/").content, quality=5)) / 1000
    assert page + sum(weight(built(name)) for name in (parts.script, *parts.styles, *parts.fonts)) <= COLD_KB


def test_nothing_is_fetched_from_elsewhere() -> None:
    for path in [built(entry("src/app.ts").script), *(built(name) for name in entry("src/app.ts").styles)]:
        words = path.read_text(encoding="utf-8").replace("http://www.w3.org", "").replace("https://tailwindcss.com", "")
        assert "https://" not in words.replace("https://four.htmx.org", "")


@pytest.mark.parametrize("path", sorted((FRONTEND / "src" / "elements").glob("*.ts")), ids=lambda path: path.stem)
def test_an_element_stays_small_and_is_named_by_two_nouns(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    assert len(words.splitlines()) < 150
    assert f'customElements.define("{path.stem}"' in words
    assert path.stem.count("-") == 1


def test_versions_are_exact_and_the_lock_names_no_address() -> None:
    package = (FRONTEND / "package.json").read_text(encoding="utf-8")
    assert "^" not in package
    assert "~" not in package
    assert "resolved" not in (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
