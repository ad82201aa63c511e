"""Every setting that Safelight reads from the environment: the one list that reading, checking and documentation use."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """One environment variable.

    Attributes:
        name: as written in the environment.
        meaning: one or two sentences for the person who runs the program.
        example: a value that would be accepted.
        default: what happens without it, in words.

    """

    name: str
    meaning: str
    example: str
    default: str


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "SAFELIGHT_DATA",
        "Folder that holds everything the program keeps: the embedded database, files, secrets, logs.",
        "/srv/safelight",
        "`data` in the checkout; for an installed program the system's folder for a user's data",
    ),
    Setting(
        "DATABASE_URL",
        "PostgreSQL server (15 or newer) to use instead of the embedded one. This role owns the tables and runs "
        "migrations.",
        "postgresql://safelight_owner:secret@db.example/safelight",  # pragma: allowlist secret
        "the embedded PostgreSQL in the data folder",
    ),
    Setting(
        "DATABASE_APP_URL",
        "The same database for the role that serves requests. It must own no table and be neither superuser nor "
        "BYPASSRLS, so that one studio can never see another's rows.",
        "postgresql://safelight_app:secret@db.example/safelight",  # pragma: allowlist secret
        "if the owner may create roles, `safelight_app_<database>` is made, its password kept in the data folder",
    ),
    Setting(
        "SAFELIGHT_POSTGRES_BIN",
        "Folder with the programs of another PostgreSQL (`initdb`, `postgres`) for the embedded database.",
        "/usr/lib/postgresql/17/bin",
        "the PostgreSQL that is installed with Safelight",
    ),
    Setting(
        "SAFELIGHT_HOST",
        "Network address the web server listens on; `0.0.0.0` for all networks.",
        "192.168.1.10",
        "`127.0.0.1`, this machine alone",
    ),
    Setting("SAFELIGHT_PORT", "Port the web server listens on; 0 picks a free one.", "8000", "`8000`"),
    Setting(
        "SAFELIGHT_URL",
        "Address by which people reach the program: used in mails and links, and the only host name answered besides "
        "this machine's. With https, cookies are sent over https alone.",
        "https://studio.example",
        "`http://` with the host and port above",
    ),
    Setting(
        "SAFELIGHT_SECRET_KEY",
        "Key that signs sessions and links; at least 32 characters.",
        "(50 random characters)",
        "drawn once and kept in `secret_key` in the data folder",
    ),
    Setting(
        "SAFELIGHT_SECRET_KEY_FALLBACKS",
        "Earlier keys, separated by commas, that still verify what they signed while a key is being replaced.",
        "(earlier key)",
        "none",
    ),
    Setting(
        "SAFELIGHT_TRUSTED_PROXIES",
        "Addresses or networks of reverse proxies, separated by commas, whose word about the visitor's address is "
        "believed.",
        "10.0.0.0/8,192.168.1.5",
        "none: the connection's own address counts",
    ),
    Setting(
        "SAFELIGHT_MAIL_URL",
        "Mail server: `smtp://` (with STARTTLS if it offers it), `smtp+starttls://` (STARTTLS or nothing) or "
        "`smtps://` (TLS), with name and password.",
        "smtp+starttls://name:password@mail.example:587",  # pragma: allowlist secret
        "mails are kept in the program's mailbox page and sent to nobody",
    ),
    Setting(
        "SAFELIGHT_MAIL_FROM",
        "Sender of mails.",
        "Studio <hello@studio.example>",
        "`safelight@` with the host of the public address",
    ),
    Setting("SAFELIGHT_STORE_URL", "S3 object store for files.", "https://s3.example", "files lie in the data folder"),
    Setting("SAFELIGHT_STORE_BUCKET", "Bucket in the object store.", "safelight", "needed with a store"),
    Setting("SAFELIGHT_STORE_REGION", "Region of the object store.", "eu-central-1", "`us-east-1`"),
    Setting("SAFELIGHT_STORE_KEY", "Access key of the object store.", "AKEXAMPLE", "needed with a store"),
    Setting("SAFELIGHT_STORE_SECRET", "Secret of that access key.", "(secret)", "needed with a store"),
    Setting(
        "SAFELIGHT_DEBUG",
        "`1` shows developers what went wrong inside a page; refused when the program listens to other machines.",
        "1",
        "`0`",
    ),
    Setting("SAFELIGHT_LOG_LEVEL", "How much is logged: debug, info, warning or error.", "info", "`info`"),
    Setting(
        "SAFELIGHT_SEATS",
        "How many people of one studio may be signed in at the same time.",
        "5",
        "no limit",
    ),
)

KNOWN = frozenset(setting.name for setting in SETTINGS)


def settings_page() -> str:
    """Return the text of docs/settings.md."""
    rows = "\n".join(f"| `{s.name}` | {s.meaning} | `{s.example}` | {s.default} |" for s in SETTINGS)
    return (
        "# Settings\n\n"
        "Safelight needs no settings. These environment variables change where it keeps things and how it is reached.\n"
        "They are checked at the start, all at once; a wrong one is answered with a sentence that says what to do.\n"
        "`safelight doctor` shows what is in force.\n\n"
        "<!-- Made by `python -m safelight.config.settings_page`: change src/safelight/config/declared.py instead. -->\n\n"
        "| variable | meaning | example | without it |\n|---|---|---|---|\n"
        f"{rows}\n"
    )
