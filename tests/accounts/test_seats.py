"""Floating seats in the database: never more than the limit, whatever clients, clocks and crashes do."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.accounts.actions import seats
from safelight.accounts.actions.seats import SeatChoice, Sitter, ask_for_seat, beat, free_seat, leave, take_seat
from safelight.accounts.models import Seat, User
from safelight.accounts.queries import holders, list_seats, standing
from safelight.accounts.rules.seats import Holder, device_label, limit_of, seconds_until_retry, who_gives_way
from safelight.foundation.actions import Conflict, Context, Empty, Forbidden, NotFound, ask, run
from safelight.foundation.models import JournalEntry
from safelight.foundation.tenancy import studio_scope
from tests.conftest import Cast

LIMIT = 5


def sitter(user: User) -> Sitter:
    return Sitter(user.id, uuid4(), "Firefox on Windows")


def fall_silent(device: UUID, seconds: int = 121) -> None:
    Seat.objects.filter(device=device).update(beat_at=database_now() - timedelta(seconds=seconds))


def database_now() -> object:
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        return cursor.fetchone()[0]


@pytest.fixture
def in_studio(cast: Cast) -> Iterator[Cast]:
    with studio_scope(cast.studio.id):
        yield cast


def test_five_of_five_sit_and_the_sixth_waits(in_studio: Cast) -> None:
    bo = in_studio.people["bo"]
    taken = [take_seat(sitter(bo), LIMIT) for _ in range(LIMIT)]
    assert [seat and seat.number for seat in taken] == [1, 2, 3, 4, 5]
    assert take_seat(sitter(bo), LIMIT) is None
    assert len(holders()) == LIMIT


def test_one_device_holds_one_seat(in_studio: Cast) -> None:
    who = sitter(in_studio.people["bo"])
    assert [take_seat(who, LIMIT), take_seat(who, LIMIT)] == [seats.Seated(1), seats.Seated(1)]
    assert Seat.objects.count() == 1


def test_signing_out_frees_the_seat_at_once(in_studio: Cast) -> None:
    bo = in_studio.people["bo"]
    first, second = sitter(bo), sitter(bo)
    take_seat(first, 1)
    assert take_seat(second, 1) is None
    leave(first.device)
    assert take_seat(second, 1) == seats.Seated(1)


def test_a_silent_device_loses_its_seat_only_to_somebody_who_wants_it(in_studio: Cast) -> None:
    bo = in_studio.people["bo"]
    first, second = sitter(bo), sitter(bo)
    take_seat(first, 1)
    fall_silent(first.device)
    assert holders() == []
    assert take_seat(first, 1) == seats.Seated(1), "nobody wanted it meanwhile"
    fall_silent(first.device)
    assert take_seat(second, 1) == seats.Seated(1)
    assert take_seat(first, 1) is None


def test_a_ping_keeps_a_seat_but_never_takes_one(in_studio: Cast) -> None:
    bo = in_studio.people["bo"]
    first, second = sitter(bo), sitter(bo)
    assert beat(first.device, 1) is None
    take_seat(first, 1)
    fall_silent(first.device, 100)
    assert beat(first.device, 1) == ""
    fall_silent(first.device)
    assert beat(first.device, 1) is None, "a ping that comes too late does not take the seat back"
    take_seat(second, 1)
    assert beat(first.device, 1) is None


def test_a_lowered_limit_acts_at_once(in_studio: Cast) -> None:
    bo = in_studio.people["bo"]
    sitters = [sitter(bo) for _ in range(3)]
    for who in sitters:
        take_seat(who, 3)
    seats.close_above(1)
    assert [holder.number for holder in holders()] == [1]
    assert take_seat(sitters[2], 1) is None
    assert beat(sitters[2].device, 1) is None


def test_a_raised_limit_lets_more_in(in_studio: Cast) -> None:
    bo = in_studio.people["bo"]
    assert take_seat(sitter(bo), 1)
    assert take_seat(sitter(bo), 1) is None
    assert take_seat(sitter(bo), 2) == seats.Seated(2)
    assert take_seat(sitter(bo), None) == seats.Seated(3)


def test_an_owner_always_enters_and_the_longest_idle_gives_way(in_studio: Cast) -> None:
    ana, bo = in_studio.people["ana"], in_studio.people["bo"]
    busy, idle = sitter(bo), sitter(bo)
    take_seat(busy, 2)
    take_seat(idle, 2)
    Seat.objects.filter(device=idle.device).update(used_at=database_now() - timedelta(minutes=12))
    hers = sitter(ana)
    seat = take_seat(hers, 2, context=in_studio.as_("ana"))
    assert seat is not None
    assert seat.number == 2
    assert seat.taken_from is not None
    assert seat.taken_from.name == "Bo Assist"
    assert take_seat(idle, 2) is None
    line = JournalEntry.objects.get(action="seats.take_over")
    assert line.summary == "Ana Owner took over the seat of Bo Assist, idle for 12 min"


def test_owners_give_way_to_owners_last(in_studio: Cast) -> None:
    ana = in_studio.people["ana"]
    first, second = sitter(ana), sitter(ana)
    take_seat(first, 1)
    seat = take_seat(second, 1, context=in_studio.as_("ana"))
    assert seat is not None
    assert len(holders()) == 1


def test_the_standing_knows_the_seat(in_studio: Cast) -> None:
    bo = in_studio.people["bo"]
    who = sitter(bo)
    before = standing(bo.id, who.device)
    assert before is not None
    assert (before.silent, before.seated) == (None, False)
    take_seat(who, None)
    after = standing(bo.id, who.device)
    assert after is not None
    assert after.seated
    fall_silent(who.device, 31)
    later = standing(bo.id, who.device)
    assert later is not None
    assert not later.seated


def test_asking_is_told_once(cast: Cast, ana: Context, bo: Context) -> None:
    hers = sitter(cast.people["ana"])
    with studio_scope(cast.studio.id):
        take_seat(hers, 1)
    card = ask(list_seats, bo, Empty()).items[0]
    run(ask_for_seat, bo, SeatChoice(seat_id=card.id))
    with studio_scope(cast.studio.id):
        assert beat(hers.device, 1) == "Bo Assist"
        assert beat(hers.device, 1) == ""
    with pytest.raises(Conflict):
        run(ask_for_seat, ana, SeatChoice(seat_id=card.id))


def test_a_manager_frees_a_seat_and_others_may_not(cast: Cast, ana: Context, bo: Context, dana: Context) -> None:
    with studio_scope(cast.studio.id):
        take_seat(sitter(cast.people["bo"]), 1)
        choice = SeatChoice(seat_id=holders()[0].seat_id)
    with pytest.raises(Forbidden):
        run(free_seat, bo, choice)
    with pytest.raises(NotFound):
        run(free_seat, dana, choice)
    run(free_seat, ana, choice)
    with studio_scope(cast.studio.id):
        assert holders() == []
    with pytest.raises(NotFound):
        run(free_seat, ana, choice)


def test_seats_of_another_studio_do_not_count(cast: Cast, rival: Cast) -> None:
    with studio_scope(rival.studio.id):
        assert take_seat(sitter(rival.people["dana"]), 1)
    with studio_scope(cast.studio.id):
        assert take_seat(sitter(cast.people["bo"]), 1)
        assert [holder.name for holder in holders()] == ["Bo Assist"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_forty_clients_on_five_seats_a_third_of_them_crashing(  # noqa: C901 - sampler and clients belong together
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Real connections; the lease is shortened in the statements, everything else is as it runs."""
    studio_id, bo = cast.studio.id, cast.people["bo"]
    for name in ("_TAKE_FREE", "_BEAT"):
        monkeypatch.setattr(seats, name, getattr(seats, name).replace("120 seconds", "1 second"))
    stop, over, most, samples, entered = threading.Event(), [], [0], [0], [0]

    def sample() -> None:
        try:
            while not stop.is_set():
                with studio_scope(studio_id), connection.cursor() as cursor:
                    cursor.execute(
                        "select count(*) from accounts_seat where device is not null"
                        " and beat_at > clock_timestamp() - interval '1 second'"
                    )
                    count = cursor.fetchone()[0]
                samples[0] += 1
                most[0] = max(most[0], count)
                if count > LIMIT:
                    over.append(count)
                time.sleep(0.002)
        finally:
            connection.close()

    def client(seed: int) -> None:
        chance = random.Random(seed)
        try:
            while not stop.is_set():
                who = sitter(bo)
                with studio_scope(studio_id):
                    seat = take_seat(who, LIMIT)
                if seat is None:
                    time.sleep(chance.uniform(0.02, 0.1))
                    continue
                entered[0] += 1
                for _ in range(chance.randrange(4)):
                    time.sleep(chance.uniform(0.01, 0.05))
                    with studio_scope(studio_id):
                        beat(who.device, LIMIT)
                if chance.random() > 0.3:
                    with studio_scope(studio_id):
                        leave(who.device)
        finally:
            connection.close()

    with ThreadPoolExecutor(41) as pool:
        jobs = [pool.submit(sample), *(pool.submit(client, seed) for seed in range(40))]
        time.sleep(6)
        stop.set()
        for job in jobs:
            job.result()
    assert over == [], f"{len(over)} of {samples[0]} samples above {LIMIT}, up to {max(over)}"
    assert most[0] == LIMIT, "the seats were never all in use, so nothing was proven"
    assert entered[0] > 2 * LIMIT
    time.sleep(1.1)
    with studio_scope(studio_id):
        assert take_seat(sitter(bo), LIMIT), "every seat of a crashed client is free after the lease"
        assert Seat.objects.count() == LIMIT


