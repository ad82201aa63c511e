"""Taking an import back, whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from safelight.clients.actions import Blocked, bulk_remove, remove_unused, unfill, what_blocks
from safelight.clients.queries.matching import names_of
from safelight.exchange.models import ImportBatch, ImportedRow
from safelight.exchange.queries.imports import ChooseImport, ImportCard, card_of, find
from safelight.foundation.actions import Conflict, Context, action

_NAMED = 20


@action("exchange.undo_import", permission="exchange.import", door="POST /imports/{import_id}/undo")
def undo_import(context: Context, data: ChooseImport) -> ImportCard:
    """Undo an import.

    Takes out every client it created and what it completed on others. Where a row was touched since, nothing is undone
    and the answer names what blocks.
    """
    _refuse_unfinished(find(data.import_id))
    batch = find(data.import_id, lock=True)
    _refuse_unfinished(batch)
    rows = ImportedRow.objects.filter(batch_id=batch.id)
    created = [one for one in rows.filter(outcome="created").values_list("client_id", flat=True) if one is not None]
    fills = _together(
        (client_id, undo)
        for client_id, undo in rows.filter(undo__isnull=False).order_by("row", "id").values_list("client_id", "undo")
        if client_id is not None
    )
    made_here = set(created)
    versions = {client_id: undo["version"] for client_id, undo in fills.items() if client_id in made_here}
    blocked = what_blocks(created, versions)
    if blocked:
        raise _touched(blocked)
    changed_since = unfill(
        context, {client_id: undo for client_id, undo in fills.items() if client_id not in made_here}
    )
    if changed_since:
        names = names_of(changed_since)
        raise _touched(
            [Blocked(one, *names.get(one, (0, "A client")), "it was changed since") for one in changed_since]
        )
    bulk_remove(created, versions)
    remove_unused(batch.made)
    batch.state, batch.finished_at = ImportBatch.State.UNDONE, context.now
    batch.save(update_fields=["state", "finished_at"])
    context.subject("import", batch.id, f"An import was undone: {len(created)} clients taken out")
    return card_of(batch)


def _refuse_unfinished(batch: ImportBatch) -> None:
    if batch.state == ImportBatch.State.UNDONE:
        message = "This import was undone already."
        raise Conflict(message, code="undone")
    if batch.state != ImportBatch.State.DONE:
        message = "Only an import that has run can be undone."
        raise Conflict(message, code="not_done")


def _together(fills: Iterable[tuple[UUID, dict[str, Any]]]) -> dict[UUID, dict[str, Any]]:
    """Put several completions of one client into one: the oldest values, all additions, the newest version."""
    found: dict[UUID, dict[str, Any]] = {}
    for client_id, undo in fills:
        known = found.setdefault(client_id, {"before": {}, "added": {}, "version": 0})
        known["before"] = {**undo["before"], **known["before"]}
        for name, ids in undo["added"].items():
            known["added"][name] = [*known["added"].get(name, []), *ids]
        known["version"] = undo["version"]
    return found


def _touched(blocked: list[Blocked]) -> Conflict:
    lines = {
        f"clients.{one.number}": f"{one.display_name} (number {one.number}): {one.reason}." for one in blocked[:_NAMED]
    }
    more = f" and {len(blocked) - _NAMED} more" if len(blocked) > _NAMED else ""
    message = f"The import cannot be undone, because {len(blocked)} of its clients were touched since: "
    return Conflict(message + " ".join(lines.values()) + more, code="touched", fields=lines)
