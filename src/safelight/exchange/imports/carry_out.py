"""Carrying a planned import out: rows in chunks, all in the one transaction of the caller.

A trial is the same run, taken back afterwards, so that what it foretells is what happens.
"""

from __future__ import annotations

import hashlib
import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from safelight.clients.actions import BulkAdd, BulkFill, Sorting
from safelight.clients.queries.matching import Match, addresses_of, match_drafts
from safelight.clients.rules.draft import ClientDraft
from safelight.clients.rules.keys import address_key, match_keys
from safelight.exchange.fields import Converter, Issue, row_without_cards
from safelight.exchange.imports.calm import seldom_collecting
from safelight.exchange.imports.decide import CREATE, Decision, decide
from safelight.exchange.imports.fitting import fitted
from safelight.exchange.imports.known import known_rows
from safelight.exchange.imports.outcome import Report, RowOutcome, Sums
from safelight.exchange.imports.plan import Plan
from safelight.exchange.imports.read_ahead import read_ahead
from safelight.exchange.tables import Row
from safelight.foundation.actions import Context
from safelight.foundation.statistics import refresh_statistics
from safelight.foundation.work import Progress

CHUNK: Final = 2_000
# A trial numbers its clients where no studio's numbers are, so that it does not hold up people who add clients.
_TRIAL_NUMBERS: Final = 9_000_000_000_000

# Tables that grow with the import and are looked up while it runs.
_GROWING: Final = (
    "clients_client", "clients_phone", "clients_email", "clients_address", "clients_familymember", "clients_taglink",
    "clients_groupmembership", "exchange_importedrow",
)  # fmt: skip

Keep = Callable[[Sequence[RowOutcome]], None]


@dataclass(slots=True)
class _Line:
    """A row on its way through its chunk."""

    outcome: RowOutcome
    draft: ClientDraft
    keys: list[tuple[str, str]]
    decision: Decision
    earlier: _Line | None = None


@dataclass(slots=True)
class _Chunk:
    """The lines of one chunk by what happens to them."""

    create: list[_Line] = field(default_factory=list)
    fill: list[_Line] = field(default_factory=list)


