"""The own account: name, language, mail address, password, passkeys, authenticator app, recovery codes."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as second_step
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.mfa.webauthn.internal import auth
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from safelight.accounts import mails
from safelight.accounts.actions.persons import change_email, change_person
from safelight.accounts.rules.sealing import Unreadable, seal, unseal
from safelight.accounts.web import language
from safelight.accounts.web.form_errors import show
from safelight.accounts.web.forms import EmailForm, ProfileForm
from safelight.accounts.web.sessions import sessions_of
from safelight.accounts.web.sign_in import Invalid422
from safelight.accounts.web.studio import person_of
from safelight.foundation.actions import ActionError
from safelight.foundation.web.access import personal
from safelight.foundation.web.notices import notify

_EMAIL_SALT = "safelight.accounts.email"
_EMAIL_LINK_LIVES = timedelta(days=1)


@personal
@never_cache
@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """Show the own account on one page; its first card changes name and language."""
    person = person_of(request)
    form = ProfileForm(
        request.POST if request.method == "POST" else None, initial={"name": person.name, "language": person.language}
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_person(person, name=form.cleaned_data["name"], language=form.cleaned_data["language"])
        except ActionError as refusal:
            show(form, refusal)
        else:
            request.session[language.SESSION_KEY] = person.language
            notify(request, _("Your account was changed."))
            return redirect("mfa_index")
    factors = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    page = {
        "form": form,
        "passkeys": [factor.wrap() for factor in factors if factor.type == Authenticator.Type.WEBAUTHN],
        "app": next((factor for factor in factors if factor.type == Authenticator.Type.TOTP), None),
        "codes_left": next(
            (
                len(factor.wrap().get_unused_codes())
                for factor in factors
                if factor.type == Authenticator.Type.RECOVERY_CODES
            ),
            None,
        ),
        "sessions": sessions_of(request),
    }
    return render(request, "accounts/account.html", page, status=422 if form.errors else 200)


@personal
@never_cache
@require_http_methods(["GET", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth ships no types
def email(request: HttpRequest) -> HttpResponse:
    """Ask for another mail address; a link sent there proves that it is the person's own."""
    person = person_of(request)
    form = EmailForm(request.POST if request.method == "POST" else None, person=person)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["email"]
        token = _email_token({"person": str(person.pk), "from": person.email, "to": address})
        link = settings.PUBLIC_URL + reverse("account_email_confirm", args=[token])
        mails.mail(address, _("Confirm your mail address"), "email_change", {"link": link}).send()
        notify(
            request,
            _("A link was sent to %(address)s. Open it there; until then the old address stays.")
            % {"address": address},
        )
        return redirect("mfa_index")
    return render(request, "accounts/email.html", {"form": form}, status=422 if form.is_bound else 200)


@personal
@never_cache
@require_http_methods(["GET", "POST"])
def confirm_email(request: HttpRequest, token: str) -> HttpResponse:
    """Take the new mail address over, after one more press of a button: programs open links in mails too."""
    person = person_of(request)
    wish = _wish_of(token)
    if wish.get("person") != str(person.pk) or wish.get("from") != person.email:
        return render(request, "accounts/email_confirm.html", {"address": ""}, status=404)
    if request.method == "POST":
        old = person.email
        try:
            change_email(person, wish["to"])
        except ActionError as refusal:
            notify(request, refusal.message, tone="bad")
            return redirect("account_email")
        news = mails.for_event(
            "account/email/email_changed", old, {"user_agent": request.headers.get("User-Agent", "")}
        )
        if news is not None:
            news.send()
        notify(request, _("From now on you sign in with %(address)s.") % {"address": person.email})
        return redirect("mfa_index")
    return render(request, "accounts/email_confirm.html", {"address": wish["to"]})


def _email_token(wish: dict[str, str]) -> str:
    """Return a wish sealed and signed: addresses of pages end up in logs, mail addresses must not."""
    return signing.dumps(seal(json.dumps(wish), _secrets()), salt=_EMAIL_SALT)


