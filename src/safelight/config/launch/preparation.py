"""Migrations and the demo studio, before the web server starts: `python -m safelight.config.launch.preparation`.

Standard output carries one JSON object, `{"lines": […]}`: what the person should read once the program is ready.
"""

import argparse
import importlib
import json
import sys

import django

MIGRATING = "safelight.config.migrating"
DEMO = "safelight.config.demo"


def migrate() -> int:
    """Bring the database to this version; return how many migrations ran."""
    migrating = importlib.import_module(MIGRATING)
    waiting: list[str] = migrating.pending()
    if waiting:
        sys.stderr.write(f"Bringing the database up to date ({len(waiting)} steps)…\n")
        migrating.bring_up_to_date()
    return len(waiting)


def demo_lines() -> list[str]:
    """Make the demo studio unless it is there, and return the lines that say how to sign in to it."""
    hint: str | list[str] = importlib.import_module(DEMO).sign_in_hint()
    return hint.splitlines() if isinstance(hint, str) else list(hint)


def main() -> int:
    """Prepare the database named by the environment."""
    parser = argparse.ArgumentParser(prog="python -m safelight.config.launch.preparation", description=main.__doc__)
    parser.add_argument("--demo", action="store_true", help="make the demo studio, or find it")
    chosen = parser.parse_args()
    # Only after this may modules with models be imported.
    django.setup()
    migrate()
    lines = demo_lines() if chosen.demo else []
    json.dump({"lines": lines}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
