"""Row-level security of the shoots tables: every reference stays inside its own studio."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql

_SHOOT = {"shoot_id": "shoots_shoot"}


class Migration(migrations.Migration):
    """Walls first: no row is ever written to a table without them."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("shoots", "0001_initial"),
        ("accounts", "0002_walls"),
        ("clients", "0002_walls"),
        ("calendar", "0002_walls"),
    ]
    operations: ClassVar[list[migrations.RunSQL]] = [
        sql.secure_table("shoots_department"),
        sql.secure_table("shoots_departmentmember", {"department_id": "shoots_department"}),
        sql.secure_table("shoots_tasklist"),
        sql.secure_table("shoots_tasklistitem", {"list_id": "shoots_tasklist", "department_id": "shoots_department"}),
        sql.secure_table("shoots_workflow"),
        sql.secure_table(
            "shoots_status",
            {
                "workflow_id": "shoots_workflow",
                "department_id": "shoots_department",
                "task_list_id": "shoots_tasklist",
            },
        ),
        sql.secure_table("shoots_sessiontype", {"workflow_id": "shoots_workflow", "task_list_id": "shoots_tasklist"}),
        sql.secure_table("shoots_typeresource", {"type_id": "shoots_sessiontype", "resource_id": "calendar_resource"}),
        sql.secure_table("shoots_sessionfield"),
        sql.secure_table("shoots_savedview"),
        sql.secure_table(
            "shoots_shoot",
            {
                "type_id": "shoots_sessiontype",
                "client_id": "clients_client",
                "workflow_id": "shoots_workflow",
                "status_id": "shoots_status",
                "location_id": "accounts_location",
                "photographer_id": "calendar_resource",
            },
        ),
        sql.run([sql.foreign_key("shoots_shoot", "copied_from_id", "shoots_shoot")]),
        sql.secure_table("shoots_participant", _SHOOT, studio_exists=False),
        sql.secure_table("shoots_shot", _SHOOT, studio_exists=False),
        sql.secure_table("shoots_shoottag", _SHOOT, studio_exists=False),
        sql.secure_table(
            "shoots_statusstay",
            {**_SHOOT, "status_id": "shoots_status", "department_id": "shoots_department"},
            studio_exists=False,
        ),
        sql.secure_table("shoots_outcome", _SHOOT, studio_exists=False),
        sql.secure_table(
            "shoots_task", {**_SHOOT, "client_id": "clients_client", "department_id": "shoots_department"}
        ),
        # A device that was offline makes the ids of sessions and tasks itself: they are unique in their studio alone.
        sql.ids_of_a_studio("shoots_shoot"),
        sql.ids_of_a_studio("shoots_task"),
    ]
