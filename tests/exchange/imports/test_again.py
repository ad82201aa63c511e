"""The same file twice creates nothing; a family behind one mailbox stays several clients."""

from __future__ import annotations

import pytest

from safelight.clients.models import Client, Email, Tag
from safelight.exchange.imports import carry_out
from safelight.foundation.actions import Context
from safelight.foundation.tenancy import studio_scope
from tests.exchange.imports.importing import csv_of, everything, imported, names, numbers, sums

FAMILY = [
    ("Eva", "Berg", "berg@example.com", "0151 23456789", "Lindenstr. 4", "Berlin", "VIP", ""),
    ("Tom", "Berg", "berg@example.com", "0151 23456789", "Lindenstr. 4", "Berlin", "", ""),
    ("Mia", "Berg", "berg@example.com", "", "", "", "", "twelve"),
    ("Käthe", "Øst", "kaethe@example.com", "", "", "", "", ""),
    ("Cher", "", "", "", "", "", "", ""),
    ("", "", "only@example.com", "", "", "", "", ""),
    ("", "", "", "030 901820", "", "", "", ""),
    ("Jan", "Novák", "", "", "Am Markt 1", "Berlin", "", ""),
    ("Jan", "Novák", "", "", "Hauptstr. 9", "Hamburg", "", ""),
]


def test_a_family_that_shares_a_mailbox_stays_several_clients(ana: Context) -> None:
    done = imported(ana, csv_of(FAMILY))
    assert sums(done) == (9, 0, 0, 0, 0)
    shared = {issue.row: issue.message for issue in done.issues if issue.code == "shares_contact"}
    assert shared == {}, "rows of one file are compared among themselves without a word"
    again = imported(ana, csv_of([("Ole", "Berg", "berg@example.com", "", "", "", "", "")]))
    (remark,) = again.issues
    assert remark.message == "The mail address is also that of Eva Berg (number 1), under another name."
    assert sums(again) == (1, 0, 0, 0, 0)


@pytest.mark.parametrize("chunk", [1, 4, 2000])
def test_the_same_file_twice_creates_nothing(ana: Context, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carry_out, "CHUNK", chunk)
    assert sums(imported(ana, csv_of(FAMILY))) == (9, 0, 0, 0, 0)
    before = everything(ana, only="clients_")
    assert sums(imported(ana, csv_of(FAMILY))) == (0, 0, 0, 9, 0)
    assert sums(imported(ana, csv_of(FAMILY), on_match="skip")) == (0, 0, 0, 9, 0)
    assert everything(ana, only="clients_") == before
    assert sums(imported(ana, csv_of(FAMILY), on_match="create")) == (9, 0, 0, 0, 0)
    assert numbers(ana) == list(range(1, 19))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_same_rows_in_another_encoding_or_form_create_nothing(ana: Context, encoding: str) -> None:
    rows = [row for row in FAMILY if row[1] != "Novák"]
    assert sums(imported(ana, csv_of(rows)))[0] == 7
    other = csv_of(rows, delimiter=";").decode().encode(encoding)
    done = imported(ana, other, "clients.txt", encoding=encoding.replace("utf-8-sig", "utf-8"), delimiter=";")
    assert sums(done) == (0, 0, 0, 7, 0)


@pytest.mark.parametrize("chunk", [1, 2, 2000])
def test_repeated_rows_of_one_file_become_one_client_across_chunks(
    ana: Context, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carry_out, "CHUNK", chunk)
    rows = [
        ("Eva", "Berg", "eva@example.com", "", "", "", "", ""),
        ("Cher", "", "", "", "", "", "", ""),
        ("Eva", "Berg", "eva@example.com", "0151 23456789", "", "", "VIP", ""),
        ("Eva", "Berg", "eva@example.com", "", "Lindenstr. 4", "Berlin", "VIP, newborn", "nice"),
        ("Cher", "", "", "", "", "", "", ""),
        ("eva", "BERG", "EVA@example.com", "", "", "", "", ""),
        ("Cher", "", "", "", "", "", "", ""),
    ]
    done = imported(ana, csv_of(rows))
    created, updated, merged, skipped, failed = sums(done)
    assert (created, updated, merged + skipped, failed) == (2, 0, 5, 0)
    assert names(ana) == ["Eva Berg", "Cher"]
    with studio_scope(ana.studio.id):
        eva = Client.objects.get(display_name="Eva Berg")
        assert (eva.city, eva.notes) == ("Berlin", "nice")
        assert Email.objects.count() == 1
        assert set(Tag.objects.values_list("name", flat=True)) == {"VIP", "newborn"}


def test_over_two_chunks_of_real_size_repeated_rows_are_one_client(ana: Context) -> None:
    rows = [(f"Given{n % 2_100}", "Berg", f"g{n % 2_100}@example.com", "", "", "", "", "") for n in range(4_300)]
    rows[10] = rows[4_200] = ("Cher", "", "", "", "", "", "", "")
    created, updated, merged, skipped, failed = sums(imported(ana, csv_of(rows)))
    assert (created, updated, failed) == (2_101, 0, 0)
    assert merged + skipped == 4_300 - 2_101
    assert sums(imported(ana, csv_of(rows))) == (0, 0, 0, 4_300, 0)


def test_a_tag_that_a_completed_client_brings_is_known_to_new_ones_of_the_next_chunk(
    ana: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(ana, csv_of([("Eva", "Berg", "eva@example.com", "", "", "", "", "")]))
    monkeypatch.setattr(carry_out, "CHUNK", 2)
    rows = [
        ("Tom", "Alt", "tom@example.com", "", "", "", "one", ""),
        ("Eva", "Berg", "eva@example.com", "", "", "", "two", ""),
        ("Ida", "Neu", "ida@example.com", "", "", "", "two", ""),
        ("Eva", "Berg", "eva@example.com", "", "", "", "three", ""),
    ]
    assert sums(imported(ana, csv_of(rows))) == (2, 2, 0, 0, 0)
    with studio_scope(ana.studio.id):
        assert sorted(Tag.objects.values_list("name", flat=True)) == ["one", "three", "two"]


def test_another_mapping_of_the_same_file_completes_what_it_adds(ana: Context) -> None:
    content = csv_of([("Eva", "Berg", "eva@example.com", "", "", "", "VIP", "")])
    imported(ana, content, targets={"Tags": "ignore"})
    assert sums(imported(ana, content, targets={"Tags": "tags"})) == (0, 1, 0, 0, 0)
    assert sums(imported(ana, content, targets={"Tags": "tags"})) == (0, 0, 0, 1, 0)
