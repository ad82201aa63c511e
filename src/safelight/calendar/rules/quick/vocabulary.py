"""The words of quick entry in English, German, French and Spanish, folded (no accents, small letters)."""

from __future__ import annotations

from typing import Final

MONDAY_TO_SUNDAY: Final = (
    ("monday", "mon", "montag", "mo", "lundi", "lun", "lunes"),
    ("tuesday", "tues", "tue", "dienstag", "di", "mardi", "mar", "martes"),
    ("wednesday", "wed", "mittwoch", "mi", "mercredi", "mer", "miercoles", "mie"),
    ("thursday", "thurs", "thur", "thu", "donnerstag", "do", "jeudi", "jeu", "jueves", "jue"),
    ("friday", "fri", "freitag", "fr", "vendredi", "ven", "viernes", "vie"),
    ("saturday", "sat", "samstag", "sonnabend", "sa", "samedi", "sam", "sabado", "sab"),
    ("sunday", "sun", "sonntag", "so", "dimanche", "dim", "domingo", "dom"),
)
MONTHS: Final = (
    ("january", "jan", "januar", "janner", "janvier", "janv", "enero", "ene"),
    ("february", "feb", "februar", "fevrier", "fevr", "fev", "febrero"),
    ("march", "mar", "marz", "mrz", "mars", "marzo"),
    ("april", "apr", "avril", "avr", "abril", "abr"),
    ("may", "mai", "mayo"),
    ("june", "jun", "juni", "juin", "junio"),
    ("july", "jul", "juli", "juillet", "juil", "julio"),
    ("august", "aug", "aout", "agosto", "ago"),
    ("september", "sept", "sep", "septembre", "septiembre"),
    ("october", "oct", "oktober", "okt", "octobre", "octubre"),
    ("november", "nov", "novembre", "noviembre"),
    ("december", "dec", "dezember", "dez", "decembre", "diciembre", "dic"),
)
DAYS_FROM_TODAY: Final = {
    "day after tomorrow": 2, "ubermorgen": 2, "apres-demain": 2, "apres demain": 2, "pasado manana": 2,
    "today": 0, "heute": 0, "aujourd'hui": 0, "aujourd’hui": 0, "aujourdhui": 0, "hoy": 0,
    "tomorrow": 1, "tmrw": 1, "morgen": 1, "demain": 1, "manana": 1,
}  # fmt: skip
NEXT: Final = (
    "next", "nachsten", "nachster", "nachste", "nachstes", "kommenden", "prochain", "prochaine", "proximo", "proxima",
)  # fmt: skip
DAY_UNITS: Final = ("days", "day", "tagen", "tage", "tag", "jours", "jour", "dias", "dia")
WEEK_UNITS: Final = ("weeks", "week", "wochen", "woche", "semaines", "semaine", "semanas", "semana")
IN: Final = ("in", "dans", "en")
NUMBER_WORDS: Final = {
    "one": 1, "a": 1, "ein": 1, "eine": 1, "einer": 1, "einem": 1, "un": 1, "une": 1, "una": 1, "two": 2, "zwei": 2,
    "deux": 2, "dos": 2, "three": 3, "drei": 3, "trois": 3, "tres": 3, "four": 4, "vier": 4, "quatre": 4, "cuatro": 4,
}  # fmt: skip
ALL_DAY: Final = (
    "all day", "all-day", "whole day", "ganztagig", "ganzer tag", "ganzen tag", "toute la journee", "todo el dia",
)  # fmt: skip
NOON: Final = ("noon", "midday", "mittags", "mittag", "midi", "mediodia")
MINUTES: Final = ("minutes", "minute", "minuten", "minutos", "mins", "min", "m")
HOURS: Final = (
    "hours", "hour", "hrs", "hr", "stunden", "stunde", "std", "heures", "heure", "horas", "hora", "h",
)  # fmt: skip
AT: Final = ("at", "um", "ab", "a las", "a la", "a", "from", "von", "de", "des")
UNTIL: Final = ("to", "till", "until", "bis", "a", "hasta", "jusqu'a")
OCLOCK: Final = ("o'clock", "o’clock", "uhr", "heures", "h", "horas", "hrs")
WITH: Final = ("together with", "with", "w/", "mit", "bei", "avec", "chez", "con", "by", "by the")
WHERE: Final = (
    "in the",
    "at the",
    "in",
    "im",
    "at",
    "dans le",
    "dans la",
    "dans",
    "en el",
    "en la",
    "en",
    "a la",
    "au",
)
SMALL: Final = ("on", "am", "le", "el", "for", "fur", "pour", "para", "and", "und", "et", "y", "with", "mit", "avec", "con", "in", "im", "at", "um", "the", "der", "die", "das")  # fmt: skip

TYPES: Final = {
    "consultation": (
        "consultation", "consult", "beratung", "beratungsgesprach", "vorgesprach", "consulta", "asesoria",
    ),
    "viewing": (
        "viewing", "ordering session", "bildauswahl", "auswahltermin", "visionnage", "selection", "seleccion",
    ),
    "pickup": ("pick-up", "pickup", "pick up", "abholung", "retrait", "recogida"),
    "call": ("phone call", "call", "anruf", "telefonat", "appel", "llamada"),
    "meeting": ("meeting", "besprechung", "reunion"),
}  # fmt: skip
"""Appointments of every studio, by the key they are kept under."""
