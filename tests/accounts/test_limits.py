"""Limits slow down whoever guesses, never the owner elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.accounts.actions.tries import TooManyTries, count_try, sweep
from safelight.accounts.models import GuessTally
from safelight.accounts.rules.addresses import NOWHERE, client_address, neighbourhood
from safelight.accounts.rules.limits import NETWORK, PASSWORD, Tally, after_try, taken_back, wait_of
from safelight.config.environment import networks

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ATTACKER, NEIGHBOUR, OWNER = "203.0.113.9", "203.0.113.77", "198.51.100.4"


def test_ten_thousand_guesses_in_a_row_reach_a_password_five_times() -> None:
    tally, reached = None, 0
    for second in range(10_000):
        now = NOON + timedelta(milliseconds=second)
        if not wait_of(tally, PASSWORD, now):
            tally, reached = after_try(tally, PASSWORD, now), reached + 1
    assert reached == PASSWORD.free


def test_a_patient_guesser_gets_few_tries_a_day() -> None:
    tally, now, reached = None, NOON, 0
    while now < NOON + timedelta(days=1):
        now += wait_of(tally, PASSWORD, now)
        tally, reached = after_try(tally, PASSWORD, now), reached + 1
    assert reached < 24 * 60 * 60 / PASSWORD.longest_wait.total_seconds() * PASSWORD.free


@settings(deadline=None)
@given(st.lists(st.floats(0, 4000), max_size=60))
def test_waiting_is_bounded_and_tries_are_counted(gaps: list[float]) -> None:
    tally: Tally | None = None
    now = NOON
    for gap in gaps:
        now += timedelta(seconds=gap)
        wait = wait_of(tally, PASSWORD, now)
        assert timedelta() <= wait <= PASSWORD.longest_wait
        if not wait:
            tally = after_try(tally, PASSWORD, now)
            assert (wait_of(tally, PASSWORD, now) > timedelta()) is (tally.tries >= PASSWORD.free)


def test_a_rightful_try_is_taken_back() -> None:
    tally = after_try(None, NETWORK, NOON)
    assert taken_back(tally).tries == 0


def test_the_attacker_waits_and_the_owner_does_not(db: None) -> None:
    for _ in range(PASSWORD.free):
        count_try(PASSWORD, "ana@studio.example", ATTACKER)
    for address in (ATTACKER, NEIGHBOUR):
        with pytest.raises(TooManyTries, match="Wait 1 min"):
            count_try(PASSWORD, "Ana@studio.example ", address)
    count_try(PASSWORD, "ana@studio.example", OWNER)
    count_try(PASSWORD, "bo@studio.example", ATTACKER)


def test_one_network_cannot_try_many_accounts(db: None) -> None:
    for number in range(NETWORK.free):
        count_try(PASSWORD, f"person{number}@studio.example", ATTACKER)
    with pytest.raises(TooManyTries):
        count_try(PASSWORD, "another@studio.example", ATTACKER)
    count_try(PASSWORD, "another@studio.example", OWNER)


def test_a_rightful_one_starts_afresh(db: None) -> None:
    for _ in range(PASSWORD.free - 1):
        count_try(PASSWORD, "ana@studio.example", OWNER)
    count_try(PASSWORD, "ana@studio.example", OWNER).rightful()
    for _ in range(PASSWORD.free):
        count_try(PASSWORD, "ana@studio.example", OWNER)


def test_the_table_names_nobody(db: None) -> None:
    count_try(PASSWORD, "ana@studio.example", OWNER)
    kept = " ".join(GuessTally.objects.values_list("key", flat=True))
    assert "ana" not in kept
    assert "198.51" not in kept
    GuessTally.objects.update(since=NOON)
    sweep()
    assert not GuessTally.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_do_not_slip_through() -> None:
    def guess(_: int) -> bool:
        try:
            count_try(PASSWORD, "ana@studio.example", ATTACKER)
        except TooManyTries:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(guess, range(60))) == PASSWORD.free


@pytest.mark.parametrize(
    ("remote", "forwarded", "trusted", "expected"),
    [
        ("198.51.100.4", "", "", "198.51.100.4"),
        ("198.51.100.4", "1.2.3.4", "", "198.51.100.4"),
        ("10.0.0.1", "1.2.3.4", "10.0.0.1", "1.2.3.4"),
        ("10.0.0.1", "6.6.6.6, 1.2.3.4", "10.0.0.1", "1.2.3.4"),
        ("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", "10.0.0.0/8", "1.2.3.4"),
        ("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", "10.0.0.1", "10.0.0.2"),
        ("10.0.0.1", "nonsense", "10.0.0.1", "10.0.0.1"),
        ("10.0.0.1", "1.2.3.4:4711", "10.0.0.1", "1.2.3.4"),
        ("::1", "[2001:db8::7]:443", "::1", "2001:db8::7"),
        ("::ffff:10.0.0.1", "1.2.3.4", "10.0.0.1", "1.2.3.4"),
        ("", "1.2.3.4", "10.0.0.1", NOWHERE),
    ],
)
def test_exactly_the_trusted_hops_are_believed(remote: str, forwarded: str, trusted: str, expected: str) -> None:
    read: Callable[[str], object] = networks
    assert client_address(remote, forwarded, read(trusted) if trusted else ()) == expected  # type: ignore[arg-type]


def test_neighbours_are_a_24_or_a_64() -> None:
    assert neighbourhood("203.0.113.9") == "203.0.113.0/24"
    assert neighbourhood("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64"
    assert neighbourhood("nonsense") == neighbourhood(NOWHERE)
