"""The reference of all verbs, as a page, made from the registry."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from safelight.foundation.api.verbs import Verb, fields_of

HEAD = """\
# Every verb

What can be done in Safelight, by people in pages and by programs through the JSON API ([api.md](api.md)), the MCP door
([mcp.md](mcp.md)) and the command line (`safelight call NAME`). Needed fields are **bold**; the whole input and answer of
each verb stand in `/api/v1/openapi.json`. As an MCP tool a verb is written with `_` for the dot. A verb without a door is a step of the
program's own work: no program may call it, the machine's operator may.

<!-- Made by `make docs`: change the action or query instead. -->
"""
TABLE = "| verb | does | needs the permission | door | fields |\n|---|---|---|---|---|\n"


def reference_page(verbs: Iterable[Verb]) -> str:
    """Return the page: a table per module, verbs by name."""
    ordered = sorted(verbs, key=lambda verb: verb.name)
    parts = [HEAD]
    for module, found in groupby(ordered, key=lambda verb: verb.name.split(".", 1)[0]):
        parts.append(f"\n## {module}\n\n{TABLE}" + "".join(_row(verb) for verb in found))
    return "".join(parts)


def _row(verb: Verb) -> str:
    door = f"`{verb.door.method} {verb.door.path}`" if verb.door else "none"
    trial = " May be tried with `dry_run`." if verb.is_write and getattr(verb, "dry_run", False) else ""
    schema = verb.input.model_json_schema()
    needed = schema.get("required", ())
    fields = ", ".join(f"**{name}**" if name in needed else name for name in fields_of(schema))
    permission = f"`{verb.permission}`" if verb.permission else "none"
    return f"| `{verb.name}` | {verb.summary}.{trial} | {permission} | {door} | {fields} |\n"
