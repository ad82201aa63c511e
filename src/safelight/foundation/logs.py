"""Logs: one JSON line per record, with only fields from a list, so that no personal data slips in.

Messages are constant sentences; what varies goes into ``extra`` under one of the allowed names. Tracebacks
keep file, line and exception type and leave the exception's own text out, since it may quote input.
"""

from __future__ import annotations

import json
import logging
import logging.config
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

ALLOWED = (
    "action",
    "attempt",
    "code",
    "count",
    "duration_ms",
    "job",
    "job_id",
    "method",
    "request_id",
    "route",
    "seconds",
    "status",
    "status_code",
    "studio",
    "work",
)
# Libraries whose messages quote addresses, arguments or bodies: only their logger's name and level are kept.
_QUOTING = ("django.request", "django.security", "django.server", "procrastinate", "httpx", "asyncio", "mcp")


class JsonLine(logging.Formatter):
    """Writes a record as one JSON line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        quoting = record.name.startswith(_QUOTING)
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _constant_part(record) if quoting else record.getMessage(),
        }
        line.update({name: record.__dict__[name] for name in ALLOWED if name in record.__dict__})
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["where"] = [
                f"{frame.filename.rsplit('/src/', 1)[-1]}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-8:]
            ]
        return json.dumps(line, ensure_ascii=False, default=str)


def configure(wishes: Mapping[str, Any]) -> None:
    """Set logging up for the whole process; ``wishes["level"]`` is debug, info, warning or error."""
    level = str(wishes.get("level", "info")).upper()
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": {"()": JsonLine}},
            "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["out"], "level": "WARNING"},
            "loggers": {"safelight": {"level": level}, "procrastinate": {"level": "WARNING"}},
        }
    )


def _constant_part(record: logging.LogRecord) -> str:
    """Return the message before its arguments were put in; they may quote what a person typed."""
    return str(record.msg) if record.args else f"{record.name} {record.levelname.lower()}"
