"""Browsers of the cast, client files of all sorts, and a worker that empties the queue once."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from html import unescape
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django import app

from tests.conftest import Cast

GERMAN = (
    "Fotostudio Müller;;;;;\r\n"
    "Kundenliste Stand 03.02.2024;;;;;\r\n"
    ";;;;;\r\n"
    "Vorname;Nachname;E-Mail;Handy;Geburtstag;Mitgliedsnr\r\n"
    "Jörg;Großmann;joerg@example.com;0151 23456789;14.05.1986;A-1\r\n"
    "Käthe;Öztürk;kaethe@example.com;0170/1234567;01.12.1990;A-2\r\n"
    "Zoë;Weiß;zoe@example.com;0172 7654321;;4111 1111 1111 1111\r\n"
    ";;;;03.03.2001;A-4\r\n"
)


@pytest.fixture
def as_ana(cast: Cast) -> Client:
    """A browser in which Ana, the owner, is signed in."""
    return _browser(cast, "ana")


@pytest.fixture
def as_bo(cast: Cast) -> Client:
    """A browser in which Bo, a photographer, is signed in."""
    return _browser(cast, "bo")


@pytest.fixture
def as_dana(rival: Cast) -> Client:
    """A browser in which Dana, owner of another studio, is signed in."""
    return _browser(rival, "dana")


def _browser(cast: Cast, name: str) -> Client:
    browser = Client()
    browser.force_login(cast.people[name])
    return browser


def german() -> SimpleUploadedFile:
    return SimpleUploadedFile("Kunden 2024.csv", GERMAN.encode("cp1252"))


def plain(rows: int, name: str = "clients.csv") -> SimpleUploadedFile:
    lines = [f"Given{n},Family{n},person{n}@example.com" for n in range(rows)]
    return SimpleUploadedFile(name, "\n".join(["First name,Last name,Email", *lines, ""]).encode())


def workbook(sheets: dict[str, list[list[str]]], hidden: str = "") -> bytes:
    target = BytesIO()
    book = xlsxwriter.Workbook(target)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        if name == hidden:
            sheet.hide()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return target.getvalue()


async def _work() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        async with worker.open_async():
            await worker.run_worker_async(
                queues=["reactions"], wait=False, install_signal_handlers=False, listen_notify=False
            )


@pytest.fixture
def work() -> Callable[[], None]:
    """Run every waiting job, as a worker does, and come back."""
    return lambda: asyncio.run(_work())


def words(answer: object) -> str:
    """The words of a page or of a part of one, without its options."""
    html = getattr(answer, "content", b"").decode()
    html = html[html.index("<main") : html.index("</main>")] if "<main" in html else html
    html = re.sub(r"<(template|select|svg|script)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
