"""The pages of importing: a file in, its reading changed, tried, run, undone; who may, what is refused, what it costs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from html import unescape
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from python_calamine import CalamineWorkbook

from safelight.clients.actions import change
from safelight.clients.models import Client as StudioClient
from safelight.clients.queries import get
from safelight.exchange.models import ImportBatch, ImportFile, MappingTemplate
from safelight.foundation.actions import Context, ask, run
from safelight.foundation.ids import new_id
from safelight.foundation.models import Work
from safelight.foundation.tenancy import studio_scope
from tests.conftest import Cast
from tests.exchange.web.conftest import german, plain, words, workbook

pytestmark = pytest.mark.django_db(transaction=True)

Run = Callable[[], None]
HX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def upload(browser: Client, file: SimpleUploadedFile) -> str:
    answer = browser.post("/exchange/import/", {"file": file})
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"])


def form(browser: Client, address: str, **changed: str) -> dict[str, str | list[str]]:
    """What the form on the page would send, with some fields changed."""
    html = browser.get(address).content.decode()
    html = html[html.index('<form id="reading"') :]
    html = html[: html.index("</form>")]
    sent: dict[str, str | list[str]] = {
        name: unescape(value) for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)
    }
    for name, options in re.findall(r'<select[^>]* name="([\w-]+)".*?>(.*?)</select>', html, re.DOTALL):
        sent[name] = unescape(re.findall(r'value="([^"]*)"[^>]* selected', options)[0])
    sent["on_match"] = re.findall(r'name="on_match" value="(\w+)" checked', html)[0]
    return {**sent, **changed}


def clients_of(context: Context) -> list[str]:
    with studio_scope(context.studio.id):
        return sorted(StudioClient.objects.filter(removed_at=None).values_list("display_name", flat=True))


def batch_of(context: Context, address: str) -> ImportBatch:
    with studio_scope(context.studio.id):
        return ImportBatch.objects.select_related("work").get(id=UUID(address.rstrip("/").rpartition("/")[2]))


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_a_messy_file_is_understood_tried_run_and_undone(as_ana: Client, ana: Context, work: Run) -> None:
    address = upload(as_ana, german())
    page = words(as_ana.get(address))
    assert "Jörg Großmann" in page, "the code page was found"
    assert "“Nachname” is German for this field." in page
    assert "•••• 1111" in page
    assert "4111" not in as_ana.get(address).content.decode()
    assert as_ana.post(f"{address}trial/")["Location"] == address
    assert "Working on “Kunden 2024.csv”" in words(as_ana.get(address))
    work()
    page = words(as_ana.get(address))
    assert "What would happen" in page
    assert "New 2 would be created" in page
    assert "Refused 2 would be refused" in page
    assert "1 A number that may be a card number" in page
    assert clients_of(ana) == []
    assert as_ana.post(f"{address}run/", form(as_ana, address))["Location"] == address
    work()
    page = words(as_ana.get(address))
    assert "New 2 clients were created" in page
    assert clients_of(ana) == ["Jörg Großmann", "Käthe Öztürk"]
    assert "/clients/?created_from=" in as_ana.get(address).content.decode()
    assert as_ana.post(f"{address}undo/")["Location"] == address
    assert "This import was undone" in words(as_ana.get(address))
    assert clients_of(ana) == []


def test_refused_rows_come_back_and_go_in_again_once_corrected(as_ana: Client, ana: Context, work: Run) -> None:
    address = upload(as_ana, german())
    as_ana.post(f"{address}run/", form(as_ana, address, **{"target-3": "phone.work"}))
    work()
    answer = as_ana.get(f"{address}refused/")
    assert "Kunden 2024 refused rows.csv" in answer["Content-Disposition"]
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file is streamed
    lines = table(content)
    assert lines[0] == ["Vorname", "Nachname", "E-Mail", "Handy", "Geburtstag", "Mitgliedsnr", "Reason"]
    assert lines[1][:6] == ["Zoë", "Weiß", "zoe@example.com", "0172 7654321", "", "•••• 1111"]
    assert lines[1][6].startswith("Row 7: This row was refused: column “Mitgliedsnr” holds a number.")
    corrected = content.decode("utf-8-sig").replace("•••• 1111", "A-3").replace(";;;;03.03.2001", ";Nach;;;03.03.2001")
    again = upload(as_ana, SimpleUploadedFile("corrected.csv", corrected.encode("utf-8-sig")))
    page = words(as_ana.get(again))
    assert "your mapping “Kunden 2024.csv” was used" in page, "the reason column does not make it another list"
    assert "Remembered As in your mapping “Kunden 2024.csv”." in page
    as_ana.post(f"{again}run/", form(as_ana, again))
    work()
    assert "Refused 0 were refused" in words(as_ana.get(again))
    assert clients_of(ana) == ["Jörg Großmann", "Käthe Öztürk", "Nach", "Zoë Weiß"]
    assert as_ana.get(f"{again}refused/").status_code == 404
    with studio_scope(ana.studio.id):
        client_id = StudioClient.objects.get(display_name="Zoë Weiß").id
    phone = ask(get, ana, {"client_id": client_id}).phones[0]
    assert phone.label == "work", "the mapping of the first file was used for the second"


def test_refused_rows_of_a_workbook_are_a_workbook(as_ana: Client, work: Run) -> None:
    rows = [["First name", "Last name", "ZIP"], ["Ada", "Ibarra", "01234"], ["", "", "04109"]]
    address = upload(as_ana, SimpleUploadedFile("list.xlsx", workbook({"Clients": rows})))
    as_ana.post(f"{address}trial/")
    work()
    answer = as_ana.get(f"{address}refused/")
    assert "list refused rows.xlsx" in answer["Content-Disposition"]
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    found = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert found[0] == ["First name", "Last name", "ZIP", "Reason"]
    assert found[1][2] == "04109", "the zero is still there"
    as_text = as_ana.get(f"{address}refused/?format=csv")
    assert as_text["Content-Type"].startswith("text/csv")
    assert b"04109" in b"".join(as_text.streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", ""), ("post", ""), ("get", "more/"), ("get", "sample/"), ("get", "mappings/"), ("post", "mappings/{mapping}/name/"),
        ("post", "mappings/{mapping}/end/"), ("get", "{id}/"), ("post", "{id}/"), ("post", "{id}/trial/"), ("post", "{id}/run/"),
        ("get", "{id}/progress/"), ("post", "{id}/stop/"), ("post", "{id}/undo/"), ("post", "{id}/end/"), ("get", "{id}/rows/"),
        ("get", "{id}/refused/"), ("post", "{id}/mapping/"),
    ],
)  # fmt: skip
def test_only_those_who_may_import_get_in_and_foreign_ids_are_absent(  # noqa: PLR0917 - the cast and the address
    as_ana: Client, as_bo: Client, as_dana: Client, client: Client, ana: Context, method: str, path: str
) -> None:
    address = upload(as_ana, plain(2))
    as_ana.post(f"{address}mapping/", {"name": "Mine"})
    with studio_scope(ana.studio.id):
        known = {"id": batch_of(ana, address).id, "mapping": MappingTemplate.objects.get().id}
    real = "/exchange/import/" + path.format(**known)
    data = {"name": "Taken", "file": plain(1)} if method == "post" else {}
    assert getattr(as_bo, method)(real, data).status_code == 403
    assert getattr(client, method)(real, data)["Location"].startswith("/sign-in/")
    if "{" not in path:
        return
    absent = "/exchange/import/" + path.format(id=new_id(), mapping=new_id())
    foreign, nothing = getattr(as_dana, method)(real, data), getattr(as_dana, method)(absent, data)
    assert foreign.status_code == nothing.status_code == 404
    told = [re.sub(r"\b[0-9a-f-]{32,36}\b", "", words(answer)) for answer in (foreign, nothing)]
    assert told[0] == told[1], "but for the number of the request they are the same"
    with studio_scope(ana.studio.id):
        assert MappingTemplate.objects.get().name == "Mine"
        assert ImportFile.objects.count() == 1


def test_two_columns_for_one_field_come_back_with_the_choices_kept(as_ana: Client, ana: Context) -> None:
    address = upload(as_ana, plain(3))
    wrong = form(as_ana, address, **{"target-0": "last_name", "target-2": "last_name"})
    for headers, status in (({}, 422), (HX, 422)):
        answer = as_ana.post(address, wrong, headers=headers)
        assert answer.status_code == status
        html = answer.content.decode()
        assert "both go to “Last name”, which holds one value" in words(answer)
        assert len(re.findall(r'<option value="last_name" selected>', html)) == 3, "what was chosen is still chosen"
    assert batch_of(ana, address).choices["targets"] == {}
    unknown = form(as_ana, address, **{"target-0": "shoe_size"})
    answer = as_ana.post(address, unknown)
    assert answer.status_code == 422
    assert "is no field a column can go to" in words(answer)


def test_a_change_is_read_at_once_and_tells_why(as_ana: Client, ana: Context) -> None:
    address = upload(as_ana, plain(3))
    answer = as_ana.post(address, form(as_ana, address, **{"target-2": "email.billing"}), headers=HX)
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert answer["HX-Retarget"] == "#import"
    assert "Your choice Chosen by hand." in words(answer)
    assert batch_of(ana, address).choices["targets"] == {"Email": "email.billing"}


def test_another_encoding_shows_other_letters_and_choices_go_along(as_ana: Client, ana: Context) -> None:
    content = "Prénom;Nom;Téléphone;Métier\nZoé;Lefèvre;0612345678;potière\n".encode("cp1252")
    address = upload(as_ana, SimpleUploadedFile("liste.csv", content))
    assert "Zoé Lefèvre" in words(as_ana.get(address))
    as_ana.post(address, form(as_ana, address, **{"target-3": "notes"}))
    answer = as_ana.post(address, form(as_ana, address, encoding="cp1251"), headers=HX)
    assert "Zoй Lefиvre" in words(answer)
    assert batch_of(ana, address).choices["targets"] == {"Mйtier": "notes"}, "the choice follows its place"
    answer = as_ana.post(address, form(as_ana, address, encoding="found"), headers=HX)
    assert "Zoé Lefèvre" in words(answer)
    assert batch_of(ana, address).choices["targets"] == {"Métier": "notes"}
    answer = as_ana.post(address, form(as_ana, address, delimiter="comma"), headers=HX)
    assert "1 of your choices fit none" in words(answer)
    assert batch_of(ana, address).choices["targets"] == {}
    nonsense = as_ana.post(address, form(as_ana, address, encoding="klingon"), headers=HX)
    assert nonsense.status_code == 422
    assert "There is no character encoding called “klingon”" in words(nonsense)


def test_the_header_row_and_the_sheet_are_chosen(as_ana: Client) -> None:
    book = workbook(
        {"Notes": [["Nothing"]], "Old": [["First name", "Last name"], ["Ida", "Alt"]], "New": [["First name", "Last name"], ["Eva", "Neu"], ["Max", "Neu"]]},
        hidden="Old",
    )  # fmt: skip
    address = upload(as_ana, SimpleUploadedFile("book.xlsx", book))
    html = as_ana.get(address).content.decode()
    assert "Old (2 rows, hidden)" in html
    assert '<option value="New" selected>New (3 rows)' in html
    answer = as_ana.post(address, form(as_ana, address, sheet="Old"), headers=HX)
    assert "Ida Alt" in words(answer)
    answer = as_ana.post(address, form(as_ana, address, header_row="0"), headers=HX)
    assert "Column A" in words(answer)
    assert '<option value="0" selected>' in answer.content.decode()
    answer = as_ana.post(address, form(as_ana, address, header_row="2"), headers=HX)
    assert "Ida" in words(answer)


def test_a_page_older_than_the_columns_changes_nothing(as_ana: Client, ana: Context) -> None:
    address = upload(as_ana, german())
    old = form(as_ana, address)
    as_ana.post(address, form(as_ana, address, header_row="1"))
    answer = as_ana.post(address, {**old, "target-0": "last_name"})
    assert answer.status_code == 409
    assert "read differently in another window" in words(answer)
    assert batch_of(ana, address).choices["targets"] == {}
    assert as_ana.post(address, {**old, "target-0": "last_name"}, headers=HX).status_code == 422


def test_card_like_numbers_are_taken_in_once_somebody_says_they_are_none(
    as_ana: Client, ana: Context, work: Run
) -> None:
    content = b"First name,Last name,Order no\nAda,Ibarra,4111111111111111\nEva,Neu,17\n"
    address = upload(as_ana, SimpleUploadedFile("orders.csv", content))
    assert "no card numbers" not in words(as_ana.get(address)), "asked only where it matters"
    as_ana.post(f"{address}trial/")
    work()
    page = as_ana.get(address)
    assert "The long numbers in this column are no card numbers" in words(page)
    assert "confirmed-2" in page.content.decode()
    as_ana.post(address, form(as_ana, address, confirmed="2"))
    assert batch_of(ana, address).choices["confirmed"] == ["Order no"]
    as_ana.post(f"{address}trial/")
    work()
    assert "Refused 0 would be refused" in words(as_ana.get(address))


def test_a_mapping_is_used_named_left_aside_taken_out_and_put_back(as_ana: Client, ana: Context, work: Run) -> None:
    address = upload(as_ana, plain(1, "first.csv"))
    as_ana.post(f"{address}run/", form(as_ana, address, **{"target-2": "email.work"}))
    work()
    with studio_scope(ana.studio.id):
        mapping = MappingTemplate.objects.get()
    page = "/exchange/import/mappings/"
    assert "first.csv" in as_ana.get(page).content.decode()
    assert as_ana.post(f"{page}{mapping.id}/name/", {"name": "Wedding fair"}).status_code == 302
    assert as_ana.post(f"{page}{mapping.id}/name/", {"name": "  "}).status_code == 422
    assert as_ana.post(f"{page}{mapping.id}/name/", {"name": "x" * 121}).status_code == 422
    second = upload(as_ana, plain(2, "second.csv"))
    assert "your mapping “Wedding fair” was used" in words(as_ana.get(second))
    as_ana.post(f"{second}run/", form(as_ana, second))
    work()
    with studio_scope(ana.studio.id):
        assert MappingTemplate.objects.get().name == "Wedding fair", "another run does not take the name away"
    third = upload(as_ana, plain(3, "third.csv"))
    as_ana.post(third, form(as_ana, third, fresh="1"))
    read = words(as_ana.get(third))
    assert "was used" not in read
    assert "Remembered" not in read
    assert as_ana.post(f"{page}{mapping.id}/end/").status_code == 302
    gone = as_ana.get(page)
    assert "No mapping is remembered yet" in words(gone)
    undo = re.search(r'action="(/clients/undo/[^"]+)"', gone.content.decode())
    assert undo
    as_ana.post(undo[1])
    assert "Wedding fair" in as_ana.get(page).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty"),
        ("blank.csv", b"\n\n \n", "empty"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 400, "picture"),
        ("broken.xlsx", b"PK\x03\x04 broken", "damaged"),
        ("letter.pdf", b"%PDF-1.7 x", "PDF"),
        ("none.xlsx", workbook({"Empty": []}), ""),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_in_words(
    as_ana: Client, ana: Context, name: str, content: bytes, said: str
) -> None:
    answer = as_ana.post("/exchange/import/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert f"“{name}” could not be read" in words(answer)
    assert said in words(answer)
    assert "Drop your client list here" in words(answer), "the next try is on the same page"
    with studio_scope(ana.studio.id):
        assert not ImportBatch.objects.exists()


def test_nothing_chosen_and_nothing_in_the_file(as_ana: Client, work: Run) -> None:
    answer = as_ana.post("/exchange/import/")
    assert answer.status_code == 422
    assert "No file was chosen" in words(answer)
    address = upload(as_ana, SimpleUploadedFile("names.csv", b"First name,Last name,Email\n"))
    as_ana.post(f"{address}run/")
    work()
    page = words(as_ana.get(address))
    assert "It did not finish The file holds no rows to import. Check the sheet and the header row." in page
    assert "Try it" in page, "another header row can be chosen"


def test_a_file_beyond_the_limit_never_lies_on_the_disk(as_ana: Client, ana: Context, settings: Settings) -> None:
    settings.LARGEST_UPLOAD_BYTES = 1000
    big = SimpleUploadedFile("big.csv", b"First name,Last name\n" + b"Ada,Ibarra\n" * 200_000)
    answer = as_ana.post("/exchange/import/", {"file": big})
    assert answer.status_code == 413
    assert "The file is larger than 200 MB" in words(answer)
    with studio_scope(ana.studio.id):
        assert not ImportFile.objects.exists()


def test_a_large_file_lies_in_sealed_parts(as_ana: Client, ana: Context, work: Run) -> None:
    notes = "x" * 2000
    rows = b"".join(f"Given{n},Family{n},{notes}\n".encode() for n in range(2500))
    address = upload(as_ana, SimpleUploadedFile("large.csv", b"First name,Last name,Notes\n" + rows))
    with studio_scope(ana.studio.id):
        parts = list(ImportFile.objects.order_by("part").values_list("part", "content"))
    assert [part for part, _ in parts] == [0, 1]
    assert all(b"Given" not in bytes(content) for _, content in parts)
    as_ana.post(f"{address}run/")
    work()
    assert len(clients_of(ana)) == 2500
    with studio_scope(ana.studio.id):
        assert not ImportFile.objects.exists(), "what has run is forgotten"


def test_running_twice_is_refused_in_words(as_ana: Client, ana: Context, work: Run) -> None:
    address = upload(as_ana, plain(3))
    stale = form(as_ana, address)
    assert as_ana.post(f"{address}run/", stale).status_code == 302
    second = as_ana.post(f"{address}run/", stale)
    assert second.status_code == 409
    assert "This import is running. Wait for it, or stop it first." in words(second)
    assert as_ana.post(f"{address}end/").status_code == 409
    work()
    third = as_ana.post(f"{address}run/", stale)
    assert third.status_code == 409
    assert "This import has run. Upload the file again" in words(third)
    assert len(clients_of(ana)) == 3


def test_an_import_is_stopped_before_it_begins(as_ana: Client, ana: Context, work: Run) -> None:
    address = upload(as_ana, plain(3))
    as_ana.post(f"{address}run/")
    assert as_ana.post(f"{address}stop/")["Location"] == address
    assert "It was stopped; nothing of it was kept." in words(as_ana.get(address))
    work()
    assert clients_of(ana) == []
    again = as_ana.post(f"{address}stop/")
    assert again.status_code == 409
    assert "This import is not running." in words(again)
    as_ana.post(f"{address}run/")
    work()
    assert len(clients_of(ana)) == 3


def test_an_import_stopped_half_way_leaves_nothing(as_ana: Client, ana: Context, work: Run) -> None:
    address = upload(as_ana, plain(5000))
    as_ana.post(f"{address}run/")
    batch = batch_of(ana, address)
    with studio_scope(ana.studio.id):
        Work.objects.filter(id=batch.work_id).update(cancel_wanted=True)
    work()
    assert clients_of(ana) == []
    assert "It was stopped; nothing of it was kept." in words(as_ana.get(address))
    assert batch_of(ana, address).state == "read"


def test_progress_is_a_bar_and_then_the_outcome_on_its_own_page(as_ana: Client, work: Run) -> None:
    address = upload(as_ana, plain(3))
    as_ana.post(f"{address}trial/")
    here = {**HX, "HX-Current-URL": f"http://testserver{address}?show=created"}
    bar = as_ana.get(f"{address}progress/", headers=here)
    assert "Waiting for its turn…" in words(bar)
    assert f'hx-get="{address}progress/"' in bar.content.decode()
    work()
    outcome = as_ana.get(f"{address}progress/", headers=here)
    assert outcome["HX-Retarget"] == "#import"
    assert "What would happen" in words(outcome)
    elsewhere = as_ana.get(f"{address}progress/", headers={**HX, "HX-Current-URL": "http://testserver/clients/"})
    assert "HX-Retarget" not in elsewhere
    assert "See what came of it" in words(elsewhere)


def test_undoing_names_what_blocks(as_ana: Client, ana: Context, work: Run) -> None:
    address = upload(as_ana, plain(2))
    assert as_ana.post(f"{address}undo/").status_code == 409
    as_ana.post(f"{address}run/")
    work()
    with studio_scope(ana.studio.id):
        touched = StudioClient.objects.get(display_name="Given1 Family1")
    run(change, ana, {"client_id": touched.id, "version": touched.version, "nickname": "Gigi"})
    answer = as_ana.post(f"{address}undo/")
    assert answer.status_code == 409
    assert "1 of its clients were touched since" in words(answer)
    assert "Given1 Family1" in words(answer)
    assert len(clients_of(ana)) == 2
    assert batch_of(ana, address).state == "done"


def test_rows_are_paged_filtered_and_lead_to_the_clients(as_ana: Client, ana: Context, work: Run) -> None:
    address = upload(as_ana, plain(120))
    as_ana.post(f"{address}run/")
    work()
    page = as_ana.get(address)
    with studio_scope(ana.studio.id):
        first = StudioClient.objects.get(display_name="Given0 Family0")
    assert f'href="/clients/{first.id}/"' in page.content.decode()
    seen = re.findall(r"Given\d+ Family\d+", words(page))
    more = re.search(r'hx-get="([^"]+cursor=[^"]+)"', page.content.decode())
    while more:
        part = as_ana.get(unescape(more[1]), headers=HX)
        seen += re.findall(r"Given\d+ Family\d+", words(part))
        more = re.search(r'hx-get="([^"]+cursor=[^"]+)"', part.content.decode())
    assert seen == [f"Given{n} Family{n}" for n in range(120)]
    again = upload(as_ana, plain(3))
    as_ana.post(f"{again}trial/")
    work()
    known = as_ana.get(f"{again}rows/?code=known", headers=HX)
    assert words(known).count("Nothing new.") == 3
    assert f'href="/clients/{first.id}/"' in known.content.decode(), "a trial leads to the client it would complete"
    assert as_ana.get(f"{again}rows/?show=skipped")["Location"] == f"{again}?show=skipped#rows"
    assert as_ana.get(f"{again}rows/?cursor=nonsense", headers=HX).status_code == 422


def test_a_file_is_dropped_and_a_stranger_to_it_sees_the_list(as_ana: Client, ana: Context) -> None:
    address = upload(as_ana, plain(2))
    assert as_ana.post(f"{address}end/")["Location"] == "/exchange/import/"
    assert "nothing of it was imported" in as_ana.get("/exchange/import/").content.decode()
    assert as_ana.get(address).status_code == 404
    with studio_scope(ana.studio.id):
        assert not ImportFile.objects.exists()


def test_the_sample_is_understood_without_a_question(as_ana: Client) -> None:
    sample = as_ana.get("/exchange/import/sample/")
    assert "Safelight sample clients.csv" in sample["Content-Disposition"]
    address = upload(as_ana, SimpleUploadedFile("sample.csv", sample.content))
    page = words(as_ana.get(address))
    assert "Please check" not in page
    assert page.count("Sure") >= 9


def test_a_session_that_ends_does_not_lose_the_import(cast: Cast, as_ana: Client, ana: Context) -> None:
    address = upload(as_ana, plain(2))
    as_ana.post(address, form(as_ana, address, **{"target-2": "email.work"}))
    as_ana.logout()
    assert as_ana.post(f"{address}run/", headers=HX).status_code == 401
    as_ana.force_login(cast.people["ana"])
    assert "Your choice" in words(as_ana.get(address))


def test_the_pages_ask_little_however_much_there_is(
    as_ana: Client, ana: Context, work: Run, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = upload(as_ana, plain(80))
    as_ana.post(f"{address}trial/")
    work()
    as_ana.get(address)
    with django_assert_max_num_queries(20) as few:
        as_ana.get(address)
        asked_by_one = len(few)
    for _ in range(3):
        upload(as_ana, plain(1))
    as_ana.get("/exchange/import/")
    with django_assert_max_num_queries(14) as short:
        as_ana.get("/exchange/import/")
        asked_by_list = len(short)
    for _ in range(12):
        upload(as_ana, plain(1))
    with django_assert_max_num_queries(asked_by_list):
        as_ana.get("/exchange/import/")
    with django_assert_max_num_queries(asked_by_one):
        as_ana.get(f"{address}?show=created")


def test_the_list_goes_on_behind_its_first_page(as_ana: Client) -> None:
    for number in range(22):
        upload(as_ana, plain(1, f"file {number}.csv"))
    page = as_ana.get("/exchange/import/").content.decode()
    assert "file 21.csv" in page
    assert "file 1.csv" not in page
    more = re.search(r'hx-get="(/exchange/import/more/[^"]+)"', page)
    assert more
    assert "file 1.csv" in as_ana.get(unescape(more[1])).content.decode()
