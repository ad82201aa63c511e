"""Workers killed with SIGKILL while they send: nothing is lost, and at most one mail is doubled per kill.

A real mail server takes the mails of real worker processes over a real database. Each worker is killed after some mails, at
one of three places: as the server has the mail and has not said so, right after it said so, or a moment later. The lease is
shortened to two seconds, so that the next worker need not wait ten minutes for what the last one held.

    python -m benchmarks.messaging_kills [--messages 1000] [--kills 50]

Target: lost 0; doubled at most one per kill; every doubled mail carries its own Message-ID again; all rows end as sent.
"""

from __future__ import annotations

import argparse
import email
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from safelight.config.launch.embedded import create_database, drop_database

DATA = Path(os.environ.get("SAFELIGHT_TEST_DATA", Path(__file__).parents[1] / "build" / "test-data"))
LEASE_SECONDS = 2
MOST_MINUTES = 30
_WORKER = """
import time
from datetime import timedelta
from uuid import UUID
import django
django.setup()
from safelight.foundation.jobs.register import system_context
from safelight.messaging.mails import deliver_due
from safelight.messaging.rules import timing
timing.LEASE = timedelta(seconds={lease})
while True:
    if not deliver_due(system_context(UUID("{studio}"), "worker")):
        time.sleep(0.2)
"""


class Killer:
    """The mail server that keeps what it was given, and kills the worker after so many mails."""

    def __init__(self, dice: random.Random, kills: int) -> None:
        """Start with nobody to kill."""
        self.arrived: Counter[str] = Counter()
        self.kills = 0
        self.worker: subprocess.Popen[bytes] | None = None
        self._dice, self._wanted, self._left = dice, kills, dice.randrange(3, 30)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        """Take a mail; every few mails the worker dies, before or after it hears of it."""
        self.arrived[str(email.message_from_bytes(bytes(envelope.content or b""))["Message-ID"])] += 1
        self._left -= 1
        if self._left <= 0 and self.kills < self._wanted and self.worker is not None:
            self._left = self._dice.randrange(3, 30)
            self.kills += 1
            place = self._dice.choice(("before the answer", "after it", "a moment later"))
            if place == "before the answer":
                self.worker.send_signal(signal.SIGKILL)
            else:
                wait = 0.0 if place == "after it" else self._dice.random() / 20
                threading.Timer(wait, self.worker.send_signal, [signal.SIGKILL]).start()
        return "250 OK"


def main() -> int:
    """Write messages, let workers send and die, count; 1 when a target is missed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--messages", type=int, default=1000)
    wanted.add_argument("--kills", type=int, default=50)
    chosen = wanted.parse_args()
    name = f"bench_messaging_{os.getpid()}"
    address = create_database(DATA, name)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="messaging-") as data:
        os.environ |= {
            "DATABASE_URL": address.owner_url,
            "DATABASE_APP_URL": address.app_url,
            "SAFELIGHT_DATA": data,
            "SAFELIGHT_MAIL_URL": f"smtp://127.0.0.1:{port}",
            "DJANGO_SETTINGS_MODULE": "safelight.config.settings",
        }
        import django  # noqa: PLC0415 - the environment above must be set first

        django.setup()
        try:
            studio, ids = _write(chosen.messages)
            killer = Killer(random.Random(7), chosen.kills)
            controller = Controller(killer, hostname="127.0.0.1", port=port)
            controller.start()
            began = time.monotonic()
            _send(killer, studio, began)
            controller.stop()
            return _report(killer, ids, studio, time.monotonic() - began)
        finally:
            from django.db import connections  # noqa: PLC0415 - likewise

            connections.close_all()
            drop_database(DATA, name)


def _write(count: int) -> tuple[str, set[str]]:
    """Make a studio with a client and so many messages; returns its id and their Message-IDs."""
    from safelight.accounts.actions import NewStudio, create_studio  # noqa: PLC0415 - Django must be set up first
    from safelight.accounts.models import User  # noqa: PLC0415 - likewise
    from safelight.clients.actions import add  # noqa: PLC0415 - likewise
    from safelight.config.migrating import bring_up_to_date  # noqa: PLC0415 - likewise
    from safelight.foundation.actions import run  # noqa: PLC0415 - likewise
    from safelight.foundation.jobs.register import system_context  # noqa: PLC0415 - likewise
    from safelight.foundation.tenancy import studio_scope  # noqa: PLC0415 - likewise
    from safelight.messaging.actions import NewMessage, queue  # noqa: PLC0415 - likewise
    from safelight.messaging.rules.kinds import Words  # noqa: PLC0415 - likewise

    bring_up_to_date()
    owner = User.objects.create_user("owner@studio.example", None, name="Owner")
    studio = create_studio(NewStudio(name="Studio", country="US"), owner_id=owner.id, owner_name="Owner")
    context = system_context(studio.id, "benchmark")
    client = run(add, context, {"first_name": "Carla", "emails": [{"address": "carla@example.com"}]}).value.id
    ids = set()
    with studio_scope(studio.id):
        for number in range(count):
            new = NewMessage("plain", client, words=Words(f"Number {number}", "A text."), idempotency=f"bench:{number}")
            ids.add(queue(context, new).mail_id)
    return str(studio.id), ids


def _send(killer: Killer, studio: str, began: float) -> None:
    """Keep a worker alive until every message has ended."""
    while _open(studio) and time.monotonic() - began < MOST_MINUTES * 60:
        code = _WORKER.format(lease=LEASE_SECONDS, studio=studio)
        killer.worker = subprocess.Popen([sys.executable, "-c", code])  # noqa: S603 - our own interpreter
        while killer.worker.poll() is None and _open(studio):
            time.sleep(0.3)
        killer.worker.kill()
        killer.worker.wait()


def _open(studio: str) -> int:
    from uuid import UUID  # noqa: PLC0415 - beside what needs it

    from safelight.foundation.tenancy import studio_scope  # noqa: PLC0415 - Django must be set up first
    from safelight.messaging.models import Message  # noqa: PLC0415 - likewise

    with studio_scope(UUID(studio)):
        return Message.objects.exclude(state=Message.State.SENT).count()


def _report(killer: Killer, ids: set[str], studio: str, seconds: float) -> int:
    lost = len(ids - set(killer.arrived))
    doubled = sum(killer.arrived.values()) - len(killer.arrived)
    strangers = len(set(killer.arrived) - ids)
    most = max(killer.arrived.values(), default=0)
    left = _open(studio)
    print(
        f"{len(ids)} messages, {killer.kills} workers killed, {seconds:.0f} s: lost {lost}, doubled {doubled}"
        f" (one mail at most {most} times), with another Message-ID {strangers}, not ended {left}"
    )
    ratio = doubled / killer.kills if killer.kills else 0.0
    print(f"ratio {ratio:.2f} doubled per kill (target at most 1.00), lost {lost} (target 0)")
    return int(bool(lost or strangers or left or doubled > killer.kills))


if __name__ == "__main__":
    sys.exit(main())
