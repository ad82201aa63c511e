"""Words of the import page for what files and rules call by short names."""

from __future__ import annotations

import codecs

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

KINDS: dict[str, Promise] = {
    "csv": gettext_lazy("Text with separators (CSV)"),
    "xlsx": gettext_lazy("Excel workbook"),
    "xls": gettext_lazy("Excel workbook of the older kind"),
    "ods": gettext_lazy("OpenDocument sheet"),
    "vcard": gettext_lazy("Address book (vCard)"),
    "html": gettext_lazy("Web page with a table"),
}
ENCODINGS: dict[str, Promise] = {
    "utf-8": gettext_lazy("Unicode (UTF-8)"),
    "utf-16-le": gettext_lazy("Unicode (UTF-16)"),
    "utf-16-be": gettext_lazy("Unicode (UTF-16, reversed)"),
    "cp1252": gettext_lazy("Western European (Windows)"),
    "iso8859_15": gettext_lazy("Western European (ISO)"),
    "mac_roman": gettext_lazy("Western European (older Mac)"),
    "cp850": gettext_lazy("Western European (DOS)"),
    "cp1250": gettext_lazy("Central European (Windows)"),
    "iso8859_2": gettext_lazy("Central European (ISO)"),
    "mac_latin2": gettext_lazy("Central European (older Mac)"),
    "cp1251": gettext_lazy("Cyrillic (Windows)"),
    "koi8-r": gettext_lazy("Cyrillic (KOI8)"),
    "mac_cyrillic": gettext_lazy("Cyrillic (older Mac)"),
    "cp1253": gettext_lazy("Greek (Windows)"),
    "cp1254": gettext_lazy("Turkish (Windows)"),
    "cp1257": gettext_lazy("Baltic (Windows)"),
    "cp1255": gettext_lazy("Hebrew (Windows)"),
    "cp1256": gettext_lazy("Arabic (Windows)"),
    "cp874": gettext_lazy("Thai (Windows)"),
    "cp1258": gettext_lazy("Vietnamese (Windows)"),
    "cp932": gettext_lazy("Japanese (Shift-JIS)"),
    "euc_jp": gettext_lazy("Japanese (EUC)"),
    "gb18030": gettext_lazy("Chinese, simplified"),
    "big5": gettext_lazy("Chinese, traditional (Big5)"),
    "cp949": gettext_lazy("Korean"),
}
DELIMITERS: dict[str, tuple[str, Promise]] = {
    ",": ("comma", gettext_lazy("Comma ,")),
    ";": ("semicolon", gettext_lazy("Semicolon ;")),
    "\t": ("tab", gettext_lazy("Tab")),
    "|": ("bar", gettext_lazy("Bar |")),
}
OUTCOMES: dict[str, tuple[Promise, Promise, Promise]] = {
    "created": (gettext_lazy("New"), gettext_lazy("would be created"), gettext_lazy("clients were created")),
    "updated": (gettext_lazy("Completed"), gettext_lazy("known clients would gain details"), gettext_lazy("known clients gained details")),
    "merged": (gettext_lazy("Joined"), gettext_lazy("say more about a client of this file"), gettext_lazy("said more about a client of this file")),
    "skipped": (gettext_lazy("Passed over"), gettext_lazy("hold nothing new"), gettext_lazy("held nothing new")),
    "failed": (gettext_lazy("Refused"), gettext_lazy("would be refused"), gettext_lazy("were refused")),
}  # fmt: skip
REMARKS: dict[str, Promise] = {
    "card_number": gettext_lazy("A number that may be a card number"),
    "empty_client": gettext_lazy("Rows without a name, mail or phone"),
    "extra_cell": gettext_lazy("Cells beyond the last column"),
    "row_too_long": gettext_lazy("More cells than columns"),
    "email_invalid": gettext_lazy("Mail addresses that are none"),
    "phone_invalid": gettext_lazy("Phone numbers that could not be read"),
    "phone_repaired": gettext_lazy("Phone numbers that were mended"),
    "date_invalid": gettext_lazy("Dates that could not be read"),
    "date_empty": gettext_lazy("Placeholders where a date should be"),
    "country_unknown": gettext_lazy("Countries that are not known"),
    "postal_code_mended": gettext_lazy("ZIP codes that got their zeros back"),
    "yes_no_unclear": gettext_lazy("Neither yes nor no"),
    "known": gettext_lazy("Clients who are known already"),
    "merged": gettext_lazy("Rows about the same client"),
    "same_row": gettext_lazy("Rows that came in before, word for word"),
    "shares_contact": gettext_lazy("A mail or phone shared under another name"),
}


def encoding_words(name: str) -> str:
    """Return what people call an encoding."""
    known = ENCODINGS.get(name)
    if known is not None:
        return str(known)
    try:
        same = codecs.lookup(name).name
    except LookupError:
        return name
    return next((str(words) for codec, words in ENCODINGS.items() if codecs.lookup(codec).name == same), name)


def delimiter_words(delimiter: str) -> str:
    """Return what people call a separator."""
    known = DELIMITERS.get(delimiter)
    return str(known[1]) if known else f"“{delimiter}”"


def confidence(value: float, why: str, target: str) -> tuple[str, str]:
    """Return the words and the tone for how sure it is where a column goes."""
    if why.startswith("Chosen by hand"):
        return _("Your choice"), "special"
    if why.startswith("As in your mapping"):
        return _("Remembered"), "special"
    if target == "ignore":
        return _("Left out"), ""
    if value >= 0.85:  # noqa: PLR2004 - a header that says it, or values that leave no doubt
        return _("Sure"), "good"
    if value >= 0.6:  # noqa: PLR2004 - most values agree
        return _("Likely"), "info"
    return _("Please check"), "warn"


def remark_words(code: str) -> str:
    """Return the heading for remarks of one code."""
    known = REMARKS.get(code)
    return str(known) if known else code.replace("_", " ").capitalize()