def _wish_of(token: str) -> dict[str, str]:
    """Return the wish of a link, empty when it is made up or out of date."""
    try:
        wish: dict[str, str] = json.loads(
            unseal(signing.loads(token, salt=_EMAIL_SALT, max_age=_EMAIL_LINK_LIVES), _secrets())
        )
    except (signing.BadSignature, Unreadable):
        return {}
    return wish


def _secrets() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


class ChangePassword(Invalid422, account.PasswordChangeView):  # type: ignore[misc]  # allauth ships no types
    """A new password; every other session ends with it."""

    template_name = "accounts/password.html"


class SetPassword(Invalid422, account.PasswordSetView):  # type: ignore[misc]  # allauth ships no types
    """A first password for somebody who has none."""

    template_name = "accounts/password.html"


class Again(Invalid422, account.ReauthenticateView):  # type: ignore[misc]  # allauth ships no types
    """The password once more, before something that matters."""

    template_name = "accounts/again.html"


class AgainByCode(Invalid422, second_step.ReauthenticateView):  # type: ignore[misc]  # allauth ships no types
    """A code once more, before something that matters."""

    template_name = "accounts/again.html"


class AgainByPasskey(passkeys.ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """A passkey once more, before something that matters."""

    template_name = "accounts/again.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's signature
        """Add what the browser needs."""
        page: dict[str, Any] = super().get_context_data(**kwargs)
        return page | {"options": json.dumps(page["js_data"]["request_options"]), "form": None}

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ARG002, ANN401 - any form of allauth
        """Say so and let them try again."""
        notify(
            self.request,
            _("This passkey was not accepted. Try again, or show in another way that it is you."),
            tone="bad",
        )
        return HttpResponseRedirect(self.request.get_full_path())


class AddPasskey(Invalid422, passkeys.AddWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """A new passkey: one that signs in by itself, with the fingerprint, face or PIN of the device."""

    template_name = "accounts/passkey_add.html"
    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's signature
        """Ask for a passkey that needs no mail address and no password beside it."""
        page: dict[str, Any] = super().get_context_data(**kwargs)
        page["form"] = kwargs.get("form") or self.get_form()
        return page | {"options": json.dumps(auth.begin_registration(person_of(self.request), passwordless=True))}


class RenamePasskey(Invalid422, passkeys.EditWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Another name for a passkey."""

    template_name = "accounts/passkey_name.html"
    success_url = reverse_lazy("mfa_index")


class RemovePasskey(passkeys.RemoveWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """The end of a passkey."""

    template_name = "accounts/passkey_remove.html"
    success_url = reverse_lazy("mfa_index")


class AddApp(Invalid422, totp.ActivateTOTPView):  # type: ignore[misc]  # allauth ships no types
    """An authenticator app as a second step."""

    template_name = "accounts/app_add.html"


class RemoveApp(totp.DeactivateTOTPView):  # type: ignore[misc]  # allauth ships no types
    """The end of the authenticator app."""

    template_name = "accounts/app_remove.html"


change_password = personal(ChangePassword.as_view())
set_password = personal(SetPassword.as_view())
again = personal(Again.as_view())
again_by_code = personal(AgainByCode.as_view())
again_by_passkey = personal(AgainByPasskey.as_view())
add_passkey = personal(never_cache(AddPasskey.as_view()))
rename_passkey = personal(RenamePasskey.as_view())
remove_passkey = personal(RemovePasskey.as_view())
add_app = personal(never_cache(AddApp.as_view()))
remove_app = personal(RemoveApp.as_view())
recovery_codes = personal(
    never_cache(recovery.ViewRecoveryCodesView.as_view(template_name="accounts/recovery_codes.html"))
)
new_recovery_codes = personal(
    recovery.GenerateRecoveryCodesView.as_view(template_name="accounts/recovery_codes_new.html")
)


@personal
@require_GET
def passkeys_list(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view
    """Lead to the overview, where the passkeys are."""
    return HttpResponseRedirect(reverse("mfa_index") + "#passkeys")
