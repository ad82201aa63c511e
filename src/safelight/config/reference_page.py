"""Write docs/reference.md from the registry: `python -m safelight.config.reference_page [FILE]`. Needs no database."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import django


def main() -> int:
    """Write the page to the named file, or to docs/reference.md below the working folder."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safelight.config.settings")
    django.setup()
    # The registry is full only now, and its modules have models.
    verbs = importlib.import_module("safelight.foundation.api.verbs").registered()
    page = importlib.import_module("safelight.config.reference").reference_page(verbs)
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reference.md")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
