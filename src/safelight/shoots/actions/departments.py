"""Defining departments and who works in them."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.accounts.queries import names_of
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, action
from safelight.foundation.ids import new_id
from safelight.shoots.actions.naming import (
    LONGEST_NAME,
    change_named,
    ensure_defaults,
    free_name,
    named_row,
    next_order,
    told,
)
from safelight.shoots.models import Department, DepartmentMember, Status
from safelight.shoots.queries.cards import DepartmentCard
from safelight.shoots.queries.definitions import department_card


class AddDepartment(Frozen):
    """A new department; ``people`` are ids of people who work in the studio."""

    name: str = Field(max_length=LONGEST_NAME)
    color: str = Field(default="", max_length=20)
    people: tuple[UUID, ...] = Field(default=(), max_length=500)


class ChangeDepartment(Frozen):
    """What changes on a department; ``people`` are replaced whole, what is left out stays."""

    department_id: UUID
    name: str | None = Field(default=None, max_length=LONGEST_NAME)
    color: str | None = Field(default=None, max_length=20)
    order: int | None = Field(default=None, ge=0, le=1000)
    people: tuple[UUID, ...] | None = Field(default=None, max_length=500)
    archived: bool | None = None


@action("shoots.add_department", permission="shoots.manage", door="POST /departments")
def add_department(context: Context, data: AddDepartment) -> DepartmentCard:
    """Define a department."""
    ensure_defaults(context)
    name, key = free_name(Department, data.name)
    row = Department(id=new_id(), name=name, key=key, color=data.color, order=next_order(Department))
    row.save(force_insert=True)
    people = _set_people(row, data.people)
    context.subject("department", row.id, f"Department “{name}” was defined")
    context.undo_with("shoots.change_department", {"department_id": str(row.id), "archived": True})
    return department_card(row, people)


@action("shoots.change_department", permission="shoots.manage", door="PATCH /departments/{department_id}")
def change_department(context: Context, data: ChangeDepartment) -> DepartmentCard:
    """Rename a department, say who works in it, or archive it; one that statuses name cannot be archived."""
    ensure_defaults(context)
    row = named_row(Department, data.department_id)
    if data.archived and (used := Status.objects.filter(department_id=row.id, archived_at=None).first()):
        message = f"The status “{used.name}” belongs to “{row.name}”. Give it another department first."
        raise Conflict(message, code="in_use")
    changes = change_named(context, row, data, ("color", "order"))
    row.save()
    before = _people(row)
    people = before
    if data.people is not None and set(data.people) != set(before):
        people = _set_people(row, data.people)
        changes["people"] = [sorted(map(str, before)), sorted(map(str, people))]
    told(context, row, changes, "shoots.change_department", "department_id")
    return department_card(row, people)


def _people(row: Department) -> dict[UUID, str]:
    members = DepartmentMember.objects.filter(department_id=row.id).values_list("person_id", flat=True)
    return names_of(list(members))


def _set_people(row: Department, wanted: tuple[UUID, ...]) -> dict[UUID, str]:
    people = names_of(wanted)
    if set(people) != set(wanted):
        message = "Somebody named here does not work in the studio."
        raise InvalidInput(message, fields={"people": message})
    DepartmentMember.objects.filter(department_id=row.id).exclude(person_id__in=people).delete()
    known = set(DepartmentMember.objects.filter(department_id=row.id).values_list("person_id", flat=True))
    for person_id in people:
        if person_id not in known:
            DepartmentMember(department_id=row.id, person_id=person_id).save(force_insert=True)
    return people
