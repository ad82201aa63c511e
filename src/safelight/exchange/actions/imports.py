"""An import from upload to run: understood, changed, tried, run, stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from uuid import UUID

from pydantic import Base64Bytes, Field

from safelight.exchange.events import ImportRequested
from safelight.exchange.imports import files
from safelight.exchange.imports.plan import Choices, Plan, signature
from safelight.exchange.imports.running import understand
from safelight.exchange.models import ImportBatch, MappingTemplate
from safelight.exchange.queries.imports import ChooseImport, ImportCard, card_of, find
from safelight.foundation.actions import Conflict, Context, Frozen, Refused, action
from safelight.foundation.ids import new_id
from safelight.foundation.models import Work
from safelight.foundation.work import queue_work

Content = Annotated[Base64Bytes, Field(max_length=files.LARGEST_BYTES)]


class AddImport(Frozen):
    """A client file of any kind, its bytes in Base64, and what is known of it already."""

    filename: str = Field(max_length=255)
    content: Content
    choices: Choices = Choices()


class UploadImport(Frozen):
    """A client file that lies on this machine for the length of the call."""

    path: Path
    filename: str = Field(max_length=255)
    choices: Choices = Choices()


class ChangeImport(Frozen):
    """Other choices; they replace all earlier ones."""

    import_id: UUID
    choices: Choices


class KeepTemplate(Frozen):
    """Remember the mapping of this import under a name."""

    import_id: UUID
    name: str = Field(min_length=1, max_length=120)


@action("exchange.add_import", permission="exchange.import", door="POST /imports")
def add_import(context: Context, data: AddImport) -> ImportCard:
    """Upload a client file.

    Nothing is imported yet: the answer says what the file was taken for. Change it, try it, then run it.
    """
    with files.as_path([data.content]) as path:
        return _taken_in(context, UploadImport(path=path, filename=data.filename, choices=data.choices))


@action("exchange.upload_import", permission="exchange.import")
def upload_import(context: Context, data: UploadImport) -> ImportCard:
    """Take an uploaded client file in.

    What the import page does with a file that was dropped on it; it is read where it lies.
    """
    return _taken_in(context, data)


def _taken_in(context: Context, data: UploadImport) -> ImportCard:
    batch, _ = new_batch(context, data.path, data.filename, data.choices)
    batch.fingerprint, batch.size = files.fingerprint(data.path)
    batch.save(force_insert=True)
    files.keep(context, batch, data.path)
    context.subject("import", batch.id, "A client file was uploaded")
    return card_of(batch)


def new_batch(context: Context, path: Path, filename: str, choices: Choices) -> tuple[ImportBatch, Plan]:
    """Return an unsaved batch and its plan for a readable file.

    Raises:
        Refused: the file cannot be read.
        InvalidInput: a choice does not exist in this file.
    """
    plan = understand(context, path, filename, choices)
    batch = ImportBatch(
        id=new_id(), kind="clients", filename=Path(filename).name[:255] or "file", state=ImportBatch.State.READ,
        choices=choices.model_dump(mode="json"), understood=plan.understood().model_dump(mode="json"),
        created_by=context.actor.label, created_at=context.now,
    )  # fmt: skip
    return batch, plan


@action("exchange.change_import", permission="exchange.import", door="PATCH /imports/{import_id}")
def change_import(context: Context, data: ChangeImport) -> ImportCard:
    """Change how a file is understood."""
    batch = _open_batch(data.import_id)
    with files.opened(batch) as path:
        plan = understand(context, path, batch.filename, data.choices)
    batch.choices = data.choices.model_dump(mode="json")
    batch.understood = plan.understood().model_dump(mode="json")
    batch.state, batch.report, batch.work = ImportBatch.State.READ, {}, None
    batch.save(update_fields=["choices", "understood", "state", "report", "work"])
    context.subject("import", batch.id, "The reading of a client file was changed")
    return card_of(batch)


@action("exchange.try_import", permission="exchange.import", door="POST /imports/{import_id}/trial")
def try_import(context: Context, data: ChooseImport) -> ImportCard:
    """Try an import out.

    Runs in the background and takes everything back; the report says what a real run would do with each row.
    """
    return _queue(context, data.import_id, trial=True)


@action("exchange.run_import", permission="exchange.import", door="POST /imports/{import_id}/run")
def run_import(context: Context, data: ChooseImport) -> ImportCard:
    """Run an import.

    Runs in the background, all or nothing; the mapping is remembered for files with the same column names.
    """
    return _queue(context, data.import_id, trial=False)


@action("exchange.stop_import", permission="exchange.import", door="POST /imports/{import_id}/cancellation")
def stop_import(context: Context, data: ChooseImport) -> ImportCard:
    """Stop a trial or run; nothing of it is kept."""
    batch = find(data.import_id)
    work = batch.work
    if work is None or work.state not in {Work.State.QUEUED, Work.State.RUNNING}:
        message = "This import is not running."
        raise Conflict(message, code="not_running")
    # What no worker has begun is over at once; a worker that begins this very moment sees the wish.
    Work.objects.filter(id=work.id).update(cancel_wanted=True)
    Work.objects.filter(id=work.id, state=Work.State.QUEUED).update(
        state=Work.State.CANCELLED, message="Stopped before it began.", finished_at=context.now
    )
    work.refresh_from_db()
    context.subject("import", batch.id, "An import was stopped")
    return card_of(batch)


@action("exchange.drop_import", permission="exchange.import", door="DELETE /imports/{import_id}")
def drop_import(context: Context, data: ChooseImport) -> ImportCard:
    """Drop an uploaded file that was not imported."""
    batch = _open_batch(data.import_id)
    card = card_of(batch)
    batch.delete()
    context.subject("import", card.id, "An uploaded client file was dropped")
    return card


@action("exchange.keep_mapping", permission="exchange.import", door="POST /imports/{import_id}/mapping")
def keep_mapping(context: Context, data: KeepTemplate) -> ImportCard:
    """Remember a mapping for files with the same column names."""
    batch = find(data.import_id)
    remember(context, card_of(batch), data.name)
    context.subject("import", batch.id, "A mapping was remembered")
    return card_of(batch)


def remember(context: Context, card: ImportCard, name: str) -> None:
    """Keep the mapping of an import as a template; the newest for a set of column names wins."""
    mapping = card.understood.mapping
    MappingTemplate.objects.update_or_create(
        studio_id=context.studio.id,
        kind=card.kind,
        signature=signature(list(mapping)),
        defaults={"name": name, "targets": mapping, "used_at": context.now},
    )


def remember_used(context: Context, card: ImportCard) -> None:
    """Keep the mapping of an import that has run; a name that a person gave it stays.

    Files without column names are not remembered: “Column A” says nothing about the next file.
    """
    if card.understood.header_row is None:
        return
    columns = signature(list(card.understood.mapping))
    known = MappingTemplate.objects.filter(kind=card.kind, signature=columns).values_list("name", flat=True).first()
    remember(context, card, known or card.filename)


def _open_batch(import_id: UUID) -> ImportBatch:
    _refuse_closed(find(import_id))
    batch = find(import_id, lock=True)
    _refuse_closed(batch)
    return batch


def _refuse_closed(batch: ImportBatch) -> None:
    if batch.state in {ImportBatch.State.DONE, ImportBatch.State.UNDONE}:
        message = "This import has run. Upload the file again to import it once more."
        raise Conflict(message, code="already_run")
    if batch.work_id and batch.work is not None and batch.work.state in {Work.State.QUEUED, Work.State.RUNNING}:
        message = "This import is running. Wait for it, or stop it first."
        raise Conflict(message, code="running")


def _queue(context: Context, import_id: UUID, *, trial: bool) -> ImportCard:
    batch = _open_batch(import_id)
    card = card_of(batch)
    if not any(column.target != "ignore" for column in card.understood.columns):
        message = "No column goes anywhere yet. Choose a field for at least one column."
        raise Refused(message, code="nothing_mapped")
    expected = next((sheet.rows for sheet in card.understood.sheets if sheet.name == card.understood.sheet), None)
    title = f"{'Trial of' if trial else 'Import of'} {batch.filename}"
    batch.work = queue_work(context, "import", title, total=expected)
    batch.save(update_fields=["work"])
    context.subject("import", batch.id, "A trial was asked for" if trial else "An import was asked for")
    context.publish(
        ImportRequested(import_id=batch.id, work_id=batch.work.id, trial=trial, asked_by=context.actor.label)
    )
    return card_of(batch)
