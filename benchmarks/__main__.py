"""All measurements, one after the other: `python -m benchmarks [NAME …]`. Exit status 1 when a target is missed."""

from __future__ import annotations

import subprocess
import sys

ALL = {
    "import_clients": "client files in, against django-import-export",
    "excel_out": "everything out to Excel, against the fastest writer bare",
    "clients_search": "the clients page and search over a million clients",
}


def main() -> int:
    """Run the measurements that were named, or all."""
    chosen = sys.argv[1:] or list(ALL)
    unknown = [name for name in chosen if name not in ALL]
    if unknown:
        sys.exit(f"There is no measurement {', '.join(unknown)}. These exist: {', '.join(ALL)}.")
    missed = []
    for name in chosen:
        print(f"== {name}: {ALL[name]}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:  # noqa: S603 - ourselves
            missed.append(name)
    print(f"targets missed by: {', '.join(missed)}" if missed else "all targets met")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
