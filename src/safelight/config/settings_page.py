"""Write docs/settings.md from the declared settings: `python -m safelight.config.settings_page [FILE]`."""

import sys
from pathlib import Path

from safelight.config.declared import settings_page


def main() -> int:
    """Write the page to the named file, or to docs/settings.md below the working folder."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/settings.md")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(settings_page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