class ImportRun:
    """One run over a plan. Use :meth:`carry_out` once."""

    def __init__(self, context: Context, plan: Plan, *, trial: bool, progress: Progress, keep: Keep) -> None:
        """``keep`` receives the outcomes of each chunk, in the order of the file."""
        self.context = context
        self._plan = plan
        self._progress = progress
        self._keep = keep
        self._trial_numbers = itertools.count(_TRIAL_NUMBERS) if trial else None
        self._sums = Sums()
        self._sorting = Sorting(context, strict=False)
        self._fills = BulkFill(context, sorting=self._sorting)
        self._created_here: set[UUID] = set()
        self._informed_at = CHUNK
        self._nameless: dict[str, UUID] = {}

    def carry_out(self) -> Report:
        """Read the file to its end and do what each row asks for.

        Raises:
            Unreadable: the file breaks off.
            Cancelled: a person asked to stop; the caller's transaction takes everything back.
        """
        started = time.perf_counter()
        converter = self._plan.converter(self.context.studio, self.context.now.year)
        with (
            seldom_collecting(),
            read_ahead(self._converted_chunks(converter)) as chunks,
            BulkAdd(
                self.context, numbers=self._number if self._trial_numbers else None, sorting=self._sorting
            ) as adding,
        ):
            for outcomes, lines in chunks:
                self._one_chunk(adding, outcomes, lines)
                self._keep_the_planner_informed()
                self._progress.report(self._sums.rows, max(self._plan.expected_rows, self._sums.rows))
        self._fills.finish()
        return self._sums.report(time.perf_counter() - started)

    @property
    def made(self) -> dict[str, list[UUID]]:
        """Tags, groups, sources, stages and custom fields that were made, ids by table."""
        return self._sorting.made

    def _keep_the_planner_informed(self) -> None:
        if self._sums.rows >= self._informed_at:
            refresh_statistics(_GROWING)
            self._informed_at = self._sums.rows * 5

    def _number(self, count: int) -> range:
        first = next(self._trial_numbers) if self._trial_numbers else 0
        self._trial_numbers = itertools.count(first + count)
        return range(first, first + count)

    def _converted_chunks(self, converter: Converter) -> Iterator[tuple[list[RowOutcome], list[_Line]]]:
        """Read and convert; runs in a thread of its own while the database works, and touches no database."""
        rows = self._plan.table.rows()
        while chunk := list(itertools.islice(rows, CHUNK)):
            cut_short = {note.row for note in self._plan.table.notes if note.code == "row_too_long"}
            outcomes, lines = [], []
            for row in chunk:
                outcome, draft = _converted(converter, row, cut_short=row.number in cut_short)
                outcomes.append(outcome)
                if draft is not None:
                    lines.append(_Line(outcome, draft, match_keys(draft), CREATE))
            yield outcomes, lines

    def _one_chunk(self, adding: BulkAdd, outcomes: Sequence[RowOutcome], lines: Sequence[_Line]) -> None:
        chunk = self._sort(lines)
        self._create(adding, chunk.create)
        self._fill(chunk.fill)
        self._sums.add(outcomes)
        self._keep(outcomes)

    def _sort(self, lines: Sequence[_Line]) -> _Chunk:
        """Decide for each line, against what the studio has and against the lines before it in this chunk."""
        found = match_drafts([line.draft for line in lines], [line.keys for line in lines])
        seen_before = known_rows([line.outcome.row_key for line in lines])
        elsewhere = _Elsewhere(candidate.client_id for candidates in found for candidate in candidates)
        chunk, index = _Chunk(), _ChunkIndex()
        policy = self._plan.choices.on_match
        for line, candidates in zip(lines, found, strict=True):
            if candidates:
                line.decision = decide(line.draft, candidates, policy, elsewhere.of(line.draft))
            if line.decision.verdict == "create" and policy != "create":
                before = seen_before.get(line.outcome.row_key)
                same = self._nameless.get(line.outcome.row_key)
                if before is not None:
                    line.decision = Decision("skip", before, "same_row", "This very row was imported before.")
                elif same is not None:
                    line.decision = Decision("skip", same, "same_row", "This very row stands further up in this file.")
                else:
                    line.earlier = index.same_as(line)
            if line.decision.verdict == "create" and line.earlier is None:
                chunk.create.append(line)
                index.add(line)
            else:
                self._settle(line, chunk)
        return chunk

    def _settle(self, line: _Line, chunk: _Chunk) -> None:
        decision = line.decision
        line.outcome.client_id = decision.client_id
        if decision.verdict == "skip":
            line.outcome.kind = "skipped"
            line.outcome.issues += (Issue("", "info", decision.code, decision.reason),)
        else:
            chunk.fill.append(line)

    def _create(self, adding: BulkAdd, lines: Sequence[_Line]) -> None:
        ids = adding.add([line.draft for line in lines])
        for line, identifier in zip(lines, ids, strict=True):
            line.outcome.kind, line.outcome.client_id = "created", identifier
            if line.decision.reason:
                line.outcome.issues += (Issue("", "info", line.decision.code, line.decision.reason),)
            if not any(kind == "name" for kind, _ in line.keys):
                # No key finds such a row in a later chunk; that it says the same, word for word, does.
                self._nameless[line.outcome.row_key] = identifier
        self._created_here.update(ids)

    def _fill(self, lines: Sequence[_Line]) -> None:
        """Complete known clients, in rounds so that no client occurs twice in one round."""
        for line in lines:
            if line.earlier is not None:
                line.outcome.client_id = line.earlier.outcome.client_id
        waiting = self._without_repeats(lines)
        while waiting:
            taken: dict[UUID, _Line] = {}
            later = []
            for line in waiting:
                if line.outcome.client_id in taken:
                    later.append(line)
                elif line.outcome.client_id is not None:
                    taken[line.outcome.client_id] = line
            filled = {
                done.client_id: done
                for done in self._fills.fill([(identifier, line.draft) for identifier, line in taken.items()])
            }
            for identifier, line in taken.items():
                done = filled.get(identifier)
                self._tell(line, identifier, done.changed if done else ())
                if done and done.changed:
                    line.outcome.undo = done.undo
            waiting = later

    def _without_repeats(self, lines: Sequence[_Line]) -> list[_Line]:
        """Tell at once of rows that say, word for word, what one before them says of the same client."""
        said = {(line.earlier.outcome.client_id, line.earlier.outcome.row_key) for line in lines if line.earlier}
        fresh = []
        for line in lines:
            identifier, key = line.outcome.client_id, line.outcome.row_key
            if identifier is not None and (identifier, key) in said:
                self._tell(line, identifier, ())
            else:
                fresh.append(line)
                said.add((identifier, key))
        return fresh

    def _tell(self, line: _Line, identifier: UUID, changed: Sequence[str]) -> None:
        of_this_file = identifier in self._created_here
        outcome = line.outcome
        if line.earlier is not None:
            reason = f"The same client as in row {line.earlier.outcome.row} of this file."
        else:
            reason = line.decision.reason
        if of_this_file:
            outcome.kind = "merged"
        else:
            outcome.kind = "updated" if changed else "skipped"
        what = f" Completed: {', '.join(name.replace('_', ' ') for name in changed)}." if changed else " Nothing new."
        outcome.issues += (Issue("", "info", "merged" if of_this_file else "known", reason + what),)


