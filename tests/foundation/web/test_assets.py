"""The asset tag: from the manifest of the build to the HTML that loads it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.template import Context, Template
from pytest_django.fixtures import Settings

from safelight.foundation.web import assets
from safelight.foundation.web.assets import FrontEndMissing

MANIFEST = {
    "src/app.ts": {
        "file": "assets/app-1234abcd.js",
        "isEntry": True,
        "css": ["assets/app-9876.css"],
        "assets": ["assets/inter-latin-wght-normal-x.woff2", "assets/inter-greek-wght-normal-y.woff2"],
    },
    "src/part.ts": {"file": "assets/part-1.js"},
}


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(assets, "DIST", tmp_path)
    return tmp_path


def write(dist: Path, manifest: object) -> None:
    (dist / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_an_entry_loads_its_font_style_and_script_under_the_nonce(dist: Path) -> None:
    write(dist, MANIFEST)
    html = assets.tags("src/app.ts", "n0nce")
    assert '<script type="module" src="/static/foundation/dist/assets/app-1234abcd.js" nonce="n0nce"></script>' in html
    assert '<link rel="stylesheet" href="/static/foundation/dist/assets/app-9876.css" nonce="n0nce">' in html
    assert html.count("preload") == 1
    assert "inter-latin-wght" in html


def test_the_tag_writes_html_and_a_nonce_cannot_break_out(dist: Path) -> None:
    write(dist, MANIFEST)
    page = type("Page", (), {"nonce": '"><script>'})()
    html = Template('{% asset "src/app.ts" %}').render(Context({"furniture": page}))
    assert html.startswith('<link rel="preload"')
    assert "<script>" not in html


@pytest.mark.parametrize("content", [None, "{not json"])
def test_a_missing_build_says_what_to_run(dist: Path, content: str | None) -> None:
    if content is not None:
        (dist / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(FrontEndMissing, match="npm run build"):
        assets.entry("src/app.ts")


def test_an_unknown_entry_names_the_known_ones(dist: Path) -> None:
    write(dist, MANIFEST)
    with pytest.raises(FrontEndMissing, match=r"src/nothing\.ts; it has src/app\.ts"):
        assets.entry("src/nothing.ts")


def test_a_new_build_is_seen_while_developing_only(dist: Path, settings: Settings) -> None:
    settings.DEBUG = False
    write(dist, MANIFEST)
    first = assets.entry("src/app.ts").script
    newer = {"src/app.ts": {**MANIFEST["src/app.ts"], "file": "assets/app-new.js"}}
    write(dist, newer)
    assert assets.entry("src/app.ts").script == first
    settings.DEBUG = True
    assert assets.entry("src/app.ts").script.endswith("app-new.js")
