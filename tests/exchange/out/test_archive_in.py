"""Reading an archive: people, fresh and used studios, the journal, files."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from safelight.accounts.models import Location, Membership, Role, Studio, User
from safelight.accounts.queries import memberships_of
from safelight.clients.models import Source
from safelight.exchange.archive_in import restore_archive
from safelight.exchange.out.archive.stored_files import FolderSource, drop_files, export_files
from safelight.exchange.out.archive.write import write_archive
from safelight.foundation import journal
from safelight.foundation.actions import Context, Refused
from safelight.foundation.models import JournalEntry
from safelight.foundation.tenancy import studio_scope
from tests.conftest import Cast
from tests.exchange.out.comparing import content, manifest, unordered


@pytest.fixture
def archive(ana: Context, tmp_path: Path) -> Path:
    write_archive(ana.studio, tmp_path / "ana.zip")
    return tmp_path / "ana.zip"


def test_the_same_data_gives_the_same_bytes(ana: Context, archive: Path, tmp_path: Path) -> None:
    write_archive(ana.studio, tmp_path / "again.zip")
    assert archive.read_bytes() == (tmp_path / "again.zip").read_bytes()


def test_every_member_is_in_the_manifest_with_its_hash(archive: Path, ana: Context) -> None:
    said = manifest(archive)
    with zipfile.ZipFile(archive) as bundle:
        assert {item["name"] for item in said["members"]} | {"manifest.json"} == set(bundle.namelist())
        for item in said["members"]:
            assert hashlib.sha256(bundle.read(item["name"])).hexdigest() == item["sha256"]
    assert said["studio"]["id"] == str(ana.studio.id)
    assert said["schema_version"] == 1
    assert set(said["migrations"]) >= {"accounts", "foundation", "clients"}
    for kind in said["kinds"]:
        assert kind["rows"] == len(content(archive)[kind["name"]])


def test_nothing_of_another_studio_and_no_secret_is_in_it(ana: Context, dana: Context, archive: Path) -> None:
    with zipfile.ZipFile(archive) as bundle:
        everything = b"".join(bundle.read(name) for name in bundle.namelist())
    for secret in (b"dana@rival.example", str(dana.studio.id).encode(), b"argon2", b"password"):
        assert secret not in everything.replace(b"Passwords, sign-in keys", b"")
    assert b"ana@studio.example" in everything


def test_people_are_found_by_mail_and_new_ones_have_no_password(ana: Context, cast: Cast, archive: Path) -> None:
    bo = cast.people["bo"]
    User.objects.filter(id=bo.id).update(email="bo@elsewhere.example")
    back = restore_archive(archive)
    people = {person.email: person for person in back.people}
    assert not people["ana@studio.example"].is_new
    assert people["ana@studio.example"].id == cast.people["ana"].id
    assert people["bo@studio.example"].is_new
    assert people["bo@studio.example"].id != bo.id, "the id belongs to somebody with another address now"
    assert not User.objects.get(email="bo@studio.example").has_usable_password()
    assert back.studio.id in {facts.id for facts, _ in memberships_of(people["bo@studio.example"].id)}


def test_the_copy_is_a_studio_of_its_own(ana: Context, archive: Path) -> None:
    back = restore_archive(archive)
    assert back.studio.id != ana.studio.id
    assert back.studio.slug == "atelier-ana-2"
    with studio_scope(back.studio.id):
        Location.objects.update(name="changed")
    with studio_scope(ana.studio.id):
        assert Location.objects.get().name == "Atelier Ana"


def test_the_journal_is_chained_anew_below_a_line_that_says_so(ana: Context, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # the chain is linked at commit, which no test reaches
        cursor.execute("set constraints all deferred")
    archive = tmp_path / "chained.zip"
    write_archive(ana.studio, archive)
    back = restore_archive(archive)
    with studio_scope(back.studio.id):
        count, broken = journal.verify()
        assert broken is None
        lines = list(JournalEntry.objects.order_by("id"))
        first = JournalEntry.objects.get(action="exchange.restore")
    assert count == len(lines) == 2
    head = manifest(archive)["journal"]
    assert first.changes["journal_head"] == head
    assert first.changes["journal_lines"] == 1
    assert head["sequence"] == 1


def test_an_archive_fits_into_a_fresh_studio_and_its_owner_stays(
    ana: Context, dana: Context, archive: Path, tmp_path: Path
) -> None:
    back = restore_archive(archive, into=dana.studio)
    assert back.studio.id == dana.studio.id
    assert (back.studio.name, back.studio.slug) == ("Atelier Ana", dana.studio.slug)
    with studio_scope(dana.studio.id):
        assert [place.name for place in Location.objects.all()] == ["Atelier Ana"]
        roles = {entry.user.email: entry.role.key for entry in Membership.objects.select_related("user", "role")}
    assert roles == {"ana@studio.example": "owner", "bo@studio.example": "photographer", "dana@rival.example": "owner"}


def test_the_same_person_keeps_the_way_in(ana: Context, cast: Cast, dana: Context, tmp_path: Path) -> None:
    with studio_scope(ana.studio.id):
        Membership.objects.filter(user=cast.people["bo"]).update(left_at=ana.now)
    write_archive(ana.studio, tmp_path / "a.zip")
    with studio_scope(dana.studio.id):
        owner = Role.objects.get(key="owner")
        Membership(user=cast.people["bo"], role=owner, joined_at=dana.now).save(force_insert=True)
    restore_archive(tmp_path / "a.zip", into=dana.studio)
    with studio_scope(dana.studio.id):
        entry = Membership.objects.select_related("role").get(user=cast.people["bo"])
    assert (entry.role.key, entry.left_at) == ("owner", None)


def test_a_used_studio_is_refused_and_stays_as_it_is(dana: Context, archive: Path) -> None:
    with studio_scope(dana.studio.id):
        Location(name="Second").save()
    with pytest.raises(Refused, match=r"not empty \(several locations\)"):
        restore_archive(archive, into=dana.studio)
    with studio_scope(dana.studio.id):
        assert Studio.objects.get().name == "Rival Pictures"
        assert Location.objects.count() == 2


def test_stopping_leaves_nothing(ana: Context, archive: Path) -> None:
    before = User.objects.count()

    def stop(done: int, total: int) -> None:
        if total < 100:  # rows, not bytes: the last part of the way
            raise InterruptedError

    with pytest.raises(InterruptedError):
        restore_archive(archive, report=stop)
    assert User.objects.count() == before
    assert len(memberships_of(ana.actor.id or UUID(int=0))) == 1


def test_ids_inside_json_follow_their_rows(ana: Context, tmp_path: Path) -> None:
    with studio_scope(ana.studio.id):
        source = Source(name="Fair", key="fair")
        source.save()
        JournalEntry(
            at=ana.now,
            actor_kind="system",
            actor_label="x",
            action="x.y",
            changes={"source": [None, str(source.id)], "text": f"see {source.id}"},
        ).save()
    write_archive(ana.studio, tmp_path / "a.zip")
    back = restore_archive(tmp_path / "a.zip")
    with studio_scope(back.studio.id):
        moved = Source.objects.get(key="fair")
        entry = JournalEntry.objects.get(action="x.y")
    assert moved.id != source.id
    assert entry.changes == {"source": [None, str(moved.id)], "text": f"see {source.id}"}


def test_files_travel_when_they_are_asked_for(ana: Context, tmp_path: Path) -> None:
    export_files(FolderSource("test-files", lambda studio_id: tmp_path / "store" / str(studio_id)))
    try:
        folder = tmp_path / "store" / str(ana.studio.id)
        (folder / "漢字").mkdir(parents=True)
        (folder / "漢字" / "a.bin").write_bytes(bytes(range(256)) * 5000)
        (folder / "half.part").write_bytes(b"x")
        assert write_archive(ana.studio, tmp_path / "a.zip")["files"] == 1
        back = restore_archive(tmp_path / "a.zip")
        assert back.files == 1
        arrived = tmp_path / "store" / str(back.studio.id) / "漢字" / "a.bin"
        assert arrived.read_bytes() == bytes(range(256)) * 5000
        assert write_archive(ana.studio, tmp_path / "b.zip", with_files=False)["files"] == 0
    finally:
        drop_files("test-files")


def test_an_archive_without_a_column_gets_its_default(ana: Context, archive: Path, tmp_path: Path) -> None:
    """As one written before the column was added would be."""
    with zipfile.ZipFile(archive) as bundle:
        members = {name: bundle.read(name) for name in bundle.namelist()}
    said = json.loads(members["manifest.json"])
    name = "data/locations.jsonl"
    rows = [json.loads(line) for line in members[name].splitlines()]
    for row in rows:
        del row["phone"], row["archived_at"]
    members[name] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    kind = next(kind for kind in said["kinds"] if kind["name"] == "locations")
    kind["columns"] = [column for column in kind["columns"] if column not in {"phone", "archived_at"}]
    member = next(item for item in said["members"] if item["name"] == name)
    member |= {"size": len(members[name]), "sha256": hashlib.sha256(members[name]).hexdigest()}
    members["manifest.json"] = json.dumps(said).encode()
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as bundle:
        for known, text in members.items():
            bundle.writestr(known, text)
    back = restore_archive(tmp_path / "old.zip")
    write_archive(back.studio, tmp_path / "again.zip")
    assert len(unordered(content(tmp_path / "again.zip"))["locations"]) == 1
