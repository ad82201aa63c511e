"""The fast inner loop: style, types, floors and quick tests, each with its time; all run, whatever fails."""

import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
STEPS = (
    ("style", [BIN / "ruff", "check", "."]),
    ("form", [BIN / "ruff", "format", "--check", "."]),
    ("floors", [BIN / "lint-imports"]),
    ("types", [BIN / "mypy"]),
    ("tests", [sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", "not slow and not browser"]),
)


def main() -> int:
    """Run every step and sum up."""
    results = []
    for name, command in STEPS:
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
