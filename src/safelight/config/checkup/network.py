"""Settings, mail, store and public address."""

import smtplib
import socket
import ssl
from urllib.parse import urlsplit

from safelight.config.checkup.findings import Finding, ok, problem, warning
from safelight.config.environment import Environment, MailServer

SECONDS = 6.0
OWN_HOSTS = ("127.0.0.1", "localhost", "::1")


def settings(environment: Environment) -> Finding:
    """Look for settings that do nothing because of their spelling."""
    if environment.unknown:
        return warning("settings", " ".join(environment.unknown), "Correct the names; docs/settings.md lists them.")
    return ok("settings", "all settings are valid")


def address(environment: Environment) -> Finding:
    """Look at how people reach the program."""
    host = urlsplit(environment.url).hostname or ""
    if environment.url.startswith("http://") and (host not in OWN_HOSTS or environment.host not in OWN_HOSTS):
        return warning(
            "address",
            f"{environment.url} is not encrypted",
            "Put a reverse proxy with a certificate in front and set SAFELIGHT_URL to the https address.",
        )
    return ok("address", f"people use {environment.url}")


def greet(server: MailServer) -> None:
    """Connect, encrypt as set, and sign in; nothing is sent.

    Raises:
        OSError: the server cannot be reached, or the connection breaks (smtplib's errors are OSErrors too).

    """
    context = ssl.create_default_context()
    connection: smtplib.SMTP
    if server.security == "tls":
        connection = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    with connection:
        connection.ehlo()
        if server.security == "starttls" or (server.security == "optional" and connection.has_extn("starttls")):
            connection.starttls(context=context)
            connection.ehlo()
        if server.username:
            connection.login(server.username, server.password)


def mail(environment: Environment) -> Finding:
    """Try the mail server."""
    server = environment.mail
    if server is None:
        if environment.url.startswith("https://"):
            return warning(
                "mail",
                "mails are kept in the program's mailbox and sent to nobody",
                "Set SAFELIGHT_MAIL_URL to your mail server.",
            )
        return ok("mail", "mails are kept in the program's mailbox and sent to nobody")
    try:
        greet(server)
    except OSError as error:
        return problem(
            "mail",
            f"the mail server {server.host}:{server.port} refuses: {type(error).__name__}",
            "Check SAFELIGHT_MAIL_URL: host, port, kind of encryption, name and password.",
        )
    return ok("mail", f"the mail server {server.host}:{server.port} accepts our sign-in")


def store(environment: Environment) -> Finding:
    """Try to reach the object store."""
    if environment.store is None:
        return ok("store", "files lie in the data folder")
    parts = urlsplit(environment.store.url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        socket.create_connection((parts.hostname or "", port), timeout=SECONDS).close()
    except OSError as error:
        return problem(
            "store",
            f"the object store {parts.hostname}:{port} cannot be reached ({error.strerror or type(error).__name__})",
            "Check SAFELIGHT_STORE_URL and the network.",
        )
    return ok("store", f"the object store {parts.hostname}:{port} can be reached")
