"""Make the virtual environment, install the locked packages, and build the front end: what is done is not repeated.

Runs under the machine's own Python and so uses the standard library only. `--dev` adds what tests need.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "safelight-setup.json"
BUILD = ROOT / "requirements" / "build.txt"
RUN = ROOT / "requirements" / "run.txt"
DEV = ROOT / "requirements" / "dev.txt"
BYTES_NEEDED = 1500 * 1024**2
LINES_SHOWN = 12


def refuse(sentence: str) -> None:
    """End with a sentence that says what to do."""
    sys.stderr.write(f"{sentence}\n")
    sys.exit(2)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let only one set-up work at a time."""
    with (ROOT / "scripts" / "set_up.py").open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.stderr.write("Another set-up is at work here; waiting for it…\n")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def wanted(dev: bool) -> str:  # noqa: FBT001 - a script of one page
    """Return the fingerprint of what should be installed."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for path in (BUILD, RUN, ROOT / "pyproject.toml", *([DEV] if dev else [])):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def installed() -> dict[str, str]:
    """Return the fingerprints of what was installed last, by kind."""
    try:
        stamps: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps


def make_venv() -> None:
    """Make .venv unless a usable one is there."""
    probe = [str(PYTHON), "-c", "import sys, pip; print(*sys.version_info[:2])"]
    if PYTHON.exists():
        answer = subprocess.run(probe, check=False, capture_output=True, text=True)  # noqa: S603
        if answer.returncode == 0 and tuple(map(int, answer.stdout.split())) == sys.version_info[:2]:
            return
        sys.stderr.write("The virtual environment is unusable or made by another Python: it is made anew.\n")
        shutil.rmtree(VENV)
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        major, minor = sys.version_info[:2]
        refuse(
            f"Python {major}.{minor} has no venv module here. Install it "
            f"(Debian and Ubuntu: apt install python{major}.{minor}-venv) and run this again."
        )
    if shutil.disk_usage(ROOT).free < BYTES_NEEDED:
        refuse(f"The disk that holds {ROOT} has too little space: about {BYTES_NEEDED // 1024**2} MB are needed.")
    sys.stderr.write("Making the virtual environment…\n")
    made = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "venv", str(VENV)], check=False, capture_output=True, text=True
    )
    if made.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        refuse(f"The virtual environment could not be made in {VENV}:\n{(made.stderr or made.stdout).strip()}")


def pip(*arguments: str) -> None:
    """Run pip of the virtual environment with the person's own configuration; explain a failure."""
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    done = subprocess.run(  # noqa: S603
        [*command, *arguments], cwd=ROOT, check=False, capture_output=True, text=True
    )
    if done.returncode == 0:
        return
    said = "\n".join(done.stderr.strip().splitlines()[-LINES_SHOWN:])
    sys.stderr.write(f"{said}\n\n")
    if "No space left" in said:
        refuse(f"The disk is full. Free about {BYTES_NEEDED // 1024**2} MB and run this again.")
    if "THESE PACKAGES DO NOT MATCH THE HASHES" in said:
        refuse("A downloaded package is not the one that was locked. Do not use it; check your package source.")
    refuse(
        "The packages could not be installed (see above). The first set-up needs the network, or a mirror named in "
        "pip's own configuration. Later starts need neither. Run this again when it is there."
    )


def install(dev: bool) -> None:  # noqa: FBT001 - a script of one page
    """Install the locked packages and the program itself, unless they are there."""
    kind = "dev" if dev else "run"
    if installed().get(kind) == wanted(dev):
        return
    sys.stderr.write("Installing the packages (the first time takes about a minute)…\n")
    STAMP.unlink(missing_ok=True)
    pip("--require-hashes", "-r", str(BUILD), "-r", str(DEV if dev else RUN))
    # The build tools are in the environment already: nothing is downloaded for this step.
    pip("--no-deps", "--no-build-isolation", "--no-index", "--editable", ".")
    # What tests need includes what the program needs.
    stamps = {"run": wanted(dev=False)} | ({"dev": wanted(dev=True)} if dev else {})
    STAMP.write_text(json.dumps(stamps), encoding="utf-8")


def main() -> int:
    """Set everything up."""
    if not os.access(ROOT, os.W_OK):
        refuse(f"This account may not write to {ROOT}. Clone Safelight into a folder of your own.")
    with alone():
        make_venv()
        install(dev="--dev" in sys.argv[1:])
        return subprocess.run([str(PYTHON), str(ROOT / "scripts" / "build_frontend.py")], check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
