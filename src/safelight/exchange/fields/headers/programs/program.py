"""What is known of one program's export."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from safelight.exchange.fields.headers.normalise import add_to, header_keys


@dataclass(frozen=True)
class Program:
    """One program's export.

    ``marks`` are headers, separated by ``|``, that hardly any other program writes; ``needed`` of them in a
    file name the program. ``headers`` maps target to headers; ``{n}`` stands for the numbers 1 to 9.
    ``languages`` are the ones its headers are written in.
    """

    name: str
    marks: str
    needed: int
    headers: dict[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)

    @cached_property
    def mark_keys(self) -> frozenset[str]:
        """The look-up keys of ``marks``."""
        return frozenset(header_keys(mark)[0] for mark in self.marks.split("|"))

    @cached_property
    def table(self) -> dict[str, str]:
        """Look-up key -> target; an empty target means: this program's own, keep it as a custom field."""
        table: dict[str, str] = {}
        for target, headers in self.headers.items():
            for header in headers.split("|"):
                if "{n}" not in header:
                    add_to(table, target, (header,))
                    continue
                for number in range(1, 10):
                    numbered = "notes" if target == "notes" else target.replace("{n}", str(number))
                    add_to(table, numbered, (header.replace("{n}", str(number)),))
        return table
