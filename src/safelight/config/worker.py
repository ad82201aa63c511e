"""The worker: takes jobs from the database until it is told to stop, then finishes what it holds."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import cast

import django

CONCURRENCY = 4
SECONDS_TO_FINISH = 20.0


async def work() -> None:
    """Run jobs of every queue and the timetables until SIGTERM or SIGINT."""
    from procrastinate.contrib.django import app  # noqa: PLC0415 - Django must be set up first
    from procrastinate.contrib.django.django_connector import DjangoConnector  # noqa: PLC0415 - likewise

    # A connector of its own: the web's one borrows Django's connections, which belong to threads.
    connector = cast("DjangoConnector", app.connector).get_worker_connector()
    with app.replace_connector(connector) as worker_app:
        async with worker_app.open_async():
            await worker_app.run_worker_async(
                concurrency=CONCURRENCY,
                install_signal_handlers=True,
                shutdown_graceful_timeout=SECONDS_TO_FINISH,
                fetch_job_polling_interval=5.0,
            )


def main() -> int:
    """Run the worker in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safelight.config.settings")
    django.setup()
    asyncio.run(work())
    return 0


if __name__ == "__main__":
    sys.exit(main())
