"""Creating a studio: by signing up, or as a person who is signed in already; and going from one to another."""

from __future__ import annotations

from uuid import UUID

from allauth.account.utils import perform_login
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.accounts.actions import create_person, create_studio
from safelight.accounts.queries import memberships_of
from safelight.accounts.rules.limits import SIGN_UP
from safelight.accounts.web.adapter import limited
from safelight.accounts.web.form_errors import show
from safelight.accounts.web.language import language_of
from safelight.accounts.web.signing import give_up_seat
from safelight.accounts.web.studio import SESSION_KEY, person_of
from safelight.accounts.web.studio_form import SignUpForm, StudioForm, implied
from safelight.foundation.actions import ActionError, NotFound
from safelight.foundation.web.access import personal, public


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponseBase:
    """Create a person and their studio, and sign them in."""
    if request.user.is_authenticated:
        return redirect("studio_new")
    form = SignUpForm(request.POST if request.method == "POST" else None, initial=_guess(request))
    if request.method == "POST" and form.is_valid() and (answer := _sign_up(request, form)):
        return answer
    return render(request, "accounts/sign_up.html", {"form": form}, status=422 if form.is_bound else 200)


@personal
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Create a studio as somebody who is signed in."""
    person = person_of(request)
    form = StudioForm(request.POST if request.method == "POST" else None, initial=_guess(request))
    if request.method == "POST" and form.is_valid():
        try:
            studio = create_studio(form.new_studio(), owner_id=person.id, owner_name=person.display_name)
        except ActionError as refusal:
            show(form, refusal, {"name": "studio"})
        else:
            request.session[SESSION_KEY] = str(studio.id)
            return HttpResponseRedirect("/")
    return render(request, "accounts/studio_new.html", {"form": form}, status=422 if form.is_bound else 200)


@public
@require_GET
def from_country(request: HttpRequest) -> HttpResponse:
    """Answer currency, zone and tax habit as they follow from a country, for the form to show at once."""
    return render(
        request, "accounts/from_country.html", {"form": StudioForm(initial=implied(request.GET.get("country", "")))}
    )


@personal
@require_POST
def choose(request: HttpRequest, studio_id: UUID) -> HttpResponse:
    """Go on in another studio of the person; a foreign one is answered as if there were none."""
    person = person_of(request)
    if studio_id not in {facts.id for facts, _actor in memberships_of(person.id)}:
        what = "studio"
        raise NotFound(what)
    give_up_seat(request)
    request.session[SESSION_KEY] = str(studio_id)
    return HttpResponseRedirect("/")


def _sign_up(request: HttpRequest, form: SignUpForm) -> HttpResponseBase | None:
    answers = form.cleaned_data
    names: dict[str, str] = {}
    try:
        # Whether a mail address has an account can be learnt here, and each try costs a password hash.
        limited(SIGN_UP, "", request)
        with transaction.atomic():
            person = create_person(answers["email"], answers["name"], answers["password"])
            names = {"name": "studio"}
            studio = create_studio(form.new_studio(), owner_id=person.id, owner_name=person.display_name)
    except ValidationError as wait:
        form.add_error(None, wait)
        return None
    except ActionError as refusal:
        show(form, refusal, names)
        return None
    answer: HttpResponseBase = perform_login(request, person, email_verification="none", signup=True, redirect_url="/")
    request.session[SESSION_KEY] = str(studio.id)
    return answer


_LIKELY_COUNTRY = {"de": "DE", "fr": "FR", "es": "ES", "it": "IT", "nl": "NL", "pt": "PT", "en": "US"}


def _guess(request: HttpRequest) -> dict[str, str]:
    """Guess the country from what the browser asks for ("en-GB"), else from the language of the page."""
    for wish in request.headers.get("Accept-Language", "").split(","):
        code = wish.split(";")[0].strip()
        region = code.partition("-")[2].upper()
        if len(region) == 2:  # noqa: PLR2004 - an ISO 3166-1 alpha-2 code
            return implied(region)
    return implied(_LIKELY_COUNTRY.get(language_of(request), "US"))
