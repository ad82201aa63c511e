"""Settings of the server process that the tests over HTTP start: the usual ones, with the addresses of the tests."""

from __future__ import annotations

import os

from safelight.config.settings import *  # noqa: F403 - the usual settings

ROOT_URLCONF = os.environ["TEST_ADDRESSES"]
