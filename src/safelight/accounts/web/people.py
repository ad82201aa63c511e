"""People, invitations, roles and API keys of the studio; and the page an invitation link opens."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.utils import perform_login
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from safelight.accounts.actions.people import (
    Acceptance,
    InvitationChoice,
    Invite,
    PersonChoice,
    RoleChoice,
    accept_invitation,
    change_role,
    end_access,
    invite,
    restore_access,
    revoke_invitation,
    send_again,
)
from safelight.accounts.actions.persons import create_person
from safelight.accounts.models import User
from safelight.accounts.queries import RoleCard, Welcome, list_invitations, list_people, list_roles, welcome_of
from safelight.accounts.rules.limits import LINK
from safelight.accounts.web.adapter import limited
from safelight.accounts.web.form_errors import show
from safelight.accounts.web.house import try_button
from safelight.accounts.web.signing import give_up_seat
from safelight.accounts.web.studio import SESSION_KEY, person_of
from safelight.accounts.web.studio_form import PersonForm
from safelight.accounts.web.tabs import tabs
from safelight.foundation import clock
from safelight.foundation.actions import ActionError, Actor, Context, Empty, StudioFacts, ask, run
from safelight.foundation.web.access import context_of, public
from safelight.foundation.web.errors import answer
from safelight.foundation.web.notices import notify
from safelight.foundation.web.request_id import request_id

_INVALID = 422


class InviteForm(forms.Form):
    """Whom to invite, as what."""

    email = forms.EmailField(
        label=gettext_lazy("Mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"))

    def __init__(self, *args: Any, roles: list[RoleCard], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Offer the roles that whoever invites may give."""
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(role.key, role.name) for role in roles]


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """List who works here and who is invited; invite somebody."""
    context = context_of(request)
    may = context.actor.may("people.manage")
    roles = _givable(context, list(ask(list_roles, context, Empty()).items)) if may else []
    form = InviteForm(request.POST if request.method == "POST" else None, roles=roles, initial={"role": "photographer"})
    if request.method == "POST":
        context.require("people.manage")
    if request.method == "POST" and form.is_valid():
        try:
            done = run(invite, context, Invite(email=form.cleaned_data["email"], role=form.cleaned_data["role"]))
        except ActionError as refusal:
            show(form, refusal)
        else:
            notify(request, _("%(email)s gets a mail with a link.") % {"email": done.value.email})
            return redirect("people")
    cards = ask(list_people, context, Empty()).items
    page = {
        "people": [card for card in cards if card.left_at is None],
        "former": [card for card in cards if card.left_at is not None],
        "invitations": ask(list_invitations, context, Empty()).items if may else (),
        "form": form,
        "may": may,
        "roles": roles,
        "givable": {role.key for role in roles},
        "tabs": tabs(request),
    }
    return render(request, "accounts/people.html", page, status=_INVALID if form.errors else 200)


@require_POST
def person_role(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Give a person another role."""
    wish = RoleChoice(membership_id=membership_id, role=request.POST.get("role", ""))
    try_button(
        request, lambda: run(change_role, context_of(request), wish), _("The role was changed. It acts at once.")
    )
    return redirect("people")


@require_POST
def person_end(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """End a person's access."""
    choice = PersonChoice(membership_id=membership_id)
    try_button(
        request, lambda: run(end_access, context_of(request), choice), _("The access was ended. It acts at once.")
    )
    return redirect("people")


@require_POST
def person_restore(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Let somebody in again."""
    choice = PersonChoice(membership_id=membership_id)
    try_button(request, lambda: run(restore_access, context_of(request), choice), _("They have access again."))
    return redirect("people")


@require_POST
def invitation_again(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Send an invitation again."""
    choice = InvitationChoice(invitation_id=invitation_id)
    try_button(
        request,
        lambda: run(send_again, context_of(request), choice),
        _("A new mail is on its way; the old link no longer works."),
    )
    return redirect("people")


@require_POST
def invitation_end(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    choice = InvitationChoice(invitation_id=invitation_id)
    try_button(
        request, lambda: run(revoke_invitation, context_of(request), choice), _("The invitation was taken back.")
    )
    return redirect("people")


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponseBase:
    """Open an invitation: join as who is signed in, or make an account first."""
    try:
        counted = limited(LINK, "invitation", request)
    except ValidationError as wait:
        return answer(request, 429, detail=" ".join(wait.messages), keep=False)
    found = welcome_of(token, clock.now())
    if found is None:
        return render(request, "accounts/join_over.html", status=404)
    counted.rightful()
    studio, welcome = found
    if request.user.is_authenticated:
        return _join_as_somebody(request, token, studio, welcome)
    known = User.objects.filter(email=welcome.email).exists()
    form = PersonForm(request.POST if request.method == "POST" else None, initial={"email": welcome.email})
    # The link came to this address, so this is the address the account gets.
    form.fields["email"].disabled = True
    if (
        request.method == "POST"
        and not known
        and form.is_valid()
        and (done := _join_as_new(request, form, token, studio))
    ):
        return done
    page = {"form": form, "welcome": welcome, "known": known, "here": request.path}
    return render(request, "accounts/join.html", page, status=_INVALID if form.is_bound else 200)


def _join_as_somebody(request: HttpRequest, token: str, studio: StudioFacts, welcome: Welcome) -> HttpResponse:
    if request.method == "POST":
        try:
            _accept(request, person_of(request), studio, token)
        except ActionError as refusal:
            notify(request, refusal.message, tone="bad")
        else:
            give_up_seat(request)
            request.session[SESSION_KEY] = str(studio.id)
        return HttpResponseRedirect("/")
    return render(request, "accounts/join_as.html", {"welcome": welcome})


def _join_as_new(request: HttpRequest, form: PersonForm, token: str, studio: StudioFacts) -> HttpResponseBase | None:
    answers = form.cleaned_data
    try:
        with transaction.atomic():
            person = create_person(answers["email"], answers["name"], answers["password"])
            _accept(request, person, studio, token)
    except ActionError as refusal:
        show(form, refusal)
        return None
    done: HttpResponseBase = perform_login(request, person, email_verification="none", signup=True, redirect_url="/")
    request.session[SESSION_KEY] = str(studio.id)
    return done


def _accept(request: HttpRequest, person: User, studio: StudioFacts, token: str) -> None:
    actor = Actor(kind="person", id=person.id, label=person.display_name)
    run(accept_invitation, Context(studio, actor, request_id=request_id(request)), Acceptance(token=token))


def _givable(context: Context, roles: list[RoleCard]) -> list[RoleCard]:
    return [role for role in roles if all(context.actor.may(permission) for permission in role.permissions)]
