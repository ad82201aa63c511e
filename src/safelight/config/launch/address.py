"""The web server's port and public address."""

import errno
import ipaddress
import socket

from safelight.config.launch.refusal import LaunchRefused

EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on


def port_to_listen_on(host: str, port: int) -> int:
    """Return `port`, or a free one for 0.

    Raises:
        LaunchRefused: the port is taken or not allowed, or `host` is no address of this machine.

    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            sentence = (
                f"This account may not listen on port {port}. Choose one above 1023 with --port, such as --port 8000."
            )
            raise LaunchRefused(sentence) from error
        except socket.gaierror as error:
            sentence = f"“{host}” is no address of this machine. Use --host 127.0.0.1, or 0.0.0.0 for all networks."
            raise LaunchRefused(sentence) from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                sentence = (
                    f"Port {port} on {host} is taken by another program (perhaps another Safelight). "
                    f"End that one, or choose another port: --port {port + 1}, or --port 0 for any free one."
                )
            else:
                sentence = f"This machine cannot listen on {host} port {port}: {error.strerror}. Choose another --host."
            raise LaunchRefused(sentence) from error
        chosen: int = probe.getsockname()[1]
        return chosen


def local_url(host: str, port: int) -> str:
    """Return the address under which this machine itself reaches the server."""
    if host in EVERY_ADDRESS:
        host = "127.0.0.1" if host == EVERY_ADDRESS[0] else "::1"
    try:
        is_six = ipaddress.ip_address(host).version == 6  # noqa: PLR2004 - IPv6
    except ValueError:
        is_six = False
    return f"http://[{host}]:{port}" if is_six else f"http://{host}:{port}"
