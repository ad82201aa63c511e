"""Requests and answers of the API, over sample verbs."""

from __future__ import annotations

import base64
import dataclasses
import io
from uuid import uuid4

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client

from safelight.accounts.models import Location
from safelight.foundation.actions import Context, registry
from safelight.foundation.api.reading import bounded_body
from safelight.foundation.api.refusals import Malformed
from safelight.foundation.models import IdempotencyRecord, JournalEntry
from safelight.foundation.tenancy import studio_scope
from tests.foundation.api.conftest import Caller
from tests.foundation.api.sample import VERBS

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.foundation.api.sample_urls")]
PROBLEM_MEMBERS = {"type", "title", "status", "detail", "code", "fields", "request_id"}


def is_problem(answer: object, status: int, code: str) -> dict[str, object]:
    """Check that an answer is a whole problem document, and return it."""
    assert answer.status_code == status, answer.content  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "application/problem+json"  # type: ignore[attr-defined]
    found: dict[str, object] = answer.json()  # type: ignore[attr-defined]
    assert set(found) == PROBLEM_MEMBERS
    assert found["status"] == status
    assert found["code"] == code
    assert found["request_id"] == answer.headers["X-Request-ID"]  # type: ignore[attr-defined]
    return found


def names(context: Context) -> list[str]:
    """Return the names of the studio's locations."""
    with studio_scope(context.studio.id):
        return sorted(Location.objects.filter(archived_at=None).values_list("name", flat=True))


def test_a_write_answers_its_card_and_leaves_one_journal_line(call: Caller, ana: Context) -> None:
    answer = call("POST", "/places", {"name": " Loft ", "city": "Bonn", "doors": [{"width_cm": 90}]})
    assert answer.status_code == 200
    assert answer.json()["name"] == "Loft"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Safelight-Undo"].startswith('{"name":"places.remove","data":{"place_id":"')
    assert names(ana) == ["Atelier Ana", "Loft"]
    with studio_scope(ana.studio.id):
        line = JournalEntry.objects.get(action="places.add")
    assert line.request_id == answer.headers["X-Request-ID"]


