"""Roles over the permission matrix, and API keys."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.accounts.actions.keys import KeyChoice, NewKey, create_key, revoke_key
from safelight.accounts.actions.roles import (
    ChangedRole,
    NewRole,
    OneRole,
    change_role_rights,
    create_role,
    remove_role,
)
from safelight.accounts.permissions import all_permissions
from safelight.accounts.queries import RoleCard, list_keys, list_roles
from safelight.accounts.web.form_errors import show
from safelight.accounts.web.house import try_button
from safelight.accounts.web.tabs import tabs
from safelight.foundation.actions import ActionError, Context, Empty, NotFound, ask, run
from safelight.foundation.web.access import context_of

_INVALID = 422
LIFETIMES = (
    ("", gettext_lazy("Until it is revoked")),
    ("30", gettext_lazy("30 days")),
    ("90", gettext_lazy("90 days")),
    ("365", gettext_lazy("One year")),
)


class RoleForm(forms.Form):
    """An own role: its name, and one box for each permission."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    permissions = forms.MultipleChoiceField(
        label=gettext_lazy("May"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, context: Context, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Offer what whoever makes the role may do themselves."""
        super().__init__(*args, **kwargs)
        _choices(self, "permissions").choices = _own_permissions(context)


class KeyForm(forms.Form):
    """A new key."""

    name = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=80,
        help_text=gettext_lazy("Such as “Website” or “Bookkeeping export”."),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    days = forms.ChoiceField(label=gettext_lazy("Works"), choices=LIFETIMES, required=False)
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Only for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("With none ticked, the key may do all that its role may."),
    )

    def __init__(self, *args: Any, context: Context, roles: list[RoleCard], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Offer the studio's roles and permissions."""
        super().__init__(*args, **kwargs)
        _choices(self, "role").choices = [(role.key, role.name) for role in roles]
        _choices(self, "scopes").choices = _own_permissions(context)


@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """Show who may do what: roles across, permissions down."""
    context = context_of(request)
    cards = list(ask(list_roles, context, Empty()).items)
    matrix = [
        (meaning, name, [(card, name in card.permissions) for card in cards])
        for name, meaning in all_permissions().items()
    ]
    page = {"roles": cards, "matrix": matrix, "may": context.actor.may("roles.manage"), "tabs": tabs(request)}
    return render(request, "accounts/roles.html", page)


@require_http_methods(["GET", "POST"])
def new_role(request: HttpRequest) -> HttpResponse:
    """Make an own role."""
    context = context_of(request)
    context.require("roles.manage")
    form = RoleForm(request.POST if request.method == "POST" else None, context=context)
    if request.method == "POST" and form.is_valid():
        wish = NewRole(name=form.cleaned_data["name"], permissions=tuple(form.cleaned_data["permissions"]))
        try:
            run(create_role, context, wish)
        except ActionError as refusal:
            show(form, refusal)
        else:
            return redirect("roles")
    return _role_page(request, form, None)


@require_http_methods(["GET", "POST"])
def role(request: HttpRequest, role_id: UUID) -> HttpResponse:
    """Change an own role."""
    context = context_of(request)
    found = next((card for card in ask(list_roles, context, Empty()).items if card.id == role_id), None)
    if found is None or found.built_in:
        what = "role"
        raise NotFound(what)
    context.require("roles.manage")
    initial = {"name": found.name, "permissions": list(found.permissions)}
    form = RoleForm(request.POST if request.method == "POST" else None, context=context, initial=initial)
    if request.method == "POST" and form.is_valid():
        permissions = tuple(form.cleaned_data["permissions"])
        try:
            run(
                change_role_rights,
                context,
                ChangedRole(role_id=role_id, name=form.cleaned_data["name"], permissions=permissions),
            )
        except ActionError as refusal:
            show(form, refusal)
        else:
            return redirect("roles")
    return _role_page(request, form, found)


@require_POST
def role_remove(request: HttpRequest, role_id: UUID) -> HttpResponse:
    """Remove an own role nobody has."""
    choice = OneRole(role_id=role_id)
    try_button(request, lambda: run(remove_role, context_of(request), choice), _("The role was removed."))
    return redirect("roles")


@never_cache
@require_http_methods(["GET", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """List API keys and make one; its secret is on the page that answers, and nowhere afterwards."""
    context = context_of(request)
    context.require("keys.manage")
    cards = list(ask(list_roles, context, Empty()).items)
    form = KeyForm(
        request.POST if request.method == "POST" else None,
        context=context,
        roles=cards,
        initial={"role": "photographer"},
    )
    token = ""
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        ends = context.now + timedelta(days=int(answers["days"])) if answers["days"] else None
        wish = NewKey(name=answers["name"], role=answers["role"], scopes=tuple(answers["scopes"]), expires_at=ends)
        try:
            token = run(create_key, context, wish).value.token
        except ActionError as refusal:
            show(form, refusal)
        else:
            form = KeyForm(context=context, roles=cards, initial={"role": "photographer"})
    page = {
        "keys": ask(list_keys, context, Empty()).items,
        "form": form,
        "token": token,
        "now": context.now,
        "tabs": tabs(request),
    }
    return render(request, "accounts/keys.html", page, status=_INVALID if form.errors else 200)


@require_POST
def key_revoke(request: HttpRequest, key_id: UUID) -> HttpResponse:
    """Revoke an API key."""
    choice = KeyChoice(key_id=key_id)
    try_button(request, lambda: run(revoke_key, context_of(request), choice), _("The key is revoked."))
    return redirect("keys")


def _role_page(request: HttpRequest, form: RoleForm, found: RoleCard | None) -> HttpResponse:
    page = {"form": form, "role": found, "tabs": tabs(request)}
    return render(request, "accounts/role.html", page, status=_INVALID if form.errors else 200)


def _own_permissions(context: Context) -> list[tuple[str, str]]:
    return [(name, meaning) for name, meaning in all_permissions().items() if context.actor.may(name)]


def _choices(form: forms.Form, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so
    return field
