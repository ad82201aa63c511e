"""Rows, inputs and forms of the shoots module for the house tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from safelight.foundation.actions import Context, ask, queries
from tests.house.doing import do, identifier
from tests.house.form import Form

Ids = Mapping[str, str]
Example = Callable[[Ids], dict[str, Any]]

PARAMETERS = {
    "department_id": "department",
    "session_field_id": "session_field",
    "session_view_id": "session_view",
    "shoot_id": "shoot",
    "shot_id": "shot",
    "status_id": "status",
    "task_id": "task",
    "task_list_id": "task_list",
    "type_id": "session_type",
    "workflow_id": "workflow",
}
_DATE = "sessions/<uuid:shoot_id>/dates/<uuid:appointment_id>"
BY_ADDRESS = {
    (f"{_DATE}/cancellation/", "appointment_id"): "shoot_date",
    (f"{_DATE}/move/", "appointment_id"): "shoot_date",
    ("sessions/<uuid:shoot_id>/reopening/", "shoot_id"): "shoot_cancelled",
    ("sessions/<uuid:shoot_id>/restoration/", "shoot_id"): "shoot_removed",
}
WITHOUT_DOOR = {
    "shoots.follow_calendar": "a step of hearing that a date was moved in the calendar; it says what the calendar knows",
    "shoots.note_overdue": "a timetable of its own",
    "shoots.tell_of_appointment": "a step of hearing what became of an appointment; people write with messaging.write",
    "tasks.remind": "a timetable of its own",
}
WRITES_OF_LOOKERS = {
    "shoots.save_view": "a view of the list is one's own; sharing it asks for more",
    "shoots.change_view": "likewise",
    "shoots.remove_view": "likewise",
}
GIVEN = {
    ("shoots.book", "unused"): "shoot",
    ("shoots.plan", "unused"): "shoot",
    ("shoots.copy", "unused"): "shoot",
    ("tasks.add", "unused"): "task",
}


def fill(context: Context, word: str, ids: dict[str, str]) -> None:
    """Make a workflow, a type, sessions in every state with all that belongs to them, and tasks."""
    _defined(context, word, ids)
    common = {"type_id": ids["session_type"], "client_id": ids["client"], "photographer_id": ids["person"]}
    family = do_get(context, "clients.get", client_id=ids["client"]).family[0]
    ids["family"] = str(family.id)
    card = do(
        context,
        "shoots.book",
        **common,
        title=f"{word} session",
        location_id=ids["location"],
        place=word,
        brief=word,
        notes=word,
        participants=[{"family_id": ids["family"], "note": word}, {"name": word}],
        shots=[{"text": word}],
        tags=[f"{word} tag"],
        custom={ids["session_field"]: word},
        price_list_id=ids.get("price_list"),
        event={"starts": "2031-09-02T10:00", "resource_ids": [ids["person"], ids["room"]]},
    )
    ids["shoot"], ids["shot"] = str(card.id), str(card.shots[0].id)
    ids["shoot_date"] = str(do_get(context, "shoots.events", shoot_id=card.id).items[0].id)
    for name, verb in (("shoot_cancelled", "shoots.cancel"), ("shoot_removed", "shoots.remove")):
        ids[name] = identifier(context, "shoots.plan", **common, title=f"{word} {name}")
        do(context, verb, shoot_id=ids[name], **({"reason": word} if verb == "shoots.cancel" else {}))
    task = {"title": f"{word} task", "notes": word, "shoot_id": ids["shoot"], "assignee_id": ids["staff"]}
    ids["task"] = identifier(context, "tasks.add", **task, department_id=ids["department"])
    ids["task_done"] = identifier(context, "tasks.add", **task)
    do(context, "tasks.complete", task_id=ids["task_done"])
    ids["task_removed"] = identifier(context, "tasks.add", **task)
    do(context, "tasks.remove", task_id=ids["task_removed"])
    open_tasks = do_get(context, "tasks.list", shoot_id=ids["shoot"]).items
    ids["open_tasks"] = " ".join(str(each.id) for each in open_tasks)


def _defined(context: Context, word: str, ids: dict[str, str]) -> None:
    ids["staff"] = str(context.actor.id)
    ids["department"] = identifier(context, "shoots.add_department", name=f"{word} department", people=[ids["staff"]])
    item = {"title": word, "notes": word, "department_id": ids["department"], "assignee_id": ids["staff"]}
    ids["task_list"] = identifier(context, "tasks.add_list", name=f"{word} list", items=[item])
    workflow = do(context, "shoots.add_workflow", name=f"{word} workflow", statuses=[f"{word} first", f"{word} last"])
    ids["workflow"], ids["status"] = str(workflow.id), str(workflow.statuses[1].id)
    ids["statuses"] = " ".join(str(status.id) for status in workflow.statuses)
    do(context, "shoots.change_status", status_id=ids["status"], department_id=ids["department"])
    ids["session_type"] = identifier(
        context,
        "shoots.add_type",
        name=f"{word} type",
        workflow_id=ids["workflow"],
        task_list_id=ids["task_list"],
        resources=[{"id": ids["room"]}],
        default_brief=word,
        client_text=word,
    )
    ids["session_field"] = identifier(context, "shoots.add_field", label=f"{word} session field", help=word)
    filters = {"q": word, "tags": [f"{word} tag"]}
    ids["session_view"] = identifier(
        context, "shoots.save_view", name=f"{word} session view", shared=True, filters=filters
    )


def do_get(context: Context, name: str, **data: Any) -> Any:  # noqa: ANN401 - any query's answer
    """Ask a query by name."""
    return ask(queries()[name], context, data)


def _of(**fields: str) -> Example:
    return lambda ids: {field: ids[name] for field, name in fields.items()}


def _plan(ids: Ids) -> dict[str, Any]:
    return {
        "id": ids["unused"],
        "type_id": ids["session_type"],
        "client_id": ids["client"],
        "photographer_id": ids["person"],
        "location_id": ids["location"],
        "participants": [{"family_id": ids["family"]}],
        "shots": [{"id": ids["shot"], "text": "One"}],
        "custom": {ids["session_field"]: "a word"},
        **({"price_list_id": ids["price_list"]} if "price_list" in ids else {}),
    }


def _event(ids: Ids, day: str) -> dict[str, Any]:
    return {"starts": f"{day}T10:00", "resource_ids": [ids["person"]], "location_id": ids["location"]}


def _filters(ids: Ids) -> dict[str, Any]:
    return {
        "type": [ids["session_type"]],
        "status": [ids["status"]],
        "workflow": [ids["workflow"]],
        "department": [ids["department"]],
        "photographer": [ids["person"]],
        "location": [ids["location"]],
        "client_id": ids["client"],
        "custom": [f"{ids['session_field']}:a word"],
    }


def _item(ids: Ids) -> dict[str, Any]:
    return {"title": "One", "department_id": ids["department"], "assignee_id": ids["staff"]}


def _type(ids: Ids) -> dict[str, Any]:
    return {
        "name": "Another type",
        "workflow_id": ids["workflow"],
        "task_list_id": ids["task_list"],
        "resources": [{"id": ids["room"]}],
        **({"price_list_id": ids["price_list"], "session_fee_item_id": ids["item"]} if "price_list" in ids else {}),
    }


EXAMPLES: dict[str, Example] = {
    "shoots.add_department": lambda ids: {"name": "Another department", "people": [ids["staff"]]},
    "shoots.add_event": lambda ids: {"shoot_id": ids["shoot"], **_event(ids, "2031-10-01")},
    "shoots.add_status": lambda ids: {
        "workflow_id": ids["workflow"],
        "name": "Another status",
        "department_id": ids["department"],
        "task_list_id": ids["task_list"],
    },
    "shoots.add_type": _type,
    "shoots.add_workflow": lambda ids: {"name": "Another workflow", "copy_of": ids["workflow"]},
    "shoots.board": lambda ids: {
        "workflow_id": ids["workflow"],
        "status_id": ids["status"],
        "type": [ids["session_type"]],
        "photographer": [ids["person"]],
        "location": [ids["location"]],
    },
    "shoots.book": lambda ids: {**_plan(ids), "event": _event(ids, "2031-10-02")},
    "shoots.bring_in": lambda ids: {
        "sessions": [
            {
                **_plan(ids),
                "planned_at": "2024-01-02T10:00:00Z",
                "events": [_event(ids, "2024-02-01")],
                "path": [{"status": ids["status"], "at": "2024-02-02T10:00:00Z"}],
            }
        ]
    },
    "shoots.cancel": lambda ids: {"shoot_id": ids["shoot"], "reason": "Rain"},
    "shoots.cancel_event": _of(shoot_id="shoot", appointment_id="shoot_date"),
    "shoots.change": lambda ids: {
        "shoot_id": ids["shoot"],
        **{name: value for name, value in _plan(ids).items() if name != "id"},
    },
    "shoots.change_department": lambda ids: {"department_id": ids["department"], "people": [ids["staff"]]},
    "shoots.change_field": lambda ids: {"session_field_id": ids["session_field"], "help": "Another"},
    "shoots.change_status": lambda ids: {
        "status_id": ids["status"],
        "department_id": ids["department"],
        "task_list_id": ids["task_list"],
    },
    "shoots.change_type": lambda ids: {"type_id": ids["session_type"], **_type(ids)},
    "shoots.change_view": lambda ids: {"session_view_id": ids["session_view"], "filters": _filters(ids)},
    "shoots.change_workflow": lambda ids: {"workflow_id": ids["workflow"], "name": "Another"},
    "shoots.copy": lambda ids: {
        "shoot_id": ids["shoot"],
        "id": ids["unused"],
        "client_id": ids["client_same"],
        "event": _event(ids, "2031-10-03"),
    },
    "shoots.deliver": _of(shoot_id="shoot"),
    "shoots.events": _of(shoot_id="shoot"),
    "shoots.find": lambda ids: {"client_id": ids["client"]},
    "shoots.follow_calendar": _of(shoot_id="shoot"),
    "shoots.get": _of(shoot_id="shoot"),
    "shoots.list": _filters,
    "shoots.move": _of(shoot_id="shoot", status_id="status"),
    "shoots.move_event": lambda ids: {
        "shoot_id": ids["shoot"],
        "appointment_id": ids["shoot_date"],
        "starts": "2031-10-04T10:00",
        "resource_ids": [ids["person"]],
        "location_id": ids["location"],
    },
    "shoots.of_client": _of(client_id="client"),
    "shoots.plan": _plan,
    "shoots.policy": _of(shoot_id="shoot"),
    "shoots.remove": _of(shoot_id="shoot"),
    "shoots.remove_view": _of(session_view_id="session_view"),
    "shoots.reopen": _of(shoot_id="shoot_cancelled"),
    "shoots.reschedule": lambda ids: {
        "shoot_id": ids["shoot"],
        "reason": "Rain",
        "starts": "2031-10-05T10:00",
        "resource_ids": [ids["person"]],
        "location_id": ids["location"],
    },
    "shoots.restore": _of(shoot_id="shoot_removed"),
    "shoots.save_view": lambda ids: {"name": "Mine", "filters": _filters(ids)},
    "shoots.sort_statuses": lambda ids: {"workflow_id": ids["workflow"], "status_ids": ids["statuses"].split()},
    "shoots.tell_of_appointment": lambda ids: {"appointment_id": ids["shoot_date"], "what": "booked"},
    "shoots.tick_shot": _of(shoot_id="shoot", shot_id="shot"),
    "shoots.timeline": _of(shoot_id="shoot"),
    "tasks.add": lambda ids: {
        "id": ids["unused"],
        "title": "Another",
        "shoot_id": ids["shoot"],
        "client_id": ids["client"],
        "assignee_id": ids["staff"],
        "department_id": ids["department"],
    },
    "tasks.add_from_list": _of(task_list_id="task_list", shoot_id="shoot"),
    "tasks.add_list": lambda ids: {"name": "Another list", "items": [_item(ids)]},
    "tasks.change": lambda ids: {
        "task_id": ids["task"],
        "shoot_id": ids["shoot"],
        "client_id": ids["client_same"],
        "assignee_id": ids["staff"],
        "department_id": ids["department"],
    },
    "tasks.change_list": lambda ids: {"task_list_id": ids["task_list"], "items": [_item(ids)]},
    "tasks.complete": _of(task_id="task"),
    "tasks.get": _of(task_id="task"),
    "tasks.list": lambda ids: {
        "assignee": [ids["staff"]],
        "department": [ids["department"]],
        "shoot_id": ids["shoot"],
        "client_id": ids["client"],
    },
    "tasks.remind": _of(task_id="task"),
    "tasks.remove": _of(task_id="task"),
    "tasks.remove_many": lambda ids: {"task_ids": [ids["task"]]},
    "tasks.reopen": _of(task_id="task_done"),
    "tasks.restore": _of(task_id="task_removed"),
    "tasks.sort": lambda ids: {"shoot_id": ids["shoot"], "task_ids": ids["open_tasks"].split()},
}


def _form(ids: Ids) -> dict[str, Any]:
    return {
        "type": ids["session_type"],
        "title": "Another",
        "photographer": ids["person"],
        "location": ids["location"],
        f"custom-{ids['session_field']}": "a word",
    }


def _when(ids: Ids) -> dict[str, Any]:
    return {"date": "2031-11-04", "start": "10:00", "minutes": "60", "resources": [ids["person"]]}


def _type_form(ids: Ids, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "minutes": "60",
        "workflow": ids["workflow"],
        "task_list": ids["task_list"],
        "wishes": [ids["room"]],
    }


def _status_form(ids: Ids, name: str) -> dict[str, Any]:
    return {"name": name, "department": ids["department"], "due_kind": "never", "task_list": ids["task_list"]}


def _list_form(ids: Ids, name: str) -> dict[str, Any]:
    return {"name": name, "items-0-title": "One", "items-0-who": ids["staff"], "items-0-department": ids["department"]}


def _task_form(ids: Ids) -> dict[str, Any]:
    return {"title": "Another", "assignee": ids["staff"], "department": ids["department"], "priority": "3"}


FORMS = [
    Form("get", "sessions/", _filters),
    Form("get", "sessions/rows/", _filters),
    Form("get", "sessions/filters/", _filters),
    Form("get", "sessions/board/", lambda ids: {"workflow_id": ids["workflow"], "type": [ids["session_type"]]}),
    Form("get", "sessions/new/", lambda ids: {"client_id": ids["client"], "type": ids["session_type"]}),
    Form("get", "exchange/list/sessions/", lambda ids: {"format": "csv", **_filters(ids)}),
    Form("get", "tasks/", lambda ids: {"department": ids["department"], "assignee": ids["staff"]}),
    Form("get", "tasks/new/", lambda ids: {"shoot_id": ids["shoot"], "client_id": ids["client"]}),
    Form("post", "sessions/board/moves/", lambda ids: {"card": ids["shoot"], "lane": ids["status"]}),
    Form("post", "sessions/new/", lambda ids: {**_form(ids), **_when(ids), "family": [ids["family"]]}),
    Form("post", "sessions/new/times/", lambda ids: {**_form(ids), **_when(ids)}),
    Form("post", "sessions/views/", lambda ids: {"name": "Mine", "query": f"type={ids['session_type']}"}),
    Form("post", "sessions/{shoot}/edit/", lambda ids: {**_form(ids), "version": "1", "family": [ids["family"]]}),
    Form("post", "sessions/{shoot}/status/", lambda ids: {"status_id": ids["status"]}),
    Form("post", "sessions/{shoot}/dates/new/", lambda ids: {"type": "viewing", **_when(ids)}),
    Form("post", "sessions/{shoot}/dates/{shoot_date}/move/", _when),
    Form("post", "sessions/{shoot}/dates/{shoot_date}/cancellation/", lambda _ids: {"reason": "Rain"}),
    Form("post", "sessions/{shoot}/reschedule/", lambda ids: {"reason": "Rain", **_when(ids)}),
    Form("post", "sessions/{shoot}/cancellation/", lambda _ids: {"reason": "Rain"}),
    Form("post", "sessions/{shoot}/copies/", _when),
    Form("post", "sessions/{shoot}/delivery/", lambda _ids: {"delivered": "yes"}),
    Form("post", "sessions/{shoot}/shots/{shot}/", lambda _ids: {"done": "yes"}),
    Form("post", "sessions/{shoot}/task-lists/", lambda ids: {"task_list_id": ids["task_list"]}),
    Form("post", "sessions/settings/types/new/", lambda ids: _type_form(ids, "New type")),
    Form("post", "sessions/settings/types/{session_type}/", lambda ids: _type_form(ids, "Other type")),
    Form("post", "sessions/settings/workflows/", lambda ids: {"name": "New workflow", "copy_of": ids["workflow"]}),
    Form(
        "post",
        "sessions/settings/workflows/{workflow}/order/",
        lambda ids: {"status": ids["status"], "way": "up"},
    ),
    Form("post", "sessions/settings/workflows/{workflow}/new/", lambda ids: _status_form(ids, "New status")),
    Form("post", "sessions/settings/statuses/{status}/", lambda ids: _status_form(ids, "Other status")),
    Form(
        "post",
        "sessions/settings/departments/{department}/",
        lambda ids: {"name": "Other department", "people": [ids["staff"]]},
    ),
    Form("post", "sessions/settings/task-lists/new/", lambda ids: _list_form(ids, "New list")),
    Form("post", "sessions/settings/task-lists/{task_list}/", lambda ids: _list_form(ids, "Other list")),
    Form("post", "tasks/new/", lambda ids: {**_task_form(ids), "shoot_id": ids["shoot"]}),
    Form("post", "tasks/{task}/", _task_form),
    Form("post", "tasks/{task}/completion/", lambda _ids: {"done": "yes"}),
]