class _ChunkIndex:
    """The new clients of this chunk by their keys: rows of one file may speak of the same person."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], _Line] = {}
        self._twins: dict[str, _Line] = {}

    def add(self, line: _Line) -> None:
        self._twins.setdefault(line.outcome.row_key, line)
        for key in line.keys:
            self._lines.setdefault(key, line)

    def same_as(self, line: _Line) -> _Line | None:
        """Return the earlier line that is the same client, by the rules that hold for known clients."""
        if twin := self._twins.get(line.outcome.row_key):
            return twin
        reached = bool(line.draft.emails or line.draft.phones)
        shared: dict[int, tuple[_Line, set[str]]] = {}
        for kind, key in line.keys:
            if kind == "name" and reached and not shared:
                # The name is the last key, and alone it makes nobody the same who can be reached.
                return None
            earlier = self._lines.get((kind, key))
            if earlier is not None:
                shared.setdefault(id(earlier), (earlier, set()))[1].add(kind)
        if not shared:
            return None
        lines = list(shared.values())
        candidates = [
            Match(UUID(int=place), place, earlier.draft.display_name, 1, frozenset(by))
            for place, (earlier, by) in enumerate(lines)
        ]
        decision = decide(line.draft, candidates, "fill", lambda place: _apart(line.draft, lines[place.int][0].draft))
        if decision.client_id is None:
            return None
        return lines[decision.client_id.int][0]


class _Elsewhere:
    """Where the known clients of a chunk live, asked in one query and only when somebody must know."""

    def __init__(self, ids: Iterable[UUID]) -> None:
        self._ids = list(dict.fromkeys(ids))
        self._known: dict[UUID, set[str]] | None = None

    def of(self, draft: ClientDraft) -> Callable[[UUID], bool]:
        """Return the question whether a known client has addresses, none of which is the draft's."""

        def lives_elsewhere(identifier: UUID) -> bool:
            own = _houses(draft)
            if not own:
                return False
            if self._known is None:
                self._known = addresses_of(self._ids)
            theirs = self._known.get(identifier, set())
            return bool(theirs) and not theirs & own

        return lives_elsewhere


def _houses(draft: ClientDraft) -> set[str]:
    return {key for address in draft.addresses if (key := address_key(address.street, address.postal_code))}


def _apart(draft: ClientDraft, other: ClientDraft) -> bool:
    own, theirs = _houses(draft), _houses(other)
    return bool(own and theirs and not own & theirs)


def _converted(converter: Converter, row: Row, *, cut_short: bool) -> tuple[RowOutcome, ClientDraft | None]:
    if cut_short:
        broken = Issue(
            "", "error", "row_too_long",
            "The row has more cells than there are columns. A missing quotation mark around a value that contains the "
            "separator is the usual cause; correct the row and import it again.",
        )  # fmt: skip
        return RowOutcome(row.number, "failed", issues=(broken,), cells=row_without_cards(row.cells)), None
    converted = converter.convert(row.cells)
    draft, issues = converted.draft, converted.issues
    if draft is not None:
        draft, remarks = fitted(draft)
        issues = remarks if draft is None else (*issues, *remarks)
    if draft is None:
        return RowOutcome(row.number, "failed", issues=issues, cells=row_without_cards(row.cells)), None
    key = hashlib.blake2b("\x1f".join(row.cells).encode("utf-8", "replace"), digest_size=16).hexdigest()
    return RowOutcome(row.number, "created", name=draft.display_name, row_key=key, issues=issues), draft
