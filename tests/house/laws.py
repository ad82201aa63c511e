"""The laws of the house that can be read off the source, as functions over a tree, so that breaches can be seeded."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

LONGEST = 400
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
# Rooms that only look. Writes of rows belong to actions; the others call them.
LOOKING_ROOMS = ("web", "api", "queries", "rules", "templates", "templatetags")
# Writes outside actions, each with its reason.
WRITES_ALLOWED = {
    "accounts/web/": "sign-in machinery of allauth writes sessions and factors before any studio is known",
}
_WRITE = re.compile(
    r"\.(bulk_create|bulk_update|get_or_create|update_or_create)\(|\.objects(\.\w+\([^()]*\))*\.(create|update|delete)\("
    r"|\b\w+\.save\((?!.*commit)"
)
_INCLUDE = re.compile(r"{%\s*(?:include|extends|partial)\s+[\"']([a-z_]+)/")
_RELATED = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def python_files(root: Path) -> Iterator[Path]:
    """Every Python file of a tree, migrations that Django wrote left out."""
    for path in sorted(root.rglob("*.py")):
        if "migrations" not in path.parts and "node_modules" not in path.parts:
            yield path


def too_long(root: Path) -> list[str]:
    """Files that should be a package of the same name."""
    return [
        f"{path.relative_to(root)} has {count} lines"
        for path in python_files(root)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    ]


def nameless_drawers(root: Path) -> list[str]:
    """Files and folders named after nothing."""
    return [str(path.relative_to(root)) for path in python_files(root) if FORBIDDEN_NAMES & {path.stem, *path.parts}]


def writes_outside_actions(root: Path) -> list[str]:
    """Rooms that only look, yet write rows."""
    found = []
    for path in python_files(root):
        place = path.relative_to(root)
        if not set(LOOKING_ROOMS) & {part.removesuffix(".py") for part in place.parts[1:]}:
            continue
        if place.parts[0] == "foundation" or str(place).startswith(tuple(WRITES_ALLOWED)):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if _WRITE.search(line):
                found.append(f"{place}:{number} writes outside an action")
    return found


def doors_that_do(root: Path) -> list[str]:
    """The front doors (desk, portal) import queries, never actions."""
    found = []
    for path in python_files(root):
        place = path.relative_to(root)
        if place.parts[0] not in {"desk", "portal"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = node.module if isinstance(node, ast.ImportFrom) else ""
            if module and re.match(r"safelight\.(?!foundation)\w+\.actions", module):
                found.append(f"{place}:{node.lineno} imports {module}")
    return found


def keys_that_look_back(root: Path) -> list[str]:
    """Foreign keys whose target gets an attribute back: the lower floor must not know the upper one."""
    found = []
    for path in python_files(root):
        if "models" not in {part.removesuffix(".py") for part in path.relative_to(root).parts}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _RELATED):
                continue
            names = {keyword.arg: keyword.value for keyword in node.keywords}
            related = names.get("related_name")
            if not (isinstance(related, ast.Constant) and related.value == "+"):
                found.append(f"{path.relative_to(root)}:{node.lineno} needs related_name='+'")
    return found


def foreign_templates(root: Path) -> list[str]:
    """Templates that include pieces of another module than their own and the foundation."""
    found = []
    for path in sorted(root.rglob("*.html")):
        place = path.relative_to(root)
        if "templates" not in place.parts or "node_modules" in place.parts:
            continue
        known = {place.parts[0], "foundation", "account", "mfa", "usersessions"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found += [
                f"{place}:{number} includes a piece of {owner}"
                for owner in _INCLUDE.findall(line)
                if owner not in known
            ]
    return found


def without_docstring(root: Path) -> list[str]:
    """Modules that do not say what they are for."""
    return [
        str(path.relative_to(root))
        for path in python_files(root)
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]


LAWS = (
    too_long,
    nameless_drawers,
    writes_outside_actions,
    doors_that_do,
    keys_that_look_back,
    foreign_templates,
    without_docstring,
)
