"""The list of what the program stands on, with a reason for each, is the list that is installed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]


def installed() -> set[str]:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    return {canonicalize_name(Requirement(line).name) for line in declared}


def argued_for(text: str) -> dict[str, str]:
    """Return why each package is there, by its name."""
    found: dict[str, str] = {}
    for names, why in re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE):
        found |= {
            canonicalize_name(name.strip()): why.strip() for name in names.split(",") if name.strip() != "package"
        }
    found.pop("---", None)
    return found


def test_every_package_has_its_reason_and_no_other_stands_there() -> None:
    reasons = argued_for((ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"))
    assert reasons.keys() == installed()
    assert all(len(why.split()) > 1 for name, why in reasons.items() if name != "lucide")


def test_a_missing_and_a_left_over_line_would_be_seen() -> None:
    text = "| package | why |\n|---|---|\n| one, Two_a | they do this |\n"
    assert argued_for(text) == {"one": "they do this", "two-a": "they do this"}
