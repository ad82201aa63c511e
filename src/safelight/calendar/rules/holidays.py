"""Public holidays of some countries, worked out from their rules: what a studio may start its own list from.

Nationwide days only (for GB those of England and Wales); regions differ and the studio adds or drops days. Sources: US
5 U.S.C. 6103 and Executive Order 11582 (Saturday to Friday, Sunday to Monday); CA Canada Labour Code s. 166; GB Banking and
Financial Dealings Act 1971; IE Organisation of Working Time Act 1997, second schedule; DE the laws of all sixteen states;
AT Arbeitsruhegesetz § 7; CH Bundesverfassung art. 110(3) and days all cantons keep; FR Code du travail L3133-1; ES Real
Decreto 2001/1983 art. 45; IT legge 260/1949 as amended; PT Código do Trabalho art. 234; NL Algemene termijnenwet art. 3;
BE arrêté royal of 18 April 1974; AU Fair Work Act 2009 s. 115; NZ Holidays Act 2003 s. 44 and Te Ture mō te Hararei
Tūmatanui o te Kāhui o Matariki 2022, schedule 1. Easter: the Gregorian computus (Meeus, Jones, Butcher).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeAlias

MONDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = 0, 3, 4, 5, 6


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    """A day on which most places of a country are closed."""

    day: date
    name: str


Rule: TypeAlias = Callable[[int], Iterable[PublicHoliday]]


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, skipped = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * skipped + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _fixed(month: int, day: int, name: str, since: int = 0) -> Rule:
    return lambda year: [PublicHoliday(date(year, month, day), name)] if year >= since else []


def _easter(offset: int, name: str) -> Rule:
    return lambda year: [PublicHoliday(easter(year) + timedelta(days=offset), name)]


def _nth(month: int, weekday: int, number: int, name: str) -> Rule:
    """The n-th weekday of a month; −1 is the last one."""

    def find(year: int) -> list[PublicHoliday]:
        if number > 0:
            first = date(year, month, 1)
            day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
        else:
            last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            day = last - timedelta(days=(last.weekday() - weekday) % 7)
        return [PublicHoliday(day, name)]

    return find


def _observed(rule: Rule, saturday: int, sunday: int) -> Rule:
    """Keep the day, and close on another one too when it falls on a weekend."""

    def find(year: int) -> list[PublicHoliday]:
        found = []
        for each in rule(year):
            found.append(each)
            shift = {SATURDAY: saturday, SUNDAY: sunday}.get(each.day.weekday(), 0)
            if shift:
                found.append(PublicHoliday(each.day + timedelta(days=shift), f"{each.name} (observed)"))
        return found

    return find


def _us(rule: Rule) -> Rule:
    return _observed(rule, -1, 1)


def _monday(rule: Rule) -> Rule:
    return _observed(rule, 2, 1)


def _christmas_pair(second: str) -> Rule:
    """Christmas Day and the day after, which take the following free weekdays when they fall on a weekend."""

    def find(year: int) -> list[PublicHoliday]:
        first = PublicHoliday(date(year, 12, 25), "Christmas Day")
        after = PublicHoliday(date(year, 12, 26), second)
        found = [first, after]
        match first.day.weekday():
            case 4:  # the second falls on a Saturday
                found.append(PublicHoliday(date(year, 12, 28), f"{second} (observed)"))
            case 5:
                found.append(PublicHoliday(date(year, 12, 27), "Christmas Day (observed)"))
                found.append(PublicHoliday(date(year, 12, 28), f"{second} (observed)"))
            case 6:
                found.append(PublicHoliday(date(year, 12, 27), "Christmas Day (observed)"))
        return found

    return find


def _new_years_of_new_zealand(year: int) -> list[PublicHoliday]:
    first, second = date(year, 1, 1), date(year, 1, 2)
    found = [PublicHoliday(first, "New Year's Day"), PublicHoliday(second, "Day after New Year's Day")]
    match first.weekday():
        case 4:
            found.append(PublicHoliday(date(year, 1, 4), "Day after New Year's Day (observed)"))
        case 5:
            found.append(PublicHoliday(date(year, 1, 3), "New Year's Day (observed)"))
            found.append(PublicHoliday(date(year, 1, 4), "Day after New Year's Day (observed)"))
        case 6:
            found.append(PublicHoliday(date(year, 1, 3), "New Year's Day (observed)"))
    return found


def _before_25_may(name: str) -> Rule:
    def find(year: int) -> list[PublicHoliday]:
        eve = date(year, 5, 24)
        return [PublicHoliday(eve - timedelta(days=eve.weekday()), name)]

    return find


def _brigid(year: int) -> list[PublicHoliday]:
    first = date(year, 2, 1)
    day = first if first.weekday() == FRIDAY else first + timedelta(days=-first.weekday() % 7)
    return [PublicHoliday(day, "St Brigid's Day")]


def _king_of_the_netherlands(year: int) -> list[PublicHoliday]:
    day = date(year, 4, 27)
    return [PublicHoliday(day - timedelta(days=int(day.weekday() == SUNDAY)), "Koningsdag")]


_MATARIKI: Final = {
    2022: (6, 24), 2023: (7, 14), 2024: (6, 28), 2025: (6, 20), 2026: (7, 10), 2027: (6, 25), 2028: (7, 14),
    2029: (7, 6), 2030: (6, 21),
}  # fmt: skip


def _matariki(year: int) -> list[PublicHoliday]:
    return [PublicHoliday(date(year, *_MATARIKI[year]), "Matariki")] if year in _MATARIKI else []


_RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "US": (
        _us(_fixed(1, 1, "New Year's Day")),
        _nth(1, MONDAY, 3, "Martin Luther King Jr. Day"),
        _nth(2, MONDAY, 3, "Washington's Birthday"),
        _nth(5, MONDAY, -1, "Memorial Day"),
        _us(_fixed(6, 19, "Juneteenth", since=2021)),
        _us(_fixed(7, 4, "Independence Day")),
        _nth(9, MONDAY, 1, "Labor Day"),
        _nth(10, MONDAY, 2, "Columbus Day"),
        _us(_fixed(11, 11, "Veterans Day")),
        _nth(11, THURSDAY, 4, "Thanksgiving Day"),
        _us(_fixed(12, 25, "Christmas Day")),
    ),
    "CA": (
        _fixed(1, 1, "New Year's Day"),
        _easter(-2, "Good Friday"),
        _before_25_may("Victoria Day"),
        _observed(_fixed(7, 1, "Canada Day"), 0, 1),
        _nth(9, MONDAY, 1, "Labour Day"),
        _fixed(9, 30, "National Day for Truth and Reconciliation", since=2021),
        _nth(10, MONDAY, 2, "Thanksgiving"),
        _fixed(11, 11, "Remembrance Day"),
        _fixed(12, 25, "Christmas Day"),
        _fixed(12, 26, "Boxing Day"),
    ),
    "GB": (
        _monday(_fixed(1, 1, "New Year's Day")),
        _easter(-2, "Good Friday"),
        _easter(1, "Easter Monday"),
        _nth(5, MONDAY, 1, "Early May bank holiday"),
        _nth(5, MONDAY, -1, "Spring bank holiday"),
        _nth(8, MONDAY, -1, "Summer bank holiday"),
        _christmas_pair("Boxing Day"),
    ),
    "IE": (
        _fixed(1, 1, "New Year's Day"),
        _brigid,
        _fixed(3, 17, "St Patrick's Day"),
        _easter(1, "Easter Monday"),
        _nth(5, MONDAY, 1, "May Day"),
        _nth(6, MONDAY, 1, "June holiday"),
        _nth(8, MONDAY, 1, "August holiday"),
        _nth(10, MONDAY, -1, "October holiday"),
        _fixed(12, 25, "Christmas Day"),
        _fixed(12, 26, "St Stephen's Day"),
    ),
    "DE": (
        _fixed(1, 1, "Neujahr"),
        _easter(-2, "Karfreitag"),
        _easter(1, "Ostermontag"),
        _fixed(5, 1, "Tag der Arbeit"),
        _easter(39, "Christi Himmelfahrt"),
        _easter(50, "Pfingstmontag"),
        _fixed(10, 3, "Tag der Deutschen Einheit"),
        _fixed(12, 25, "Erster Weihnachtstag"),
        _fixed(12, 26, "Zweiter Weihnachtstag"),
    ),
    "AT": (
        _fixed(1, 1, "Neujahr"),
        _fixed(1, 6, "Heilige Drei Könige"),
        _easter(1, "Ostermontag"),
        _fixed(5, 1, "Staatsfeiertag"),
        _easter(39, "Christi Himmelfahrt"),
        _easter(50, "Pfingstmontag"),
        _easter(60, "Fronleichnam"),
        _fixed(8, 15, "Mariä Himmelfahrt"),
        _fixed(10, 26, "Nationalfeiertag"),
        _fixed(11, 1, "Allerheiligen"),
        _fixed(12, 8, "Mariä Empfängnis"),
        _fixed(12, 25, "Christtag"),
        _fixed(12, 26, "Stefanitag"),
    ),
    "CH": (
        _fixed(1, 1, "Neujahr"),
        _easter(39, "Auffahrt"),
        _fixed(8, 1, "Bundesfeier"),
        _fixed(12, 25, "Weihnachten"),
    ),
    "FR": (
        _fixed(1, 1, "Jour de l'an"),
        _easter(1, "Lundi de Pâques"),
        _fixed(5, 1, "Fête du Travail"),
        _fixed(5, 8, "Victoire 1945"),
        _easter(39, "Ascension"),
        _easter(50, "Lundi de Pentecôte"),
        _fixed(7, 14, "Fête nationale"),
        _fixed(8, 15, "Assomption"),
        _fixed(11, 1, "Toussaint"),
        _fixed(11, 11, "Armistice 1918"),
        _fixed(12, 25, "Noël"),
    ),
    "ES": (
        _fixed(1, 1, "Año Nuevo"),
        _fixed(1, 6, "Epifanía del Señor"),
        _easter(-2, "Viernes Santo"),
        _fixed(5, 1, "Fiesta del Trabajo"),
        _fixed(8, 15, "Asunción de la Virgen"),
        _fixed(10, 12, "Fiesta Nacional de España"),
        _fixed(11, 1, "Todos los Santos"),
        _fixed(12, 6, "Día de la Constitución"),
        _fixed(12, 8, "Inmaculada Concepción"),
        _fixed(12, 25, "Navidad"),
    ),
    "IT": (
        _fixed(1, 1, "Capodanno"),
        _fixed(1, 6, "Epifania"),
        _easter(1, "Lunedì dell'Angelo"),
        _fixed(4, 25, "Festa della Liberazione"),
        _fixed(5, 1, "Festa dei lavoratori"),
        _fixed(6, 2, "Festa della Repubblica"),
        _fixed(8, 15, "Ferragosto"),
        _fixed(11, 1, "Ognissanti"),
        _fixed(12, 8, "Immacolata Concezione"),
        _fixed(12, 25, "Natale"),
        _fixed(12, 26, "Santo Stefano"),
    ),
    "PT": (
        _fixed(1, 1, "Ano Novo"),
        _easter(-2, "Sexta-feira Santa"),
        _easter(0, "Páscoa"),
        _fixed(4, 25, "Dia da Liberdade"),
        _fixed(5, 1, "Dia do Trabalhador"),
        _easter(60, "Corpo de Deus"),
        _fixed(6, 10, "Dia de Portugal"),
        _fixed(8, 15, "Assunção de Nossa Senhora"),
        _fixed(10, 5, "Implantação da República"),
        _fixed(11, 1, "Todos os Santos"),
        _fixed(12, 1, "Restauração da Independência"),
        _fixed(12, 8, "Imaculada Conceição"),
        _fixed(12, 25, "Natal"),
    ),
    "NL": (
        _fixed(1, 1, "Nieuwjaarsdag"),
        _easter(1, "Tweede paasdag"),
        _king_of_the_netherlands,
        _easter(39, "Hemelvaartsdag"),
        _easter(50, "Tweede pinksterdag"),
        _fixed(12, 25, "Eerste kerstdag"),
        _fixed(12, 26, "Tweede kerstdag"),
    ),
    "BE": (
        _fixed(1, 1, "Nieuwjaar / Nouvel An"),
        _easter(1, "Paasmaandag / Lundi de Pâques"),
        _fixed(5, 1, "Dag van de Arbeid / Fête du Travail"),
        _easter(39, "Hemelvaart / Ascension"),
        _easter(50, "Pinkstermaandag / Lundi de Pentecôte"),
        _fixed(7, 21, "Nationale feestdag / Fête nationale"),
        _fixed(8, 15, "Maria-Hemelvaart / Assomption"),
        _fixed(11, 1, "Allerheiligen / Toussaint"),
        _fixed(11, 11, "Wapenstilstand / Armistice"),
        _fixed(12, 25, "Kerstmis / Noël"),
    ),
    "AU": (
        _monday(_fixed(1, 1, "New Year's Day")),
        _monday(_fixed(1, 26, "Australia Day")),
        _easter(-2, "Good Friday"),
        _easter(1, "Easter Monday"),
        _fixed(4, 25, "Anzac Day"),
        _christmas_pair("Boxing Day"),
    ),
    "NZ": (
        _new_years_of_new_zealand,
        _monday(_fixed(2, 6, "Waitangi Day")),
        _easter(-2, "Good Friday"),
        _easter(1, "Easter Monday"),
        _monday(_fixed(4, 25, "Anzac Day")),
        _nth(6, MONDAY, 1, "King's Birthday"),
        _matariki,
        _nth(10, MONDAY, 4, "Labour Day"),
        _christmas_pair("Boxing Day"),
    ),
}


def countries() -> tuple[str, ...]:
    """Return the countries whose holidays are known, as ISO 3166-1 codes."""
    return tuple(sorted(_RULES))


def public_holidays(country: str, year: int) -> list[PublicHoliday]:
    """Return the public holidays of a country in a year, by day; empty for a country that is not known.

    A day that is observed may lie in the year before or after.
    """
    found = [each for rule in _RULES.get(country.upper(), ()) for each in rule(year)]
    return sorted(found, key=lambda each: (each.day, each.name))
