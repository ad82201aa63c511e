"""What a person had typed when a page failed: offered again, except secrets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError

from safelight.foundation.cards import holds_card

MOST_FIELDS = 200
LONGEST_VALUE = 20_000
SECRET = re.compile(r"pass(word|phrase)?|secret|token|card|cvv|cvc|pin$|otp|code$|iban|ssn|authenticat", re.IGNORECASE)
# Card numbers typed into an innocent field are secrets too: 13 to 19 digits, spaced or not, whatever their check
# digit; and in any script or form in which the guard knows them.
CARD_LIKE = re.compile(r"(?:\d[ -]?){13,19}")


@dataclass(frozen=True, slots=True)
class KeptInput:
    """The input of a failed request. ``left_out`` counts what is not offered again: secrets, files, and too much."""

    fields: tuple[tuple[str, str], ...] = ()
    left_out: int = 0
    resendable: bool = False

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.fields)


def _from_this_site(request: HttpRequest) -> bool:
    # A page of another site must not get a ready-made button that carries out what it posted.
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(source).netloc == request.get_host()


def kept_input(request: HttpRequest) -> KeptInput:
    """Return what was posted, without secrets; nothing when it cannot be read. Never raises."""
    if request.method != "POST":
        return KeptInput()
    try:
        posted = [(name, value) for name, values in request.POST.lists() for value in values]
        files = sum(len(values) for _, values in request.FILES.lists())
        same_site = _from_this_site(request)
    except (RequestDataTooBig, UnreadablePostError, MultiPartParserError, SuspiciousOperation):
        return KeptInput()
    fields: list[tuple[str, str]] = []
    left_out = files
    for name, value in posted:
        if name == "csrfmiddlewaretoken":
            continue
        is_too_much = len(value) > LONGEST_VALUE or len(fields) >= MOST_FIELDS
        if is_too_much or SECRET.search(name) or CARD_LIKE.search(value) or holds_card(value):
            left_out += 1
        elif value:
            fields.append((name, value))
    return KeptInput(tuple(fields), left_out, resendable=bool(fields) and not left_out and same_site)