HOLDERS = st.lists(
    st.builds(
        Holder,
        seat_id=st.uuids(),
        number=st.integers(1, 9),
        user_id=st.uuids(),
        name=st.just("x"),
        label=st.just(""),
        is_owner=st.booleans(),
        idle=st.floats(0, 1e6),
        held=st.floats(0, 1e6),
    ),
    max_size=9,
)


@settings(deadline=None)
@given(HOLDERS)
def test_an_owner_gives_way_only_if_nobody_else_sits(found: list[Holder]) -> None:
    chosen = who_gives_way(found)
    if not found:
        assert chosen is None
        return
    assert chosen is not None
    others = [holder for holder in found if not holder.is_owner]
    assert chosen.is_owner is not bool(others)
    assert chosen.idle == max(holder.idle for holder in (others or found))


@settings(deadline=None)
@given(st.none() | st.integers(1, 100), st.none() | st.integers(1, 100))
def test_the_smaller_limit_counts(studio: int | None, installation: int | None) -> None:
    limit = limit_of(studio, installation)
    assert limit in {studio, installation}
    assert limit is None or all(other is None or limit <= other for other in (studio, installation))


def test_fifty_waiting_pages_ask_less_than_ten_times_a_second() -> None:
    mean = sum(seconds_until_retry() for _ in range(2000)) / 2000
    assert 50 / mean < 10


@pytest.mark.parametrize(
    ("described", "label"),
    [
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
            "Safari on Mac",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8", "Unknown device"),
    ],
)
def test_a_device_is_named_as_people_name_it(described: str, label: str) -> None:
    assert device_label(described) == label