def test_a_way_back_that_is_closed_to_programs_is_not_offered(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    remove = next(verb for verb in VERBS if verb.name == "places.remove")
    monkeypatch.setitem(registry._actions, remove.name, dataclasses.replace(remove, door=None))
    assert "Safelight-Undo" not in call("POST", "/places", {"name": "Loft"}).headers


def test_the_fields_of_a_get_come_from_the_query_string(call: Caller) -> None:
    answer = call(
        "GET", "/places/echo?q=a%20b&limit=7&kinds=studio&kinds=store&archived=true&near=%7B%22width_cm%22:90%7D"
    )
    assert answer.json() == {
        "q": "a b",
        "cursor": None,
        "limit": 7,
        "kinds": ["studio", "store"],
        "near": {"width_cm": 90, "note": ""},
        "archived": True,
    }


def test_a_list_answers_items_and_the_next_cursor(call: Caller) -> None:
    for name in ("B", "C"):
        call("POST", "/places", {"name": name})
    first = call("GET", "/places?limit=2").json()
    assert [item["name"] for item in first["items"]] == ["Atelier Ana", "B"]
    rest = call("GET", f"/places?limit=2&cursor={first['next']}").json()
    assert [item["name"] for item in rest["items"]] == ["C"]
    assert rest["next"] is None


def test_an_empty_answer_has_no_content(call: Caller) -> None:
    made = call("POST", "/places", {"name": "Loft"}).json()
    answer = call("DELETE", f"/places/{made['id']}")
    assert (answer.status_code, answer.content) == (204, b"")
    is_problem(call("GET", f"/places/{made['id']}"), 404, "not_found")


def test_a_dry_run_answers_and_takes_back(call: Caller, ana: Context) -> None:
    answer = call("POST", "/places?dry_run=true", {"name": "Loft"})
    assert answer.json()["name"] == "Loft"
    assert answer.headers["Dry-Run"] == "true"
    assert names(ana) == ["Atelier Ana"]
    is_problem(call("POST", "/places?dry_run=perhaps", {"name": "Loft"}), 422, "invalid")
    assert call("POST", "/places?dry_run=false", {"name": "Loft"}).status_code == 200


def test_a_dry_run_is_refused_where_there_is_none(call: Caller) -> None:
    found = is_problem(call("PATCH", f"/places/{uuid4()}?dry_run=true", {"name": "X"}), 422, "invalid")
    assert set(found["fields"]) == {"dry_run"}  # type: ignore[call-overload]


def test_without_a_key_nothing_opens(call: Caller) -> None:
    for headers in (
        {},
        {"Authorization": "Basic abc"},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer wrong"},
    ):
        answer = Client().get("/api/v1/places", headers=headers)
        is_problem(answer, 401, "unauthenticated")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_signed_in_session_opens_nothing(call: Caller, cast: object) -> None:
    client = Client()
    client.force_login(cast.people["ana"], "allauth.account.auth_backends.AuthenticationBackend")  # type: ignore[attr-defined]
    is_problem(client.get("/api/v1/places"), 401, "unauthenticated")


def test_the_permission_is_asked_before_the_body_is_read(call_as_bo: Caller) -> None:
    found = is_problem(call_as_bo("POST", "/places", b"{nonsense"), 403, "forbidden")
    assert "studio.manage" in str(found["detail"])
    assert call_as_bo("GET", "/places").status_code == 200


def test_a_foreign_record_is_answered_exactly_as_an_absent_one(call: Caller, call_as_dana: Caller) -> None:
    foreign = call("POST", "/places", {"name": "Loft"}).json()["id"]
    for method, body in (("GET", None), ("PATCH", {"name": "X"}), ("DELETE", None)):
        answers = []
        for identifier in (foreign, str(uuid4())):
            found = is_problem(call_as_dana(method, f"/places/{identifier}", body), 404, "not_found")
            answers.append({key: value for key, value in found.items() if key != "request_id"})
        assert answers[0] == answers[1]
    assert call("GET", f"/places/{foreign}").json()["name"] == "Loft"


def test_a_method_that_is_not_served_says_which_are(call: Caller) -> None:
    answer = call("PUT", "/places", {})
    is_problem(answer, 405, "wrong_method")
    assert answer.headers["Allow"] == "GET, POST, HEAD, OPTIONS"
    assert call("OPTIONS", "/places").headers["Allow"] == "GET, POST, HEAD, OPTIONS"
    assert call("HEAD", "/places").status_code == 200


def test_an_unknown_address_is_a_problem_document_too(call: Caller) -> None:
    for path in ("/", "/nowhere", "/places/a/b/c", "/places/"):
        is_problem(call("GET", path), 404, "no_such_address")
        is_problem(call("POST", path, {}), 404, "no_such_address")


@pytest.mark.parametrize(
    ("body", "status", "code", "fields"),
    [
        ({}, 422, "invalid", {"name": "This is needed."}),
        ({"name": "A", "colour": 1}, 422, "invalid", {"colour": "There is no such field."}),
        ({"name": "A", "doors": [{"width_cm": 0}]}, 422, "invalid", {"doors.0.width_cm": None}),
        ({"name": 3}, 422, "invalid", {"name": None}),
        ({"name": "A", "floors": "3"}, 422, "invalid", {"floors": None}),
        ({"name": "A", "floors": 2**63}, 422, "invalid", {"floors": None}),
        ({"name": "A\0B"}, 422, "invalid", {"name": None}),
        (b'{"name": "\\ud800"}', 422, "invalid", {"name": None}),
        (b'{"\\u0000": 1}', 422, "invalid", {"body": None}),
        (b'{"name": "A", "floors": ' + b"9" * 5000 + b"}", 400, "malformed", {}),
        (b'{"name": "A", "rent": 1e999}', 400, "malformed", {}),
        (b'{"name": "A", "rent": 0.10000000000000000001}', 400, "malformed", {}),
        (b'{"name": "A", "rent": NaN}', 400, "malformed", {}),
        (b'{"name": "A", "name": "B"}', 400, "malformed", {}),
        (b'{"name": "A"', 400, "malformed", {}),
        (b'"name"', 400, "malformed", {}),
        (b'{"name": "\xff"}', 400, "malformed", {}),
        (b'\xef\xbb\xbf{"name": "A"}', 400, "malformed", {}),
        ('{"name": "A"}'.encode("utf-16"), 400, "malformed", {}),
        (b'{"doors":' * 40 + b"1" + b"}" * 40, 400, "malformed", {}),
        (b"[" * 100_000, 400, "malformed", {}),
    ],
)
def test_bodies_that_cannot_be_carried_out(  # noqa: PLR0917 - what comes in and what goes out
    call: Caller, ana: Context, body: object, status: int, code: str, fields: dict[str, str | None]
) -> None:
    found = is_problem(call("POST", "/places", body), status, code)
    told = found["fields"]
    assert isinstance(told, dict)
    assert set(told) == set(fields)
    assert all(told[path] == sentence for path, sentence in fields.items() if sentence)
    assert names(ana) == ["Atelier Ana"]


def test_a_body_is_utf8_json_and_says_so(call: Caller) -> None:
    sent = b'{"name": "A"}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1", ""):
        is_problem(call("POST", "/places", sent, Content_Type=kind), 415, "wrong_type")
    is_problem(call("POST", "/places", sent, Content_Encoding="gzip"), 415, "wrong_type")
    assert call("POST", "/places", sent, Content_Type="application/json; charset=UTF-8").status_code == 200


def test_a_body_has_a_bound(call: Caller, settings: object) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000  # type: ignore[attr-defined]
    is_problem(call("POST", "/places", {"name": "A" * 1000}), 413, "too_large")


def test_a_body_that_ends_early_is_refused() -> None:
    environment = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": "20", "wsgi.input": io.BytesIO(b'{"name": "A"}')}
    with pytest.raises(Malformed, match="ended before"):
        bounded_body(WSGIRequest(environment))


def test_a_file_may_be_longer_than_other_bodies(call: Caller, settings: object) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000  # type: ignore[attr-defined]
    place = str(uuid4())
    sent = {"content": base64.b64encode(b"x" * 3000).decode()}
    is_problem(call("PUT", f"/places/{place}/picture", sent), 404, "not_found")
    sent = {"content": base64.b64encode(b"x" * 6000).decode()}
    is_problem(call("PUT", f"/places/{place}/picture", sent), 413, "too_large")
    found = is_problem(call("PUT", f"/places/{place}/picture", {"content": "A"}), 422, "invalid")
    assert set(found["fields"]) == {"content"}  # type: ignore[call-overload]


def test_a_body_without_a_length_is_asked_for_one(keys: object) -> None:
    answer = Client().post(
        "/api/v1/places",
        headers={"Authorization": "Bearer ana-key", "Transfer-Encoding": "chunked"},
        CONTENT_LENGTH="",
    )
    is_problem(answer, 411, "length_needed")


@pytest.mark.parametrize(
    ("query", "status", "fields"),
    [
        ("limit=0", 422, {"limit"}),
        ("limit=abc", 422, {"limit"}),
        ("limit=1.0", 422, {"limit"}),
        ("limit=99999999999999999999999", 422, {"limit"}),
        ("limit=", 422, {"limit"}),
        ("limit=1&limit=2", 422, {"limit"}),
        ("colour=red", 422, {"colour"}),
        ("kinds=palace", 422, {"kinds.0"}),
        ("archived=yes", 422, {"archived"}),
        ("near=3", 422, {"near"}),
        ("near=%7B", 400, set()),
        ("q=%00", 422, {"q"}),
        ("q=%ff", 400, set()),
        ("&".join(f"a{count}=1" for count in range(600)), 400, set()),
    ],
)
def test_query_strings_that_cannot_be_carried_out(call: Caller, query: str, status: int, fields: set[str]) -> None:
    found = is_problem(call("GET", f"/places/echo?{query}"), status, "invalid" if status == 422 else "malformed")
    assert set(found["fields"]) == fields  # type: ignore[call-overload]


def test_paths_that_cannot_be_carried_out(call: Caller) -> None:
    for identifier in ("not-a-uuid", "%00", "%ff", "x" * 5000):
        assert call("GET", f"/places/{identifier}").status_code == 422
    found = is_problem(call("PATCH", f"/places/{uuid4()}", {"name": "A", "place_id": str(uuid4())}), 422, "invalid")
    assert set(found["fields"]) == {"place_id"}  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("how", "status", "code"),
    [
        ("crash", 500, "failed"),
        ("data", 422, "not_storable"),
        ("integrity", 409, "conflict"),
        ("operational", 503, "busy"),
        ("conflict", 409, "conflict"),
        ("refused", 422, "closed"),
    ],
)
def test_failures_inside_an_action(
    call: Caller, how: str, status: int, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = call("POST", f"/places/{uuid4()}/breakage", {"how": how})
    is_problem(answer, status, code)
    assert b"secret" not in answer.content
    assert not any("secret" in record.getMessage() for record in caplog.records)
    assert ("Retry-After" in answer.headers) == (status == 503)


def test_the_same_key_and_body_give_the_stored_answer(call: Caller, ana: Context) -> None:
    first = call("POST", "/places", {"name": "Loft"}, Idempotency_Key="k-1")
    again = call("POST", "/places", {"floors": 1, "name": "Loft"}, Idempotency_Key="k-1")
    assert again.json() == first.json()
    assert "Idempotent-Replay" not in first.headers
    assert again.headers["Idempotent-Replay"] == "true"
    assert names(ana) == ["Atelier Ana", "Loft"]


def test_the_same_key_with_another_body_is_refused(call: Caller, call_as_dana: Caller) -> None:
    call("POST", "/places", {"name": "Loft"}, Idempotency_Key="k-1")
    is_problem(call("POST", "/places", {"name": "Barn"}, Idempotency_Key="k-1"), 422, "key_reused")
    other_studio = call_as_dana("POST", "/places", {"name": "Barn"}, Idempotency_Key="k-1")
    assert other_studio.status_code == 200


def test_a_refused_request_does_not_use_up_its_key(call: Caller) -> None:
    is_problem(call("PATCH", f"/places/{uuid4()}", {"name": "X"}, Idempotency_Key="k-1"), 404, "not_found")
    made = call("POST", "/places", {"name": "Loft"}, Idempotency_Key="k-1")
    assert made.status_code == 200


@pytest.mark.parametrize("key", ["", "two words", "ü", "k" * 256])
def test_a_key_has_a_form(call: Caller, key: str) -> None:
    is_problem(call("POST", "/places", {"name": "Loft"}, Idempotency_Key=key), 400, "malformed")


@pytest.mark.urls("tests.foundation.api.registered_urls")
def test_a_secret_is_answered_once_and_kept_nowhere(call: Caller, ana: Context) -> None:
    asked = {"name": "Website", "role": "receptionist"}
    made = call("POST", "/keys", asked, Idempotency_Key="k-1")
    token = made.json()["token"]
    is_problem(call("POST", "/keys", asked, Idempotency_Key="k-1"), 409, "answered_once")
    with studio_scope(ana.studio.id):
        kept = [str(row.answer) for row in IdempotencyRecord.objects.all()]
        told = [f"{line.summary} {line.changes}" for line in JournalEntry.objects.all()]
    assert kept == ["{}"]
    assert not [line for line in told if token in line]
    assert len(call("GET", "/keys").json()["items"]) == 1
