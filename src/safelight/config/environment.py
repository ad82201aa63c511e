"""Read and check the settings of the environment, all at once, before anything starts."""

import contextlib
import difflib
import ipaddress
import os
import re
import secrets
import socket
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from typing import TypeAlias, TypeVar
from urllib.parse import SplitResult, unquote, urlsplit

import psutil

import safelight
from safelight.config.declared import KNOWN

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
T = TypeVar("T")

LOG_LEVELS = ("debug", "info", "warning", "error")
MAIL_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
DATABASE_FORM = "postgresql://name:password@host:5432/database"  # pragma: allowlist secret
SHORTEST_KEY = 32
HIGHEST_PORT = 65535
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on
HOST_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
ON = ("1", "true", "yes", "on")
OFF = ("", "0", "false", "no", "off")


class EnvironmentRefused(Exception):
    """Settings are wrong; `sentences` says for each what to do."""

    def __init__(self, sentences: list[str]) -> None:
        """Keep one sentence per wrong setting."""
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed in. `security` is `optional` (STARTTLS if offered), `starttls` or `tls`."""

    host: str
    port: int
    security: str
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class ObjectStore:
    """An S3 object store."""

    url: str
    bucket: str
    region: str
    key: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Environment:
    """The settings in force, checked. Empty optional settings are None; secrets do not show in `repr`.

    Attributes:
        unknown: names that look like ours but are no settings, with a guess what was meant.
        mail: the mail server, taken apart; `mail_url` is the same as it was written.
        allowed_hosts: host names that requests may carry.

    """

    data: Path
    database_url: str | None = field(repr=False)
    database_app_url: str | None = field(repr=False)
    postgres_bin: str | None
    host: str
    port: int
    url: str
    secret_key: str = field(repr=False)
    secret_key_fallbacks: tuple[str, ...] = field(repr=False)
    trusted_proxies: tuple[Network, ...]
    mail: MailServer | None
    mail_from: str
    store: ObjectStore | None
    debug: bool
    log_level: str
    seats: int | None
    unknown: tuple[str, ...]
    mail_url: str | None = field(repr=False)
    allowed_hosts: tuple[str, ...]


@dataclass
class Reading:
    """Reads one setting after the other and collects what is wrong instead of stopping at the first."""

    environ: Mapping[str, str]
    wrong: list[str] = field(default_factory=list)

    def text(self, name: str, default: str = "") -> str:
        """Return a declared setting without surrounding blanks.

        Raises:
            KeyError: the setting is not declared, so nobody could know of it.

        """
        if name not in KNOWN:
            raise KeyError(name)
        return self.environ.get(name, "").strip() or default

    def parsed(self, name: str, default: T, parse: Callable[[str], T]) -> T:
        """Return the setting as `parse` reads it; what `parse` raises as ValueError is kept as a sentence."""
        value = self.text(name)
        if not value:
            return default
        try:
            return parse(value)
        except ValueError as error:
            self.wrong.append(f"{name}: {error}")
            return default


def checkout() -> Path | None:
    """Return the folder of the source checkout the program runs from, or None when it was installed as a package."""
    root = Path(safelight.__file__).resolve().parents[2]
    return root if (root / "pyproject.toml").is_file() and (root / "Makefile").is_file() else None


def default_data(environ: Mapping[str, str]) -> Path:
    """Return the data folder used when none is named."""
    root = checkout()
    if root is not None:
        return root / "data"
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "Safelight"
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA", str(home / "AppData" / "Local"))) / "Safelight"
    return Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "safelight"


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """Return a parser for whole numbers between two bounds."""

    def parse(value: str) -> int:
        if not value.isascii() or not value.isdigit() or not lowest <= int(value) <= highest:
            sentence = f"“{value}” is not a whole number from {lowest} to {highest}."
            raise ValueError(sentence)
        return int(value)

    return parse


def switch(value: str) -> bool:
    """Read an on/off setting."""
    if value.lower() in ON:
        return True
    if value.lower() in OFF:
        return False
    sentence = f"“{value}” is neither on (1) nor off (0)."
    raise ValueError(sentence)


def log_level(value: str) -> str:
    """Read a log level."""
    if value.lower() not in LOG_LEVELS:
        sentence = f"“{value}” is none of {', '.join(LOG_LEVELS)}."
        raise ValueError(sentence)
    return value.lower()


def split(value: str, schemes: tuple[str, ...], example: str) -> SplitResult:
    """Take an address apart and check its scheme, host and port; the sentence never repeats a password."""
    try:
        parts = urlsplit(value)
        complete = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        complete = False
        parts = urlsplit("")
    if not complete:
        sentence = f"this is not a complete address; it should look like {example}."
        raise ValueError(sentence)
    return parts


def database_url(value: str) -> str:
    """Check a PostgreSQL address."""
    parts = split(value, ("postgresql", "postgres"), DATABASE_FORM)
    if not parts.username or not parts.path.strip("/"):
        sentence = f"a role's name and a database are needed: {DATABASE_FORM}."
        raise ValueError(sentence)
    return value


def host_name(value: str) -> str:
    """Check a network address or host name to listen on."""
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        if HOST_NAME.fullmatch(value):
            return value
    sentence = f"“{value}” is neither a network address (192.168.1.10) nor a host name."
    raise ValueError(sentence)


def public_url(value: str) -> str:
    """Check the address people use, and drop a slash at its end."""
    parts = split(value, ("http", "https"), "https://studio.example")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        sentence = "only scheme, host and port are allowed, such as https://studio.example (no path, no name)."
        raise ValueError(sentence)
    return value.rstrip("/")


def mail_server(value: str) -> MailServer:
    """Read the address of a mail server."""
    parts = split(value, tuple(MAIL_PORTS), "smtp+starttls://name:password@mail.example:587")
    security = {"smtp": "optional", "smtp+starttls": "starttls", "smtps": "tls"}[parts.scheme]
    return MailServer(
        host=parts.hostname or "",
        port=parts.port or MAIL_PORTS[parts.scheme],
        security=security,
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def sender(value: str) -> str:
    """Check a sender such as `Studio <hello@studio.example>`."""
    mailbox = parseaddr(value)[1]
    if mailbox.count("@") != 1 or mailbox.startswith("@") or mailbox.endswith("@") or "\n" in value:
        sentence = f"“{value}” is not a sender; it should look like Studio <hello@studio.example>."
        raise ValueError(sentence)
    return value


def networks(value: str) -> tuple[Network, ...]:
    """Read addresses and networks separated by commas."""
    try:
        return tuple(ipaddress.ip_network(part.strip()) for part in value.split(",") if part.strip())
    except ValueError as error:
        sentence = f"{error}; name addresses (192.168.1.5) or networks (10.0.0.0/8), separated by commas."
        raise ValueError(sentence) from error


def long_key(value: str) -> str:
    """Refuse a key that could be guessed."""
    if len(value) < SHORTEST_KEY:
        sentence = f"the key has {len(value)} characters, at least {SHORTEST_KEY} are needed; leave it out to get one."
        raise ValueError(sentence)
    return value


def keys(value: str) -> tuple[str, ...]:
    """Read earlier keys separated by commas."""
    return tuple(long_key(part.strip()) for part in value.split(",") if part.strip())


def kept_secret_key(data: Path) -> str:
    """Return the key kept in the data folder; draw it on the first start (several processes may try at once).

    Raises:
        ValueError: the folder cannot be written to, or the file is damaged.

    """
    path = data / "secret_key"
    try:
        # As root, the account of the embedded database must be able to pass through; the file itself is private.
        data.mkdir(mode=0o711 if hasattr(os, "geteuid") and os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
        if not path.exists():
            fresh = data / f".secret_key.{os.getpid()}.{secrets.token_hex(4)}"
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(50) + "\n")
            # A link is made only if the name is free: the first process wins, the others read its key.
            with contextlib.suppress(FileExistsError):
                os.link(fresh, path)
            fresh.unlink()
        return long_key(path.read_text(encoding="ascii").strip())
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "the file is damaged"
        sentence = (
            f"the data folder {data} cannot be used: {reason} ({path.name}). Give this account the right to read and "
            "write there, free some space, or name another folder with --data or SAFELIGHT_DATA."
        )
        raise ValueError(sentence) from error


def object_store(reading: Reading) -> ObjectStore | None:
    """Read the five settings of the object store, which come together or not at all."""
    url = reading.parsed("SAFELIGHT_STORE_URL", "", public_url)
    names = ("SAFELIGHT_STORE_BUCKET", "SAFELIGHT_STORE_KEY", "SAFELIGHT_STORE_SECRET")
    values = [reading.text(name) for name in names]
    region = reading.text("SAFELIGHT_STORE_REGION", "us-east-1")
    if not reading.text("SAFELIGHT_STORE_URL"):
        if any(values):
            reading.wrong.append("SAFELIGHT_STORE_URL: set it too, or remove the other SAFELIGHT_STORE_… settings.")
        return None
    missing = [name for name, value in zip(names, values, strict=True) if not value]
    reading.wrong.extend(f"{name}: needed because SAFELIGHT_STORE_URL is set." for name in missing)
    return ObjectStore(url, values[0], region, values[1], values[2])


def unknown_names(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return names that begin like ours but are no settings, each with the nearest one that is."""
    found = []
    for name in sorted(environ):
        if name.startswith("SAFELIGHT_") and name not in KNOWN:
            near = difflib.get_close_matches(name, KNOWN, n=1)
            found.append(f"{name} is not a setting" + (f"; {near[0]} is." if near else "."))
    return tuple(found)


