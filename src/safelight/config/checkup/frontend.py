"""Whether the built style sheet and page script belong to the sources beside them (standard library only)."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

STAMP = "inputs.sha256"
SKIPPED = frozenset({"node_modules", "dist", "__pycache__"})


def built_folder(root: Path) -> Path:
    """Return where the build puts its files, in the checkout `root`."""
    return root / "src" / "safelight" / "foundation" / "static" / "foundation" / "dist"


def inputs(root: Path) -> Iterator[Path]:
    """Yield every file the build reads: its sources, and pages and code that name style classes."""
    kept = (path for path in (root / "frontend").rglob("*") if not SKIPPED & set(path.parts))
    yield from (path for path in kept if path.is_file())
    source = root / "src" / "safelight"
    for pattern in ("*.html", "*.py"):
        yield from (path for path in source.rglob(pattern) if not SKIPPED & set(path.relative_to(root).parts))


def fingerprint(root: Path) -> str:
    """Return the SHA-256, in hexadecimal, over the names and bytes of all inputs."""
    digest = hashlib.sha256()
    for path in sorted(inputs(root)):
        digest.update(str(path.relative_to(root)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_current(root: Path) -> bool:
    """Whether the built files belong to the sources."""
    stamp = built_folder(root) / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii").strip() == fingerprint(root)
