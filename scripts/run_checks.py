"""The fast inner loop: style, types, floors, the laws of the house, and the quick tests of what was changed.

Each step tells its time; all run, whatever fails. What git sees as changed against the last commit (or against the
revision named: `run_checks.py main~3`) decides which modules' tests run; `make test` runs everything.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parent.parent
STEPS = (
    ("style", [BIN / "ruff", "check", "."]),
    ("form", [BIN / "ruff", "format", "--check", "."]),
    ("floors", [BIN / "lint-imports"]),
    ("types", [BIN / "mypy"]),
)


def changed_modules(base: str) -> list[str]:
    """Return the modules with changes since ``base``, as git sees them."""
    shown = ""
    for command in (["diff", "--name-only", base], ["ls-files", "--others", "--exclude-standard"]):
        done = subprocess.run(["git", *command], check=False, capture_output=True, text=True, cwd=ROOT)  # noqa: S603, S607 - git
        shown += done.stdout
    modules = set()
    for line in shown.splitlines():
        parts = Path(line).parts
        if parts[:2] == ("src", "safelight") and len(parts) > 2:  # noqa: PLR2004 - a file of a module
            modules.add(parts[2])
        elif parts[:1] == ("tests",) and len(parts) > 2:  # noqa: PLR2004 - likewise
            modules.add(parts[1])
    return sorted(module for module in modules if (ROOT / "tests" / module).is_dir())


def tests(base: str) -> list[str]:
    """Return the command for the laws of the house and the quick tests of changed modules."""
    folders = ["tests/house", *(f"tests/{module}" for module in changed_modules(base) if module != "house")]
    return [sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", "not slow and not browser", *folders]


def main() -> int:
    """Run every step and sum up."""
    results = []
    base = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("CHECK_SINCE", "HEAD")
    for name, command in (*STEPS, ("tests", tests(base))):
        begin = time.monotonic()
        done = subprocess.run(  # noqa: S603 - the steps above
            [str(part) for part in command], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        seconds = time.monotonic() - begin
        is_right = done.returncode == 0
        results.append((name, is_right, seconds))
        if not is_right or name == "tests":
            print(done.stdout.strip())
        print(f"{'ok     ' if is_right else 'PROBLEM'} {name} ({seconds:.1f} s)", flush=True)
    failed = [name for name, is_right, _ in results if not is_right]
    total = sum(seconds for *_, seconds in results)
    print(f"\n{'All well' if not failed else 'Problems in ' + ', '.join(failed)} after {total:.0f} s.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
