"""Names of tags, groups, sources, stages and custom fields turned into rows, made where they are missing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final, TypeVar
from uuid import UUID

from safelight.clients.models import CustomField, Group, Source, Stage, Tag
from safelight.clients.rules.custom import CustomValue, Definition, FieldType, read_value
from safelight.clients.rules.names import fold
from safelight.clients.rules.pipeline import DEFAULT_STAGES, default_stage_id
from safelight.foundation.actions import Context, InvalidInput
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import current_studio_id

Named = TypeVar("Named", Tag, Group, Source)
Made = TypeVar("Made", Tag, Group, Source, Stage, CustomField)

# What a file may bring; a person may define more.
_MOST_STAGES: Final = 100
_MOST_FIELDS: Final = 500
_LONGEST_LABEL: Final = 80
_MOST_COMBINATIONS: Final = 10_000


def key_of(name: str) -> str:
    """Return the key under which a name is given once: folded, blanks collapsed."""
    return " ".join(fold(name).split())


def ensure_stages(studio_id: UUID) -> None:
    """Give a studio the default stages unless it has them (removed ones are archived, so they do not come back)."""
    rows = [
        Stage(
            id=default_stage_id(studio_id, name),
            studio_id=studio_id,
            name=name,
            key=key_of(name),
            kind=kind,
            color=color,
            order=order,
        )
        for order, (name, kind, color) in enumerate(DEFAULT_STAGES, start=1)
    ]
    Stage.objects.bulk_create(rows, ignore_conflicts=True)


class Sorting:
    """What a studio sorts its clients by, read once and extended while clients are written.

    With ``strict`` an unknown group, source or custom field is refused unless the actor may define them;
    without (imports) everything missing is made, and a value that does not fit its field's type is told
    by :meth:`custom_values` for the caller to keep elsewhere. ``made`` lists what was made, by table, so that
    it can be taken out again.
    """

    def __init__(self, context: Context, *, strict: bool) -> None:
        """Read nothing yet: each list is read when it is first needed."""
        self.context = context
        self.strict = strict
        self.made: dict[str, list[UUID]] = {}
        self._combinations: dict[tuple[str, ...], dict[UUID, str]] = {}

    def make_missing(self, tags: Iterable[str], groups: Iterable[str], sources: Iterable[str]) -> None:
        """Make all of these that are unknown in two statements per kind: thousands of words, one by one, take long."""
        for model, known, names in (
            (Tag, "_tags", _clean(tags)),
            (Group, "_groups", _clean(groups)),
            (Source, "_sources", [" ".join(name.split()) for name in sources]),
        ):
            if names:
                self._make_all(model, getattr(self, known), names)

    def tags(self, names: Iterable[str]) -> dict[UUID, str]:
        """Return tag id to its name, making unknown tags."""
        return {row.id: row.name for row in (self._of(Tag, self._tags, name, "") for name in _clean(names))}

    def same_tags(self, names: tuple[str, ...]) -> dict[UUID, str]:
        """Return :meth:`tags` of names as they stand, remembered: a file's rows repeat a few combinations."""
        found = self._combinations.get(names)
        if found is None:
            found = self.tags(names)
            if len(self._combinations) < _MOST_COMBINATIONS:
                self._combinations[names] = found
        return found

    def known_tags(self, names: Iterable[str]) -> dict[UUID, str]:
        """Return tag id to its name, leaving out unknown tags."""
        found = (self._tags.get(name) or self._tags.get(key_of(name)) for name in _clean(names))
        return {row.id: row.name for row in found if row}

    def groups(self, names: Iterable[str]) -> dict[UUID, str]:
        """Return group id to its name; raises InvalidInput for one that the actor may not define."""
        return {row.id: row.name for row in (self._of(Group, self._groups, name, "groups") for name in _clean(names))}

    def known_groups(self, names: Iterable[str]) -> dict[UUID, str]:
        """Return group id to its name, leaving out unknown groups."""
        found = (self._groups.get(name) or self._groups.get(key_of(name)) for name in _clean(names))
        return {row.id: row.name for row in found if row}

    def source(self, name: str) -> Source | None:
        """Return the source, None for no name; raises InvalidInput for one that the actor may not define."""
        cleaned = " ".join(name.split())
        return self._of(Source, self._sources, cleaned, "source") if cleaned else None

    def stage(self, name: str) -> Stage | None:
        """Return the stage, None for no name; raises InvalidInput for an unknown one.

        Not strict, it makes unknown ones up to a bound and returns None beyond: a column of a hundred different words
        is no pipeline, and the board would drown in it.
        """
        cleaned = " ".join(name.split())
        if not cleaned:
            return None
        found = self._stages.get(cleaned) or self._stages.get(key_of(cleaned))
        if found is None:
            rows = {row.id: row for row in self._stages.values()}.values()
            if self.strict:
                message = f"There is no stage “{cleaned}”. There are {', '.join(f'“{row.name}”' for row in rows)}."
                raise InvalidInput(message, fields={"stage": message})
            if len(rows) >= _MOST_STAGES:
                return None
            order = max((row.order for row in rows), default=0) + 1
            found = self._make(Stage(id=new_id(), name=cleaned, key=key_of(cleaned), kind=Stage.Kind.OPEN, order=order))
            self._stages[found.key] = found
        return found

    def custom_ids(self, labels: Iterable[str]) -> list[str]:
        """Return the ids of the custom fields that are named, leaving out unknown ones."""
        found = (self._definition(label) for label in labels)
        return [definition.id for definition in found if definition]

    def custom_values(self, given: Iterable[tuple[str, object]]) -> tuple[dict[str, CustomValue], dict[str, str]]:
        """Return values by definition id, and what did not fit: label to a sentence.

        A field is named by its id or its label.
        """
        values: dict[str, CustomValue] = {}
        refused: dict[str, str] = {}
        for label, value in given:
            definition = self._definition(label)
            if definition is None:
                refused[label] = f"There is no custom field “{label}”."
                continue
            try:
                read = read_value(definition, value, self.context.studio.currency)
            except ValueError as error:
                refused[label] = str(error)
                continue
            if read is not None:
                values[definition.id] = read
        return values, refused

    def _definition(self, label: str) -> Definition | None:
        found = self._fields.get(label) or self._fields.get(key_of(label))
        if found is None and not self.strict and len(self._fields) < 2 * _MOST_FIELDS:
            tidy = " ".join(label.split())
            if not tidy or len(tidy) > _LONGEST_LABEL:
                return None
            row = self._make(
                CustomField(
                    id=new_id(), label=tidy, key=key_of(label), type=FieldType.TEXT, order=len(self._fields) // 2
                )
            )
            if row.archived_at is not None:
                # A person put this field away: its values are kept elsewhere, not where nobody sees them.
                return None
            found = self._fields[row.key] = self._fields[str(row.id)] = definition_of(row)
        return found

    def _of(self, model: type[Named], known: dict[str, Named], name: str, field: str) -> Named:
        found = known.get(name) or known.get(key_of(name))
        if found is not None:
            return found
        if field and self.strict and not self.context.actor.may("clients.manage"):
            message = f"There is no {model.__name__.lower()} “{name}”. Ask the owner of the studio to define it."
            raise InvalidInput(message, fields={field: message})
        row = known[key_of(name)] = self._make(model(id=new_id(), name=name, key=key_of(name)))
        return row

    def _make_all(self, model: type[Named], known: dict[str, Named], names: Iterable[str]) -> None:
        fresh: dict[str, str] = {}
        for name in names:
            if name and name not in known and (key := key_of(name)) not in known:
                fresh.setdefault(key, name)
        rows = [model(id=new_id(), studio_id=current_studio_id(), name=name, key=key) for key, name in fresh.items()]
        model.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
        kept = {row.key: row for row in model.objects.filter(key__in=list(fresh))} if fresh else {}
        known.update(kept)
        self._note_made(row for row in rows if kept[row.key].id == row.id)

    def _note_made(self, rows: Iterable[Tag | Group | Source | Stage | CustomField]) -> None:
        for row in rows:
            self.made.setdefault(f"clients_{type(row).__name__.lower()}", []).append(row.id)

    def _make(self, row: Made) -> Made:
        """Save a new row, or return the one that somebody else made under its key since the list was read."""
        row.studio_id = current_studio_id()
        type(row).objects.bulk_create([row], ignore_conflicts=True)
        kept = type(row).objects.get(key=row.key)
        if kept.id == row.id:
            self._note_made([row])
        return kept

    @cached_property
    def _tags(self) -> dict[str, Tag]:
        return _by_key(Tag)

    @cached_property
    def _groups(self) -> dict[str, Group]:
        return _by_key(Group)

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return _by_key(Source)

    @cached_property
    def _stages(self) -> dict[str, Stage]:
        ensure_stages(current_studio_id())
        rows = list(Stage.objects.order_by("order"))
        return {row.key: row for row in rows} | {str(row.id): row for row in rows}

    @cached_property
    def _fields(self) -> dict[str, Definition]:
        rows = list(CustomField.objects.filter(archived_at=None))
        by_key = {row.key: definition_of(row) for row in rows}
        return by_key | {definition.id: definition for definition in by_key.values()}


def definition_of(row: CustomField) -> Definition:
    """Return what reading a value needs of a custom field."""
    return Definition(id=str(row.id), label=row.label, type=FieldType(row.type), choices=tuple(row.choices))


def _by_key(model: type[Named]) -> dict[str, Named]:
    rows = list(model.objects.all())
    return {row.key: row for row in rows} | {str(row.id): row for row in rows}


def _clean(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(cleaned for name in names if (cleaned := " ".join(name.split()).lstrip("#"))))


__all__ = ["Sorting", "definition_of", "ensure_stages", "key_of"]
