"""Signing in and out."""

from __future__ import annotations

from allauth.account.views import LoginView, LogoutView

from safelight.foundation.web.access import public

sign_in = public(LoginView.as_view(template_name="accounts/sign_in.html"))
sign_out = public(LogoutView.as_view(template_name="accounts/sign_out.html"))
