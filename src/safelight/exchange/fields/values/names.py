"""A person's name in one cell taken apart: titles, particles, "Last, First", couples, families, organizations.

Own rules rather than a general parser: they cost 5 µs a name instead of 200, know couples and families, and keep
what they do not know. Letter case is never changed.
"""

# ruff: noqa: PLR2004 - shares, lengths and digits of the rules stand where they are used
# ruff: noqa: SIM905 - a list of words reads as a text

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from safelight.clients.rules.draft import ClientKind

_TITLES: Final = frozenset(
    "dr prof mr mrs ms miss mx herr frau fr. hr mme mlle m. monsieur madame mademoiselle mister sr. sra sra. srta señor señora sig "
    "sig.ra signor signora dott dott.ssa ing dipl.-ing dipl.ing mag dhr mevr mw drs ir rev sir lady dame hon capt lt col sgt "
    "fr pastor rabbi dra eng prof.dr".split()
)
_SUFFIXES: Final = frozenset(
    "jr sr ii iii iv md phd ph.d esq dds cpa mba dvm rn jnr snr m.d msc bsc ma ba llm filho neto júnior".split()
)
_PARTICLES: Final = frozenset(
    "van von der den de la del della delle dello di da do dos das du des le lo el al bin ibn ben ter ten te zu zum zur vom af av "
    "st. san santa 't d' y dal dalla degli af op 't".split()
)
_ORGANIZATION: Final = frozenset(
    "gmbh ag kg ohg gbr ug inc inc. llc ltd limited corp corporation co. company plc sa s.a s.a. sarl sas srl s.r.l s.r.l. spa s.p.a bv "
    "b.v b.v. nv vof e.v e.v. ev gmbh&co lda ltda pty llp foundation association school schule grundschule gymnasium kindergarten kita "
    "university college church academy studio studios photography photographie fotografie fotostudio agentur agency hotel "
    "restaurant verein stiftung école ecole colegio escuela scuola school club group holding services solutions".split()
)
_FAMILY: Final = frozenset("family familie famille familia famiglia família fam household gezin".split())
_JOINERS: Final = re.compile(r"\s+(?:&|\+|and|und|et|en|e|y)\s+|\s*[&+]\s*", re.IGNORECASE)
_WEAK_JOINER: Final = re.compile(r"\s(?:e|y)\s", re.IGNORECASE)
_NICKNAME: Final = re.compile(r"\s*(?:[\"“„«](?P<quoted>[^\"“”„«»]+)[\"”“»]|\((?P<bracketed>[^()]+)\))\s*")
_CJK: Final = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart; of a couple, ``partner_first`` and ``partner_last`` are the second person's."""

    prefix: str = ""
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    nickname: str = ""
    partner_first: str = ""
    partner_last: str = ""
    kind: ClientKind = ClientKind.PERSON
    organization: str = ""


def split_name(text: str, *, last_first: bool = False) -> NameParts:
    """The parts of a full name (cleaned text); ``last_first`` where the column writes the last name first without comma."""
    words = text.split()
    if len(words) == 1:
        return NameParts(first=text)
    if len(words) == 2 and text.isalpha() is False and "," not in text:
        first, last = words
        if first.isalpha() and last.isalpha() and not _special(first) and not _special(last):
            if last_first != bool(_CJK.search(text)):
                first, last = last, first
            return NameParts(first=first, last=last)
    if is_organization(text):
        return NameParts(kind=ClientKind.ORGANIZATION, organization=text)
    nickname = ""
    if (match := _NICKNAME.search(text)) is not None and match.group().strip() != text:
        nickname = (match["quoted"] or match["bracketed"]).strip()
        text = f"{text[: match.start()]} {text[match.end() :]}".strip()
    family = _family(text)
    if family:
        return NameParts(last=family, nickname=nickname, kind=ClientKind.FAMILY)
    parts = _couple(text, last_first=last_first) or _person(text, last_first=last_first)
    if not nickname:
        return parts
    return NameParts(
        parts.prefix, parts.first, parts.middle, parts.last, parts.suffix, nickname,
        parts.partner_first, parts.partner_last, parts.kind, parts.organization,
    )  # fmt: skip


def split_couple(first_names: str) -> tuple[str, str] | None:
    """The two first names of ``Anna & Tom``, or None; weak joiners (``e``, ``y``) between single words only."""
    pieces = _JOINERS.split(first_names)
    if len(pieces) != 2 or not pieces[0].strip() or not pieces[1].strip():
        return None
    return pieces[0].strip(), pieces[1].strip()


def is_organization(text: str) -> bool:
    """Whether a name ends or begins like a company's or an institution's (``… GmbH``, ``Grundschule …``)."""
    words = [word.casefold().strip(",()") for word in text.split()]
    return len(words) > 1 and (
        words[-1] in _ORGANIZATION or words[0] in _ORGANIZATION or words[-1].rstrip(".") in _ORGANIZATION
    )


