"""The settings as they are behind https: nothing to remark, and cookies that travel nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src"
_ASK = """
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
call_command("check", deploy=True, fail_level="WARNING")
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE,
      settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE, settings.SECURE_SSL_REDIRECT)
"""


def test_behind_https_the_deployment_check_is_silent(tmp_path: Path) -> None:
    nowhere = "postgres://nobody@127.0.0.1:1/nothing"
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(SOURCES),
        "DJANGO_SETTINGS_MODULE": "safelight.config.settings",
        "SAFELIGHT_URL": "https://studio.example",
        "SAFELIGHT_DATA": str(tmp_path),
        "DATABASE_URL": nowhere,
        "DATABASE_APP_URL": nowhere,
    }
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", _ASK], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == ""
    assert done.stdout.split()[-6:] == ["__Host-safelight", "__Host-safelight-csrf", "True", "True", "Lax", "True"]
