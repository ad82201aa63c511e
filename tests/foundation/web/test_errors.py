"""Error answers: words, kept input, no secrets, three shapes."""

from __future__ import annotations

import json

import pytest
from django.test import Client, RequestFactory

from safelight.foundation.web import errors
from safelight.foundation.web.errors import answer, bad_request, csrf_failure

HERE = {"Sec-Fetch-Site": "same-origin"}
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
TYPED = {"note": "Prefers <b>natural</b> light", "password": "hunter2", "empty": ""}


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 422, 429, 500, 503])
def test_an_empty_error_gets_a_page_that_says_what_to_do(stranger: Client, status: int) -> None:
    response = stranger.get(f"/fail/{status}/")
    assert response.status_code == status
    html = response.content.decode()
    assert str(errors.SENTENCES[status][0]) in html
    assert str(errors.SENTENCES[status][1])[:20] in html
    assert "no-store" in response["Cache-Control"]


def test_headers_of_an_empty_error_stay(stranger: Client) -> None:
    assert stranger.get("/fail/429/")["Retry-After"] == "7"
    assert stranger.get("/fail/503/")["Retry-After"] == "30"
    assert stranger.post("/fail/method/")["Allow"] == "GET"


def test_our_own_mistake_tells_a_number_and_nothing_of_the_inside(stranger: Client) -> None:
    response = stranger.get("/fail/broken/")
    html = response.content.decode()
    assert response.status_code == 500
    assert "secret" not in html
    assert "Traceback" not in html
    assert response["X-Request-ID"] in html


def test_a_failed_form_gets_its_input_back_but_no_secrets(stranger: Client) -> None:
    html = stranger.post("/fail/broken/", {"note": TYPED["note"], "city": "Bath"}, headers=HERE).content.decode()
    assert "Prefers &lt;b&gt;natural&lt;/b&gt; light" in html
    assert html.count("Bath") == 2
    assert "Send it again" in html
    html = stranger.post("/fail/broken/", TYPED, headers=HERE).content.decode()
    assert "hunter2" not in html
    assert "Prefers" in html
    assert "Send it again" not in html
    assert "never kept" in html


def test_what_would_fail_again_is_kept_for_copying_only(stranger: Client) -> None:
    for kind in ("denied", "conflict", "invalid"):
        html = stranger.post(f"/fail/{kind}/", {"note": "Long text"}, headers=HERE).content.decode()
        assert "Long text" in html
        assert "Send it again" not in html


def test_another_site_gets_no_button_that_carries_out_what_it_posted(stranger: Client) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        html = stranger.post("/fail/broken/", {"note": "transfer"}, headers=headers).content.decode()
        assert "transfer" in html
        assert "Send it again" not in html


def test_a_stale_token_keeps_the_input_and_a_partial_request_gets_a_fresh_token() -> None:
    strict = Client(enforce_csrf_checks=True)
    html = strict.post("/saved/", {"note": "Long text"}, headers=HERE).content.decode()
    assert "open for too long" in html
    assert "Long text" in html
    assert "Send it again" in html
    response = strict.post("/saved/", {"note": "Long text"}, headers={**HERE, **PARTIAL})
    assert response.status_code == 403
    assert response["HX-Retarget"] == "#notices"
    token = json.loads(response["HX-Trigger"])["csrf:renewed"]["token"]
    assert strict.post("/saved/", {"note": "x"}, headers={**HERE, "X-CSRFToken": token}).status_code == 200


def test_the_fresh_token_is_not_handed_to_another_site() -> None:
    request = RequestFactory().post("/x/", headers={**PARTIAL, "Sec-Fetch-Site": "cross-site"})
    assert "HX-Trigger" not in csrf_failure(request)


def test_a_partial_request_gets_a_notice_and_the_form_stays(stranger: Client) -> None:
    response = stranger.post("/fail/conflict/", {"note": "mine"}, headers=PARTIAL)
    assert response.status_code == 409
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#notices", "beforeend")
    html = response.content.decode()
    assert "Bo changed the phone meanwhile." in html
    assert "<html" not in html


def test_an_action_that_refuses_answers_422_with_its_words_and_the_input(stranger: Client) -> None:
    response = stranger.post("/fail/invalid/", {"address": "nowhere"}, headers=HERE)
    html = response.content.decode()
    assert response.status_code == 422
    assert "This was refused." in html
    assert "Not an address." in html
    assert "nowhere" in html


def test_the_api_answers_problem_json(stranger: Client) -> None:
    response = stranger.post("/api/v1/fail/invalid/", {"password": "hunter2"})
    assert response["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "This was not saved yet",
        "status": 422,
        "detail": "This was refused.",
        "code": "invalid",
        "instance": "/api/v1/fail/invalid/",
        "fields": {"emails.0.address": "Not an address."},
    }


def test_too_large_is_413_and_does_not_read_the_body_again(stranger: Client) -> None:
    assert stranger.post("/fail/large/", TYPED).status_code == 413
    assert bad_request(RequestFactory().get("/")).status_code == 400


def test_when_the_templates_fail_the_bare_page_still_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> str:
        raise RuntimeError

    monkeypatch.setattr(errors, "render_to_string", broken)
    response = answer(RequestFactory().get("/"), 500, detail="<script>")
    assert response.status_code == 500
    assert b"Back to the first page" in response.content
    assert b"<script>" not in response.content


def test_what_is_not_there_tells_nothing_about_why(stranger: Client) -> None:
    html = stranger.get("/no/such/page/").content.decode()
    assert "There is nothing here" in html
    assert "Resolver" not in html
