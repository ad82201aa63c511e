"""The list of record kinds: one declaration per table decides how it leaves in the workbook and in the archive.

Declarations live in ``kinds/<module>.py``. A table that stays behind is declared too, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.db import models

Model = type[models.Model]
ModelField: TypeAlias = "models.Field[Any, Any]"


@dataclass(frozen=True, slots=True)
class RecordKind:
    """How the rows of one table leave the program, and come back.

    Everything follows from the model: all its stored columns travel, a foreign key by id and, in the workbook, by
    a readable column beside it (the ``label`` of the kind it points at).

    Attributes:
        name: the member ``data/<name>.jsonl`` of the archive; stable for ever.
        label: the column, or columns (the first one that is not blank), by which other sheets name a row.
        headers: other headers than the model's own, by field name.
        sheet: title of the sheet in the workbook; empty for rows that mean nothing to people (search words), which only
            the archive has.
        computed: fields that never leave: secrets, and what the database fills by itself.
        hidden: fields that mean nothing to people (sort keys): in the archive and not in the workbook.
        digits: unlimited text fields whose values look like numbers (postal codes), kept as text when edited too.
        studio_column: the column that holds the studio's id.
        only: SQL condition over ``t`` beside the studio, for tables that several studios share.
        archive_only_if: SQL condition over ``t`` for rows that an archive takes along; the workbook shows all.
        born_with_studio: a new studio already has rows of this kind; reading an archive replaces them.
    """

    name: str
    model: Model
    sheet: str
    label: str | tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    computed: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    digits: frozenset[str] = frozenset()
    studio_column: str = "studio_id"
    only: str = ""
    archive_only_if: str = ""
    born_with_studio: bool = False

    @property
    def table(self) -> str:
        """The table's name in the database."""
        return self.model._meta.db_table  # noqa: SLF001 - Django's documented Meta API

    @property
    def labels(self) -> tuple[str, ...]:
        """The columns of the label; none when rows of this kind have no name."""
        return (self.label,) if isinstance(self.label, str) else self.label

    @property
    def is_in_studio(self) -> bool:
        """Whether the row carries its studio, and with it a composite key."""
        return self.studio_column == "studio_id"

    def fields(self) -> tuple[ModelField, ...]:
        """Return the stored fields that travel, in the order of the model."""
        return tuple(
            item
            for item in self.model._meta.concrete_fields  # noqa: SLF001 - Django's documented Meta API
            if item.name not in self.computed
            and not isinstance(item, models.GeneratedField)
            and not (self.is_in_studio and item.name == "studio_id")
        )


_kinds: dict[str, RecordKind] = {}
_left_out: dict[Model, str] = {}


def export(kind: RecordKind) -> RecordKind:
    """Let a kind of record leave in every export.

    Raises:
        ValueError: the name, the sheet or the table is taken.
    """
    for other in _kinds.values():
        same_sheet = kind.sheet != "" and kind.sheet.casefold() == other.sheet.casefold()
        if kind.name == other.name or kind.model is other.model or same_sheet:
            message = f"“{kind.name}” is exported twice: its name, sheet or table is that of “{other.name}”."
            raise ValueError(message)
    _kinds[kind.name] = kind
    return kind


def leave_out(model: Model, reason: str) -> None:
    """Keep a table out of every export, for a stated reason.

    Raises:
        ValueError: no reason.
    """
    if not reason.strip():
        message = f"{model.__name__} is left out of exports without a reason."
        raise ValueError(message)
    _left_out[model] = reason


def left_out() -> Mapping[Model, str]:
    """Return the tables that stay behind, with the reasons."""
    return dict(_left_out)


def all_kinds() -> tuple[RecordKind, ...]:
    """Return every kind so that a row comes after the rows it points at; otherwise in the order of declaration.

    Raises:
        ValueError: kinds point at each other in a circle.
    """
    by_model = {kind.model: kind for kind in _kinds.values()}
    placed: dict[str, RecordKind] = {}
    open_: list[str] = []

    def place(kind: RecordKind) -> None:
        if kind.name in placed:
            return
        if kind.name in open_:
            message = "Record kinds point at each other in a circle: " + " → ".join([*open_, kind.name])
            raise ValueError(message)
        open_.append(kind.name)
        for target in targets_of(kind).values():
            if target in by_model and target is not kind.model:
                place(by_model[target])
        open_.pop()
        placed[kind.name] = kind

    for kind in _kinds.values():
        place(kind)
    return tuple(placed.values())


def kind_of(model: Model) -> RecordKind | None:
    """Return the kind that exports a model, or None."""
    return next((kind for kind in _kinds.values() if kind.model is model), None)


def targets_of(kind: RecordKind) -> dict[str, Model]:
    """Return the models a kind's rows point at, by field name."""
    found: dict[str, Model] = {}
    for item in kind.fields():
        related = item.remote_field.model if item.is_relation and item.remote_field is not None else None
        if isinstance(related, type):
            found[item.name] = related
    return found
