"""Django settings, read from the validated environment. One file: what differs between places is in the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from safelight.config.database import connection_settings
from safelight.config.environment import read_environment

ENVIRONMENT = read_environment()
PACKAGE = Path(__file__).resolve().parent.parent
DATA = ENVIRONMENT.data

SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = list(ENVIRONMENT.secret_key_fallbacks)
DEBUG = ENVIRONMENT.debug
PUBLIC_URL = ENVIRONMENT.url
_HTTPS = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = [urlsplit(PUBLIC_URL).hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if _HTTPS else []
ROOT_URLCONF = "safelight.config.urls"
WSGI_APPLICATION = "safelight.config.wsgi.application"
PERMISSION_MATRIX = PACKAGE / "config" / "permissions.csv"

INSTALLED_APPS = [
    "safelight.foundation",
    "safelight.accounts",
    "safelight.clients",
    "safelight.exchange",
    "safelight.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "lucide",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "safelight.foundation.web.request_id.RequestIdMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "safelight.foundation.web.other_sites.OtherSitesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "safelight.accounts.web.language.LanguageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "safelight.foundation.web.errors.ActionErrorMiddleware",
    "safelight.foundation.web.notices.NoticesMiddleware",
    "safelight.accounts.web.studio.StudioMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "lucide.templatetags.lucide",
                "django.templatetags.i18n",
                "safelight.foundation.templatetags.furniture",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "safelight.foundation.web.furniture.furniture",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = connection_settings(ENVIRONMENT)
ASIDE_DATABASE = "aside"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# 19 MiB, two passes, one lane: a third of the time and a fifth of the memory of Django's default, OWASP's floor.
PASSWORD_HASHERS = ["safelight.accounts.rules.hashers.StudioArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"

TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
SEATS = ENVIRONMENT.seats
ACCOUNT_ADAPTER = "safelight.accounts.web.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
# Our own limits stand in accounts/rules/limits.py: these lock an account's owner out together with the attacker.
ACCOUNT_RATE_LIMITS = False
_FORMS = "safelight.accounts.web.forms."
ACCOUNT_FORMS = {
    "login": f"{_FORMS}SignInForm",
    "reauthenticate": f"{_FORMS}AgainByPasswordForm",
    "reset_password": f"{_FORMS}ResetForm",
    "reset_password_from_key": f"{_FORMS}NewPasswordForm",
    "change_password": f"{_FORMS}ChangeForm",
    "set_password": f"{_FORMS}FirstPasswordForm",
}
MFA_ADAPTER = "safelight.accounts.web.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": f"{_FORMS}CodeForm",
    "reauthenticate": f"{_FORMS}AgainByCodeForm",
    "activate_totp": f"{_FORMS}FirstCodeForm",
    "login_webauthn": f"{_FORMS}PasskeySignInForm",
    "authenticate_webauthn": f"{_FORMS}PasskeyStepForm",
    "reauthenticate_webauthn": f"{_FORMS}AgainByPasskeyForm",
    "add_webauthn": f"{_FORMS}NewPasskeyForm",
    "edit_webauthn": f"{_FORMS}PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_TOTP_ISSUER = "Safelight"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
# Browsers allow passkeys on http for this machine alone ("localhost").
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _HTTPS

# One row per session and no cache beside it: a revoked session ends with the next request, in every process.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_NAME = "__Host-safelight" if _HTTPS else "safelight"
CSRF_COOKIE_NAME = "__Host-safelight-csrf" if _HTTPS else "safelight-csrf"
CSRF_FAILURE_VIEW = "safelight.foundation.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = _HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_HSTS_PRELOAD = _HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.trusted_proxies else None
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "foundation_cache"},
}

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static" if (DATA / "static").is_dir() else None
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+/dist/.+[.-][0-9A-Za-z_-]{8,}\..+$"

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es", "Español"),
    ("it", "Italiano"),
    ("nl", "Nederlands"),
    ("pt", "Português"),
]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
LARGEST_UPLOAD_BYTES = 200 * 2**20
FILE_UPLOAD_HANDLERS = [
    "safelight.foundation.web.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if ENVIRONMENT.mail else "safelight.foundation.mailbox.MailboxBackend"
)
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
if ENVIRONMENT.mail:
    EMAIL_HOST = ENVIRONMENT.mail.host
    EMAIL_PORT = ENVIRONMENT.mail.port
    EMAIL_HOST_USER = ENVIRONMENT.mail.username
    EMAIL_HOST_PASSWORD = ENVIRONMENT.mail.password
    EMAIL_USE_SSL = ENVIRONMENT.mail.security == "tls"
    EMAIL_USE_TLS = ENVIRONMENT.mail.security == "starttls"
    EMAIL_TIMEOUT = 20

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING_CONFIG = "safelight.foundation.logs.configure"
LOGGING: dict[str, Any] = {"level": ENVIRONMENT.log_level}
