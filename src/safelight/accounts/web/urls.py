"""Addresses of the accounts module; included at the root."""

from django.urls import path, re_path

from safelight.accounts.web import account, seats, sessions, sign_in, studios

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/passkey/", sign_in.passkey, name="mfa_login_webauthn"),
    path("sign-in/code/", sign_in.second, name="mfa_authenticate"),
    path("sign-in/closed/", sign_in.inactive, name="account_inactive"),
    path("sign-in/reset/", sign_in.ask_for_reset, name="account_reset_password"),
    path("sign-in/reset/sent/", sign_in.reset_sent, name="account_reset_password_done"),
    path("sign-in/reset/done/", sign_in.reset_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^sign-in/reset/(?P<uidb36>[0-9a-f]{32})-(?P<key>[0-9A-Za-z-]{1,80})/$",
        sign_in.reset,
        name="account_reset_password_from_key",
    ),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("sign-up/", studios.sign_up, name="account_signup"),
    path("sign-up/country/", studios.from_country, name="sign_up_country"),
    path("account/", account.overview, name="mfa_index"),
    path("account/email/", account.email, name="account_email"),
    path("account/email/<str:token>/", account.confirm_email, name="account_email_confirm"),
    path("account/password/", account.change_password, name="account_change_password"),
    path("account/password/first/", account.set_password, name="account_set_password"),
    path("account/again/", account.again, name="account_reauthenticate"),
    path("account/again/code/", account.again_by_code, name="mfa_reauthenticate"),
    path("account/again/passkey/", account.again_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("account/passkeys/", account.passkeys_list, name="mfa_list_webauthn"),
    path("account/passkeys/new/", account.add_passkey, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/", account.rename_passkey, name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/end/", account.remove_passkey, name="mfa_remove_webauthn"),
    path("account/two-factor/", account.add_app, name="mfa_activate_totp"),
    path("account/two-factor/end/", account.remove_app, name="mfa_deactivate_totp"),
    path("account/recovery-codes/", account.recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", account.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/sessions/<int:session_id>/end/", sessions.end, name="session_end"),
    path("account/sessions/end/", sessions.end_others, name="sessions_end"),
    path("studio/new/", studios.new, name="studio_new"),
    path("studio/choice/<uuid:studio_id>/", studios.choose, name="studio_choice"),
    path("seat/", seats.seat, name="seat"),
    path("seat/waiting/", seats.waiting, name="seat_waiting"),
    path("seat/beat/", seats.seat_beat, name="seat_beat"),
    path("seat/<uuid:seat_id>/request/", seats.ask, name="seat_ask"),
    path("seat/<uuid:seat_id>/end/", seats.free, name="seat_free"),
]
