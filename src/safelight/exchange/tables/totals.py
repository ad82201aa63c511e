"""Rows that close a report instead of describing anyone: totals, counts, "page 1 of 3"."""

from __future__ import annotations

import re

_WIDE = 3
_REMEMBERED = 20_000
_DIALLED = 7

MOST_END_ROWS = 4
"""A report ends with at most so many closing rows; more in a run are taken for data."""

_LABEL = re.compile(
    r"\W*(?:grand\s+|sub[\s-]*|report\s+)?"
    r"(?:totals?|sums?|count|average|records?|rows?|summe[n]?|gesamt(?:summe|anzahl|zahl)?|insgesamt|anzahl|"
    r"zwischensumme|endsumme|mittelwert|total\s+g[eé]n[eé]ral|totaux|somme|nombre|suma|totales|totale|totali|somma|"
    r"conteggio|numero|totaal|aantal|subtotaal|totais|soma|contagem|razem|celkem|yhteensä|итого|всего|合計|总计|合计|總計)"
    r"\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\W*(?:page|seite|página|pagina|blatt)\s+\d+(?:\s*(?:of|/|von|de|di|van)\s*\d+)?\W*$"
    r"|\W*(?:end\s+of\s+(?:report|file|list|data)|ende\s+der\s+(?:liste|datei)|fin\s+(?:de|du)\s+\w+)\W*$"
    r"|\W*\d[\d.,\s]*(?:records?|rows?|clients?|customers?|contacts?|entries|items|datensätze|einträge|kunden|kontakte)"
    r"(?:\s+(?:found|listed|exported|total))?\W*$"
    r"|(?:generated|printed|exported|created|erstellt|gedruckt|imprimé|généré|généree|stampato|impreso)\s"
    r"(?:on|at|by|am|le|il|el)\b.*$"
    r"|\W*(?:copyright|©|\(c\)\s).*$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[^\w]*(?:[A-Z]{3}\s*)?[-+(]?[\d.,'’\s\u00a0\u202f]*\d[)%]?\s*(?:[A-Z]{3}|[^\w\s])?\W*$")
BEGINNINGS = frozenset(
    [
        "tot",
        "gra",
        "sub",
        "rep",
        "sum",
        "cou",
        "ave",
        "rec",
        "row",
        "ges",
        "ins",
        "anz",
        "zwi",
        "end",
        "mit",
        "som",
        "nom",
        "con",
        "num",
        "aan",
        "soi",
        "soma",
        "raz",
        "cel",
        "yht",
        "ито",
        "все",
        "合",
        "合计",
        "合計",
        "总计",
        "总",
        "總",
        "總計",
        "pag",
        "sei",
        "bla",
        "pág",
        "fin",
        "gen",
        "pri",
        "exp",
        "cre",
        "ers",
        "ged",
        "imp",
        "gén",
        "sta",
        "cop",
    ]
)
"""The first three letters, in lower case, of every word a closing row can begin with."""


class Openings(dict[str, bool]):
    """Whether a first cell that begins with these (three) letters can open a closing row; remembered, so it is cheap."""

    def __missing__(self, letters: str) -> bool:
        """Decide once for letters not met before."""
        verdict = not letters[:1].isalpha() or letters.lower() in BEGINNINGS or letters[:2] in BEGINNINGS
        if len(self) < _REMEMBERED:
            self[letters] = verdict
        return verdict


def looks_like_end(cells: list[str]) -> bool:
    """Whether a row, if it came last, would be a total or a closing line rather than a record.

    ``cells`` is one row, not all blank. A client named "Total" with a mail address or a second word is a record.
    """
    lead = cells[0]
    filled = [cell for cell in cells if cell and not cell.isspace()]
    if not filled or len(cells) == 1 or (lead[:1].isdigit() and len(filled) > 1):
        return False
    lead = filled[0].strip()
    if len(filled) == 1 and len(cells) >= _WIDE and _CLOSING.match(lead):
        return True
    if not _LABEL.match(lead):
        return False
    rest = filled[1:]
    if not rest:
        return len(cells) >= _WIDE and bool(re.search(r"[\d:=]|^\W*\w+\W*$", lead))
    amounts = sum(1 for cell in rest if _AMOUNT.match(cell.strip()))
    return amounts == len(rest) and not any(_is_long_number(cell) for cell in rest)


def _is_long_number(cell: str) -> bool:
    """Whether the digits read like a telephone number rather than a sum."""
    text = cell.strip()
    return text.startswith(("+", "00")) and sum(character.isdigit() for character in text) >= _DIALLED
