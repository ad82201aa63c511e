"""How alike two clients are, from 0 to 1, with the reasons in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from safelight.clients.rules.names import compared, sound, words
from safelight.clients.rules.nicknames import same_first_name
from safelight.clients.rules.typing_errors import distance

REVIEWED_FROM: Final = 0.5
_NO_YEAR: Final = 1604
_TYPED: Final = 4


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of a client: folded names, and the keys of mails, phones (E.164) and addresses."""

    first_name: str
    last_name: str
    display_name: str
    mails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    birthday: date | None = None
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two clients are; ``reasons`` are short phrases such as “same mail address”."""

    score: float
    reasons: tuple[str, ...]


def compare(one: Profile, other: Profile) -> Likeness:
    """Compare two clients.

    Independent evidence adds up as probabilities do: 1 − (1 − a)(1 − b)… Different first names or birthdays
    speak against: families share phones, mails and addresses.
    """
    evidence: list[tuple[float, str]] = []
    name, same_last, first_names_differ = _names(one, other)
    if name[0]:
        evidence.append(name)
    if one.mails & other.mails:
        evidence.append((0.75, "same mail address"))
    if one.phones & other.phones:
        evidence.append((0.6, "same phone number"))
    if one.addresses & other.addresses:
        evidence.append((0.4 if same_last else 0.15, "same address" if not same_last else "same last name and address"))
    if one.birthday and one.birthday == other.birthday:
        evidence.append((0.4 if one.birthday.year != _NO_YEAR else 0.2, "same birthday"))
    if one.external_id and one.external_id == other.external_id:
        evidence.append((0.7, "same number in the other program"))
    apart = 1.0
    for weight, _ in evidence:
        apart *= 1 - weight
    score = 1 - apart
    if first_names_differ:
        score *= 0.55
    if one.birthday and other.birthday and _differ(one.birthday, other.birthday):
        score *= 0.5
    return Likeness(round(score, 3), tuple(reason for _, reason in evidence))


def _names(one: Profile, other: Profile) -> tuple[tuple[float, str], bool, bool]:  # noqa: PLR0911 - one per finding
    """Return the evidence of the names, whether last names are alike, and whether first names contradict."""
    mine, theirs = _words(one.first_name, one.last_name), _words(other.first_name, other.last_name)
    if not (one.first_name and one.last_name and other.first_name and other.last_name):
        whole = [sorted(_words(profile.display_name, "")[0]) for profile in (one, other)]
        same = bool(whole[0]) and whole[0] == whole[1]
        several = same and len(whole[0]) > 1
        return ((0.55 if several else 0.35, "same name") if same else (0.0, ""), same, False)
    (first, last), (other_first, other_last) = mine, theirs
    if not (first and last and other_first and other_last):
        return (0.0, ""), False, False
    same_last = last == other_last
    if same_last and first == other_first:
        return (0.6, "same name"), True, False
    if first == other_last and last == other_first:
        return (0.55, "first and last name swapped"), True, False
    alike_first = any(same_first_name(a, b) for a in first[:1] for b in other_first[:1])
    if same_last and alike_first:
        return (0.55, f"{one.first_name} and {other.first_name} are forms of one name"), True, False
    near_last = same_last or _near(last, other_last)
    near_first = alike_first or first == other_first or _near(first, other_first)
    if near_last and near_first:
        return (0.5, "names differ by a typing error or spelling"), True, False
    if same_last and (first[0].startswith(other_first[0]) or other_first[0].startswith(first[0])):
        return (0.45, "same last name, first name shortened"), True, False
    return (0.0, ""), same_last, not near_first


def _words(first: str, last: str) -> tuple[list[str], list[str]]:
    return [compared(word) for word in words(first)], [compared(word) for word in words(last)]


def _near(one: list[str], other: list[str]) -> bool:
    a, b = " ".join(one), " ".join(other)
    if min(len(a), len(b)) < _TYPED:
        return False
    return distance(a, b) <= 1 or [sound(word) for word in one] == [sound(word) for word in other]


def _differ(one: date, other: date) -> bool:
    if _NO_YEAR in {one.year, other.year}:
        return (one.month, one.day) != (other.month, other.day)
    return one != other
