"""Signing in and out: by password, by passkey, with a second step; and a new password by mail.

The steps themselves are allauth's; pages, limits and words are ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.webauthn import views as passkeys
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from safelight.accounts.rules.limits import LINK
from safelight.accounts.web.adapter import limited
from safelight.foundation.web.access import public
from safelight.foundation.web.errors import answer

View = Callable[..., HttpResponseBase]
_INVALID = 422


class Invalid422:
    """A form with faults is answered 422, so that programs and partial requests can tell."""

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - any form of allauth
        """Show the form again."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # of the view it is mixed into
        if response.status_code == 200:  # noqa: PLR2004 - the page with the form
            response.status_code = _INVALID
        return response


class SignIn(Invalid422, account.LoginView):  # type: ignore[misc]  # allauth ships no types
    """The sign-in page."""

    template_name = "accounts/sign_in.html"


class SecondStep(second_step.AuthenticateView):  # type: ignore[misc]  # allauth ships no types
    """The page after the password, for those who have a second factor."""

    template_name = "accounts/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's signature
        """Add what the browser needs to use a passkey."""
        page: dict[str, Any] = super().get_context_data(**kwargs)
        options = page.get("js_data", {}).get("request_options")
        has_passkey = bool(options and options["publicKey"].get("allowCredentials"))
        return page | {"options": json.dumps(options) if has_passkey else ""}

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - any form of allauth
        """Answer 422 with what is wrong."""
        response: HttpResponse = super().form_invalid(form)
        response.status_code = _INVALID
        return response


class PasskeySignIn(passkeys.LoginWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Signing in with a passkey: options for the browser, then what it signed. Never slowed down by wrong passwords."""

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ARG002, ANN401 - any form of allauth
        """Say that this passkey opens nothing here, without saying why."""
        return answer(
            self.request,
            _INVALID,
            title=_("This passkey was not accepted"),
            detail=_("It may have been removed from your account. Sign in with your password, or try another passkey."),
            keep=False,
        )


class AskForReset(Invalid422, account.PasswordResetView):  # type: ignore[misc]  # allauth ships no types
    """Where somebody asks for a link to set a new password."""

    template_name = "accounts/reset.html"


class Reset(Invalid422, account.PasswordResetFromKeyView):  # type: ignore[misc]  # allauth ships no types
    """Where the link leads."""

    template_name = "accounts/reset_password.html"

    def dispatch(self, request: HttpRequest, uidb36: str, key: str, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - Django's signature
        """Look at few links per network; a right one is taken back."""
        try:
            counted = limited(LINK, "reset", request)
        except ValidationError as wait:
            return answer(request, 429, detail=" ".join(wait.messages), keep=False)
        response: HttpResponseBase = super().dispatch(request, uidb36, key, **kwargs)
        if getattr(self, "reset_user", None) is not None or response.status_code == 302:  # noqa: PLR2004 - on to the form
            counted.rightful()
        return response


sign_in = public(SignIn.as_view())
sign_out = public(account.LogoutView.as_view(template_name="accounts/sign_out.html"))
passkey = public(PasskeySignIn.as_view())
second = public(SecondStep.as_view())
inactive = public(account.AccountInactiveView.as_view(template_name="accounts/inactive.html"))
ask_for_reset = public(AskForReset.as_view())
reset_sent = public(account.PasswordResetDoneView.as_view(template_name="accounts/reset_sent.html"))
reset = public(Reset.as_view())
reset_done = public(account.PasswordResetFromKeyDoneView.as_view(template_name="accounts/reset_done.html"))