def allowed_hosts(host: str, url: str) -> tuple[str, ...]:
    """Return the host names that requests may carry: the public one and this machine's own.

    A program that listens on every address answers to the machine's names and addresses, never to any name at all:
    a forged host name would end up in links inside mails.
    """
    hosts = {"localhost", "127.0.0.1", "[::1]", urlsplit(url).hostname or "localhost"}
    if host in EVERY_ADDRESS:
        name = socket.gethostname().lower()
        hosts |= {name, f"{name}.local"}
        for addresses in psutil.net_if_addrs().values():
            hosts |= {one.address for one in addresses if one.family == socket.AF_INET}
    elif ":" not in host:
        hosts.add(host)
    return tuple(sorted(hosts))


def read_environment(environ: Mapping[str, str] = os.environ) -> Environment:
    """Return the settings in force.

    The data folder and the secret key in it are made if they are missing.

    Raises:
        EnvironmentRefused: with a sentence for every wrong setting.

    """
    reading = Reading(environ)
    data = Path(reading.text("SAFELIGHT_DATA") or default_data(environ)).expanduser().absolute()
    host = reading.parsed("SAFELIGHT_HOST", "127.0.0.1", host_name)
    port = reading.parsed("SAFELIGHT_PORT", 8000, whole_number(0, HIGHEST_PORT))
    seen_host = "localhost" if host in EVERY_ADDRESS else host
    url = reading.parsed(
        "SAFELIGHT_URL", f"http://{f'[{seen_host}]' if ':' in seen_host else seen_host}:{port}", public_url
    )
    debug = reading.parsed("SAFELIGHT_DEBUG", default=False, parse=switch)
    if debug and host not in ("127.0.0.1", "localhost", "::1"):
        reading.wrong.append(
            f"SAFELIGHT_DEBUG: it would show the program's inside to everybody who reaches {host}; "
            "turn it off or listen on 127.0.0.1."
        )
    key = reading.parsed("SAFELIGHT_SECRET_KEY", "", long_key)
    if not reading.text("SAFELIGHT_SECRET_KEY"):
        try:
            key = kept_secret_key(data)
        except ValueError as error:
            reading.wrong.append(f"SAFELIGHT_DATA: {error}")
    owner = reading.parsed("DATABASE_URL", "", database_url)
    app = reading.parsed("DATABASE_APP_URL", "", database_url)
    if app and not reading.text("DATABASE_URL"):
        reading.wrong.append("DATABASE_URL: needed because DATABASE_APP_URL is set (the role that owns the tables).")
    found = Environment(
        data=data,
        database_url=owner or None,
        database_app_url=app or None,
        postgres_bin=reading.text("SAFELIGHT_POSTGRES_BIN") or None,
        host=host,
        port=port,
        url=url,
        secret_key=key,
        secret_key_fallbacks=reading.parsed("SAFELIGHT_SECRET_KEY_FALLBACKS", (), keys),
        trusted_proxies=reading.parsed("SAFELIGHT_TRUSTED_PROXIES", (), networks),
        mail=reading.parsed("SAFELIGHT_MAIL_URL", None, mail_server),
        mail_from=reading.parsed("SAFELIGHT_MAIL_FROM", f"safelight@{urlsplit(url).hostname}", sender),
        store=object_store(reading),
        debug=debug,
        log_level=reading.parsed("SAFELIGHT_LOG_LEVEL", "info", log_level),
        seats=reading.parsed("SAFELIGHT_SEATS", None, whole_number(1, 100_000)),
        unknown=unknown_names(environ),
        mail_url=reading.text("SAFELIGHT_MAIL_URL") or None,
        allowed_hosts=allowed_hosts(host, url),
    )
    if reading.wrong:
        raise EnvironmentRefused(reading.wrong)
    return found
