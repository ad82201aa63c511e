#!/usr/bin/env python3
"""The static gate: ruff's security rules, our own ast-grep rules, templates and secrets.

Usage: security_gate.py [FOLDER …]. Prints one line per finding; exit status 1 when there is any.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
NO_SOURCE = r"/(dist|node_modules|__pycache__)/|\.(pyc|woff2)$"
# What a template may not do: print unescaped, run a script of its own, carry inline handlers or styles.
TEMPLATE_RULES = {
    "template-safe": re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off"),
    "template-inline-script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.IGNORECASE
    ),
    "template-inline-style": re.compile(r"<style\b|\sstyle=[\"']", re.IGNORECASE),
    "template-inline-handler": re.compile(r"\son[a-z]+=[\"']|hx-on|[\"']js:", re.IGNORECASE),
}


@dataclass(frozen=True)
class Finding:
    """One place that breaks a rule."""

    path: str
    line: int
    rule: str


def scan(folders: list[Path]) -> list[Finding]:
    """Return what all scanners find in the folders."""
    found = [*by_ruff(folders), *by_ast_grep(folders), *in_templates(folders), *secrets(folders)]
    return sorted(set(found), key=lambda finding: (finding.path, finding.line, finding.rule))


def by_ruff(folders: list[Path]) -> list[Finding]:
    """Run ruff's bandit rules."""
    run = subprocess.run(  # noqa: S603 - our own tool
        [BIN / "ruff", "check", "--select", "S", "--output-format", "json", "--exit-zero", *folders],
        capture_output=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return [Finding(item["filename"], item["location"]["row"], item["code"]) for item in json.loads(run.stdout)]


def by_ast_grep(folders: list[Path]) -> list[Finding]:
    """Run the rules of gate/rules."""
    run = subprocess.run(  # noqa: S603 - our own tool
        [BIN / "ast-grep", "scan", "--config", ROOT / "gate" / "sgconfig.yml", "--json=compact", *folders],
        capture_output=True, check=False, cwd=ROOT,
    )  # fmt: skip
    if not run.stdout.strip():
        raise SystemExit(run.stderr.decode() or "ast-grep said nothing")
    return [
        Finding(item["file"], item["range"]["start"]["line"] + 1, item["ruleId"]) for item in json.loads(run.stdout)
    ]


def in_templates(folders: list[Path]) -> list[Finding]:
    """Look for what strict CSP and escaping forbid in templates."""
    return [
        Finding(str(path), number, rule)
        for folder in folders
        for path in sorted(folder.rglob("*.html"))
        if "node_modules" not in path.parts and "dist" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for rule, pattern in TEMPLATE_RULES.items()
        if pattern.search(line)
    ]


def secrets(folders: list[Path]) -> list[Finding]:
    """Run detect-secrets over every file, tracked by git or not."""
    run = subprocess.run(  # noqa: S603 - our own tool
        [BIN / "detect-secrets", "-c", "2", "scan", "--all-files", "--no-verify", "--exclude-files", NO_SOURCE, *folders],
        capture_output=True, check=True, cwd=ROOT,
    )  # fmt: skip
    allowed = "pragma: allowlist secret"
    return [
        Finding(path, item["line_number"], "secret")
        for path, items in json.loads(run.stdout)["results"].items()
        for item in items
        if allowed not in Path(ROOT / path).read_text(encoding="utf-8").splitlines()[item["line_number"] - 1]
    ]


def main() -> int:
    """Scan the program, or the folders named."""
    folders = [Path(name).resolve() for name in sys.argv[1:]] or [ROOT / "src"]
    found = scan(folders)
    for finding in found:
        print(f"{finding.path}:{finding.line}: {finding.rule}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