def _special(word: str) -> bool:
    key = word.casefold()
    return key in _TITLES or key in _SUFFIXES or key in _ORGANIZATION or key in _FAMILY or key in _PARTICLES


def _family(text: str) -> str:
    """The family's name of ``Familie Müller`` or ``The Smith Family``, or an empty string."""
    words = text.split()
    if len(words) < 2 or "," in text:
        return ""
    if words[0].casefold().rstrip(".") in _FAMILY:
        return " ".join(words[1:])
    if words[-1].casefold() in {"family", "household"}:
        return " ".join(words[1:-1] if words[0].casefold() == "the" and len(words) > 2 else words[:-1])
    return ""


def _couple(text: str, *, last_first: bool) -> NameParts | None:  # noqa: C901, PLR0911 - a table of cases
    last_name = ""
    names = text
    if text.count(",") == 1:
        last_name, names = (part.strip() for part in text.split(","))
        if _JOINERS.search(last_name):
            return None
    elif "," in text:
        return None
    pair = split_couple(names)
    if pair is None:
        return None
    left, right = pair
    if last_name and len(right.split()) > 1 and len(last_name.split()) == 1:
        # "Anna, Tom & Max Smith": a list of first names, nobody's last name in front.
        *firsts, last = text.split()
        return NameParts(first=" ".join(firsts), last=last, kind=ClientKind.FAMILY)
    if last_name:
        return NameParts(
            first=left, last=last_name, partner_first=right, partner_last=last_name, kind=ClientKind.FAMILY
        )
    if len(left.split()) > 1 and len(right.split()) == 1 and _WEAK_JOINER.search(names):
        return None  # José Ortega y Gasset
    if left.casefold().rstrip(".") in _TITLES:
        other = _person(right, last_first=False)
        joined = names[: names.index(right)] + (other.prefix or "")
        if other.prefix:
            if not other.last:
                return NameParts(prefix=joined.strip(), last=other.first, kind=ClientKind.FAMILY)
            return NameParts(prefix=joined.strip(), first=other.first, last=other.last, kind=ClientKind.FAMILY)
    one = _person(left, last_first=last_first)
    two = _person(right, last_first=last_first)
    if last_first and one.last and not two.last:
        two = NameParts(first=two.first, last=one.last)
    partner_first = " ".join(part for part in (two.prefix, two.first, two.middle) if part)
    partner_last = " ".join(part for part in (two.last or one.last, two.suffix) if part)
    return NameParts(
        one.prefix, one.first, one.middle, one.last or two.last, one.suffix,
        partner_first=partner_first, partner_last=partner_last, kind=ClientKind.FAMILY,
    )  # fmt: skip


def _person(text: str, *, last_first: bool) -> NameParts:
    suffixes: list[str] = []
    last = ""
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    while len(pieces) > 1 and all(_is_suffix(word) for word in pieces[-1].split()):
        suffixes.insert(0, pieces.pop())
    if len(pieces) > 1:
        last, text = pieces[0], " ".join(pieces[1:])
    else:
        text = pieces[0] if pieces else ""
    words = text.split()
    prefix: list[str] = []
    while len(words) > (0 if last else 1) and _is_title(words[0]):
        prefix.append(words.pop(0))
    while len(words) > 1 and _is_suffix(words[-1]):
        suffixes.insert(0, words.pop())
    if last:
        # "van der Berg, Anna" and the Dutch "Berg, Anna van der".
        trailing: list[str] = []
        while len(words) > 1 and words[-1].casefold() in _PARTICLES:
            trailing.insert(0, words.pop())
        last = " ".join([*trailing, last])
        first, middle = (words[0], " ".join(words[1:])) if words else ("", "")
    elif last_first:
        start = next((index for index, word in enumerate(words) if word.casefold() not in _PARTICLES), len(words) - 1)
        last, first, middle = (
            " ".join(words[: start + 1]),
            " ".join(words[start + 1 : start + 2]),
            " ".join(words[start + 2 :]),
        )
    else:
        cut = _last_name_at(words)
        first, middle, last = words[0] if words else "", " ".join(words[1:cut]), " ".join(words[cut:])
    return NameParts(" ".join(prefix), first, middle, last, " ".join(suffixes))


def _last_name_at(words: list[str]) -> int:
    """Where the last name begins: at the first particle after the first name, else at the last word."""
    for index in range(1, len(words) - 1):
        if words[index].casefold() in _PARTICLES or words[index].startswith(("d'", "D'", "d’")):
            return index
    return max(1, len(words) - 1)


def _is_title(word: str) -> bool:
    key = word.casefold()
    return key in _TITLES or (key.endswith(".") and key.rstrip(".") in _TITLES)


def _is_suffix(word: str) -> bool:
    key = word.casefold().rstrip(".")
    return key in _SUFFIXES
