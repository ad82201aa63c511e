"""Every encoding a list may come in, by itself and when a person chooses."""

from __future__ import annotations

import codecs
from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.exchange.tables import Unreadable
from safelight.exchange.tables.encoding import find_encoding, survey_bytes
from safelight.exchange.tables.shape import NoteBook
from tests.exchange.tables.reading import Opener, cells, codes

GERMAN = "Name;Ort\nJürgen Groß;Köln\nBjörn Schäfer;Düren\n"
FRENCH = "Nom;Prénom;Ville\nLefèvre;Éloïse;Nîmes\nBenoît;François;Orléans\n"
SPANISH = "Nombre;Población\nMuñoz Peña;Málaga\n"
PORTUGUESE = "Nome;Cidade\nJoão Conceição;São Paulo\n"
SWEDISH = "Namn;Ort\nÅsa Öberg;Malmö\n"
DANISH = "Navn;By\nSøren Kjær;Århus\n"
POLISH = "Imię;Nazwisko\nŁukasz;Wiśniewski\nŻaneta;Dąbrowska\n"
CZECH = "Jméno;Příjmení\nJiří;Dvořák\nŠtěpán;Růžička\n"
HUNGARIAN = "Név;Város\nSzőke Ödön;Győr\nKovács Ágnes;Pécs\n"
RUSSIAN = "Имя;Телефон\nИван Петров;1\nОльга Сидорова;2\n"
GREEK = "Όνομα;Τηλέφωνο\nΓιώργος Παπαδόπουλος;21\n"
TURKISH = "Ad;Şehir\nAyşe Yılmaz;İstanbul\nGül Çağlar;Diyarbakır\n"
HEBREW = "שם;טלפון\nדוד כהן;02\n"
ARABIC = "الاسم;الهاتف\nمحمد الأحمد;02\n"
THAI = "ชื่อ;โทร\nสมชาย ใจดี;02\n"
LITHUANIAN = "Vardas;Miestas\nŽivilė Šimkutė;Kaunas\n"
JAPANESE = "名前,電話番号\n山田太郎,03-1234-5678\n"
TRADITIONAL = "姓名,電話\n王小明,02-1234\n陳美麗,02-9999\n"
SIMPLIFIED = "姓名,电话\n王小明,010-1234\n李丽华,010-9999\n"
KOREAN = "이름,전화\n김철수,02-1234\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"),
        (GERMAN, "mac_roman"),
        (GERMAN, "cp850"),
        (FRENCH, "cp1252"),
        (FRENCH, "mac_roman"),
        (SPANISH, "cp1252"),
        (PORTUGUESE, "cp1252"),
        (PORTUGUESE, "cp850"),
        (SWEDISH, "cp1252"),
        (DANISH, "cp1252"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859_2"),
        (CZECH, "cp1250"),
        (HUNGARIAN, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp866"),
        (GREEK, "cp1253"),
        (TURKISH, "cp1254"),
        (HEBREW, "cp1255"),
        (ARABIC, "cp1256"),
        (THAI, "cp874"),
        (LITHUANIAN, "cp1257"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (TRADITIONAL, "big5"),
        (SIMPLIFIED, "gb18030"),
        (KOREAN, "euc_kr"),
        (GERMAN, "utf-8"),
        (GERMAN, "utf-8-sig"),
        (JAPANESE, "utf-16"),
        (GERMAN, "utf-16-le"),
        (GERMAN, "utf-16-be"),
        (RUSSIAN, "utf-16-le"),
        (GERMAN, "utf-32"),
    ],
)
def test_a_file_says_what_its_bytes_mean(opened: Opener, text: str, encoding: str) -> None:
    """In an English studio, without any hint."""
    table = opened(text.encode(encoding))
    lines = [tuple(line.replace(",", ";").split(";")) for line in text.splitlines()]
    assert [table.columns, *cells(table)] == lines


@pytest.mark.parametrize(
    ("text", "encoding", "language"),
    [
        ("山田,03-1\n", "cp932", "ja"),
        ("ﾔﾏﾀﾞ ﾀﾛｳ,03-1\n", "cp932", "ja"),
        ("王,02-1\n", "big5", "zh-TW"),
        ("王,010-1\n", "gbk", "zh-CN"),
        ("김,02-1\n", "cp949", "ko"),
        ("Jiří,1\n", "cp1250", "cs"),
        ("Ольга,1\n", "cp1251", "ru"),
        ("Zoë,1\n", "cp1252", "nl"),
    ],
)
def test_a_single_name_is_read_in_the_studios_language(opened: Opener, text: str, encoding: str, language: str) -> None:
    table = opened(text.encode(encoding), languages=(language,), header_row=0)
    assert cells(table)[0][0] == text.split(",", maxsplit=1)[0]


@pytest.mark.parametrize(
    ("text", "what"),
    [("Name,Price\nAnna,5 €\nBo,10 €\n", "5 €"), ("Name,Note\nAnna,It’s “fine” – ok\n", "It’s “fine” – ok")],
)
def test_signs_of_windows_in_an_otherwise_plain_file(opened: Opener, text: str, what: str) -> None:
    assert cells(opened(text.encode("cp1252")))[0][1] == what


def test_a_person_may_choose_the_encoding(opened: Opener) -> None:
    table = opened("Name,Ort\nŁódź,x\n".encode("cp1250"), encoding="windows-1250")
    assert table.encoding == "cp1250"
    assert cells(table) == [("Łódź", "x")]


@pytest.mark.parametrize("name", ["no-such-code", "base64", "rot13", "x\x00y", "utf 99"])
def test_an_unknown_encoding_is_refused(opened: Opener, name: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        opened("Name,Phone\nA,1\n", encoding=name)
    assert refusal.value.code == "unknown_encoding"


def test_utf8_with_a_stray_windows_byte_stays_utf8(opened: Opener) -> None:
    good = "".join(f"Jörg Müller {number},Köln\n" for number in range(60))
    table = opened(b"Name,City\n" + good.encode() + b"Zo\xeb,Oslo\n")
    assert cells(table)[-1] == ("Zoë", "Oslo")
    assert cells(table)[0] == ("Jörg Müller 0", "Köln")
    assert "mixed_encoding" in codes(table)


def test_letters_late_in_a_large_file_count(opened: Opener) -> None:
    plain = "Anna,Oslo\n" * 130_000
    table = opened(("Name,City\n" + plain + "Jörg,Köln\n").encode("cp1252"))
    assert deque(table.rows(), maxlen=1)[0].cells == ("Jörg", "Köln")


def test_a_byte_order_mark_is_no_part_of_the_first_header(opened: Opener) -> None:
    assert opened(codecs.BOM_UTF8 + b"Name,Phone\nA,1\n").columns == ("Name", "Phone")


@given(st.binary(max_size=400))
def test_any_bytes_get_an_encoding_that_can_read_them(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "any"
    path.write_bytes(data)
    name = find_encoding(survey_bytes(path), ("en",), None, NoteBook())
    assert isinstance(data.decode(name, "replace"), str)
