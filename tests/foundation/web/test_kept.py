"""What is kept of a failed form, and what never is."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from safelight.foundation.web.kept import LONGEST_VALUE, MOST_FIELDS, kept_input

SECRET_NAMES = st.sampled_from(
    ["password", "password1", "oldPassword", "otp", "card_number", "cvv", "api_token", "secret", "pin", "code"]
)
HERE = {"Sec-Fetch-Site": "same-origin"}


@given(name=SECRET_NAMES, value=st.text(min_size=1, max_size=30), prefix=st.sampled_from(["", "new_", "login-"]))
def test_a_secret_is_never_kept_and_is_counted(name: str, value: str, prefix: str) -> None:
    kept = kept_input(RequestFactory().post("/", {prefix + name: value, "city": "Bath"}, headers=HERE))
    assert kept.fields == (("city", "Bath"),)
    assert kept.left_out == 1
    assert not kept.resendable


@given(
    digits=st.lists(st.integers(0, 9), min_size=13, max_size=19),
    gap=st.sampled_from(["", " ", "-"]),
    before=st.text(alphabet="abc ", max_size=5),
)
def test_a_card_number_in_any_field_is_never_kept(digits: list[int], gap: str, before: str) -> None:
    words = before + gap.join(map(str, digits))
    assert kept_input(RequestFactory().post("/", {"note": words}, headers=HERE)).fields == ()


def test_order_and_repeats_stay_and_the_form_token_goes() -> None:
    posted = {"tag": ["a", "b"], "csrfmiddlewaretoken": "x", "note": "two\nlines"}
    kept = kept_input(RequestFactory().post("/", posted, headers=HERE))
    assert kept.fields == (("tag", "a"), ("tag", "b"), ("note", "two\nlines"))
    assert kept.resendable


def test_files_and_too_much_are_left_out() -> None:
    file = SimpleUploadedFile("clients.csv", b"a,b")
    kept = kept_input(RequestFactory().post("/", {"note": "x", "file": file, "long": "y" * (LONGEST_VALUE + 1)}))
    assert kept.fields == (("note", "x"),)
    assert kept.left_out == 2
    many = kept_input(RequestFactory().post("/", {f"f{n}": "v" for n in range(MOST_FIELDS + 5)}))
    assert (len(many.fields), many.left_out) == (MOST_FIELDS, 5)


def test_only_a_post_is_kept_and_a_body_that_cannot_be_read_is_nothing() -> None:
    assert not kept_input(RequestFactory().get("/", {"note": "x"}))
    broken = RequestFactory().generic("POST", "/", b"--x\r\nbroken", content_type="multipart/form-data")
    assert not kept_input(broken)
