"""The passwords of the embedded server's roles: drawn once, kept in a file that only this account reads."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from safelight.config.launch import place, roles
from safelight.config.launch.refusal import LaunchRefused


@dataclass(frozen=True)
class Passwords:
    """The passwords of the cluster's roles, by role."""

    by_role: dict[str, str]

    def url(self, role: str, port: int, database: str) -> str:
        """Return the address of `database` for `role`."""
        return f"postgresql://{role}:{self.by_role[role]}@127.0.0.1:{port}/{database}"

    def __repr__(self) -> str:
        """Hide the passwords."""
        return "Passwords(…)"


def load_passwords(data_dir: Path) -> Passwords | None:
    """Return the kept passwords, or None before the first start."""
    path = place.home_of(data_dir) / "passwords.json"
    try:
        kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        sentence = f"{path} cannot be read ({error}). Restore this file from a backup of the data folder."
        raise LaunchRefused(sentence) from error
    return Passwords(kept)


def make_passwords(data_dir: Path) -> Passwords:
    """Draw the passwords and keep them in a file only this account reads."""
    drawn = {role: secrets.token_urlsafe(32) for role in (roles.ADMIN, roles.OWNER, roles.APP)}
    path = place.home_of(data_dir) / "passwords.json"
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(drawn, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    return Passwords(drawn)
