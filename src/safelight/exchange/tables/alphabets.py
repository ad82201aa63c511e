"""What the letters of languages look like, to tell code pages apart by what they would make of the bytes."""

from __future__ import annotations

from typing import Final

LETTERS: Final[dict[str, str]] = {
    "de": "äöüß",
    "fr": "éèêëàâçîïôûùüÿœæ",
    "es": "áéíóúñü¿¡ºª",
    "pt": "áàâãçéêíóôõúüºª",
    "it": "àèéìíòóùºª",
    "nl": "éëïèöüêá",
    "da": "æøåé",
    "no": "æøåéòô",
    "sv": "åäöé",
    "fi": "äöåšž",
    "is": "áðéíóúýþæö",
    "en": "éèñçöüä£",
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "hu": "áéíóöőúüű",
    "ro": "ăâîșțşţ",
    "hr": "čćđšž",
    "sl": "čšžćđ",
    "tr": "çğıöşüâîİ",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "et": "äöõüšž",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ",
    "he": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئ،؟ًٌٍَُِّْ",
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآأئ،؟",
    "th": "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะาำิีึืุูเแโใไๅ็่้๊๋์ัๆ",
    "vi": "àáâãèéêìíòóôõùúýăđơưĐ",
}
"""Per language (ISO 639-1) the letters beyond a–z it writes names with, in lower case."""

CODE_PAGES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("cp1252", ("en", "de", "fr", "es", "pt", "it", "nl", "da", "no", "sv", "fi", "is")),
    ("cp1250", ("pl", "cs", "sk", "hu", "ro", "hr", "sl", "de")),
    ("cp1251", ("ru", "uk", "bg", "sr")),
    ("cp1254", ("tr",)),
    ("cp1253", ("el",)),
    ("cp1257", ("lt", "lv", "et")),
    ("cp1255", ("he",)),
    ("cp1256", ("ar", "fa")),
    ("cp874", ("th",)),
    ("cp1258", ("vi",)),
    ("iso8859_2", ("pl", "cs", "sk", "hu", "ro", "hr", "sl")),
    ("iso8859_15", ("fr", "fi", "et")),
    ("mac_roman", ("en", "de", "fr", "es", "pt", "it", "nl", "da", "no", "sv")),
    ("mac_latin2", ("pl", "cs", "sk", "hu")),
    ("mac_cyrillic", ("ru", "uk", "bg")),
    ("mac_greek", ("el",)),
    ("mac_turkish", ("tr",)),
    ("koi8_r", ("ru", "bg")),
    ("koi8_u", ("uk",)),
    ("iso8859_5", ("ru", "uk", "bg", "sr")),
    ("iso8859_7", ("el",)),
    ("cp866", ("ru",)),
    ("cp850", ("de", "fr", "es", "pt", "it", "nl", "da", "no", "sv")),
    ("cp437", ("de", "fr", "es", "it", "en")),
    ("cp852", ("pl", "cs", "sk", "hu", "hr", "sl")),
    ("cp857", ("tr",)),
    ("cp737", ("el",)),
    ("cp862", ("he",)),
)
"""Single-byte code pages in the order they are met in the wild, with the languages they are used for."""

MULTIBYTE: Final[tuple[tuple[str, str], ...]] = (
    ("cp932", "ja"),
    ("gb18030", "zh-hans"),
    ("cp950", "zh-hant"),
    ("cp949", "ko"),
    ("euc_jp", "ja"),
)
"""East Asian encodings with the language each is used for."""


SCRIPTS: Final[tuple[tuple[int, int, dict[str, float | None]], ...]] = (
    (0x3040, 0x30FF, {"cp932": 1.1, "euc_jp": 1.1, "": 0.1}),
    (0xAC00, 0xD7A3, {"cp949": None, "": -0.5}),
    (0x4E00, 0x9FFF, {"cp932": None, "gb18030": None, "cp950": None, "euc_jp": None, "": -0.2}),
    (0x3000, 0x303F, {"": 0.7}),
    (0xFF00, 0xFF60, {"": 0.7}),
    (0xFF61, 0xFF9F, {"": -0.1}),
    (0x2010, 0x2027, {"": 0.4}),
)
"""Ranges of Unicode with their weight per encoding ("" for the others; None: see IDEOGRAPHS).

In turn: kana, Korean syllables, ideographs, East Asian marks, full-width forms, half-width katakana, dashes and quotes.
"""

IDEOGRAPHS: Final[dict[str, tuple[float, tuple[tuple[int, int], tuple[int, int]]]]] = {
    "cp932": (0.25, ((0x88, 0x97), (0x40, 0xFC))),
    "gb18030": (-0.2, ((0xB0, 0xD7), (0xA1, 0xFE))),
    "cp950": (0.1, ((0xA4, 0xC6), (0x40, 0xFE))),
    "euc_jp": (0.2, ((0xB0, 0xCF), (0xA1, 0xFE))),
    "cp949": (-0.6, ((0xB0, 0xC8), (0xA1, 0xFE))),
}
"""Per encoding: the weight of a rare character, and the lead and trail bytes of the first, everyday level."""


def language_key(tag: str) -> str:
    """Reduce a language tag ("zh-TW", "pt-BR", "nb") to the keys used here."""
    low = tag.replace("_", "-").casefold()
    if low.startswith("zh"):
        return "zh-hant" if any(part in low for part in ("hant", "tw", "hk", "mo")) else "zh-hans"
    base = low.split("-")[0]
    return {"nb": "no", "nn": "no", "iw": "he", "cz": "cs", "jp": "ja", "kr": "ko", "gr": "el"}.get(base, base)
