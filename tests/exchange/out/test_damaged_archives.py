"""What is not a whole, honest archive is refused in words, and nothing is written."""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safelight.accounts.queries import all_studios
from safelight.exchange.archive_in import restore_archive
from safelight.exchange.out.archive.manifest import MANIFEST
from safelight.exchange.out.archive.write import write_archive
from safelight.foundation.actions import Context, Refused

Members = dict[str, bytes]
LOCATIONS = "data/locations.jsonl"


@pytest.fixture
def good(ana: Context, tmp_path: Path) -> Path:
    write_archive(ana.studio, tmp_path / "good.zip")
    return tmp_path / "good.zip"


def changed(source: Path, change: Callable[[Members], None]) -> Path:
    """Write the archive again with other members, the manifest untouched unless ``change`` touches it."""
    with zipfile.ZipFile(source) as bundle:
        members = {name: bundle.read(name) for name in bundle.namelist()}
    change(members)
    target = source.parent / "changed.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in members.items():
            bundle.writestr(name, content)
    return target


def with_manifest(**values: Any) -> Callable[[Members], None]:  # noqa: ANN401 - JSON
    def change(members: Members) -> None:
        members[MANIFEST] = json.dumps({**json.loads(members[MANIFEST]), **values}).encode()

    return change


def refusal(path: Path) -> Refused:
    before = sorted(all_studios())
    with pytest.raises(Refused) as caught:
        restore_archive(path)
    assert sorted(all_studios()) == before
    return caught.value


def test_a_good_one_is_read(good: Path) -> None:
    assert restore_archive(good).counts["roles"] == 5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda m: m.update({LOCATIONS: m[LOCATIONS].replace(b"Atelier", b"Etelier")}), "hash differs"),
        (lambda m: m.update({LOCATIONS: m[LOCATIONS][:-9]}), "another size"),
        (lambda m: m.pop(LOCATIONS), "is missing"),
        (lambda m: m.update({"data/extra.jsonl": b""}), "not in its manifest"),
        (lambda m: m.update({"../out.txt": b"x"}), "strange name"),
        (lambda m: m.update({"/etc/cron.d/x": b"x"}), "strange name"),
        (lambda m: m.update({"files\\..\\x": b"x"}), "strange name"),
        (lambda m: m.update({"C:x": b"x"}), "strange name"),
        (lambda m: m.pop(MANIFEST), "no manifest.json"),
        (lambda m: m.update({MANIFEST: b"{"}), "damaged"),
        (lambda m: m.update({MANIFEST: b"[" * 100_000}), "damaged"),
        (with_manifest(format="other"), "not one that Safelight wrote"),
        (with_manifest(kinds="all"), "damaged at"),
        (with_manifest(kinds=[]), "no studio"),
    ],
)
def test_a_changed_archive_is_refused(good: Path, change: Callable[[Members], None], words: str) -> None:
    said = refusal(changed(good, change))
    assert words in said.message
    assert "nothing was changed" in said.message


def test_a_newer_layout_is_refused_by_name(good: Path) -> None:
    said = refusal(changed(good, with_manifest(schema_version=2, safelight="9.1.0")))
    assert said.code == "archive_newer"
    assert "9.1.0" in said.message


def test_an_unknown_kind_and_an_unknown_column_are_refused(good: Path) -> None:
    def add_kind(members: Members) -> None:
        manifest = json.loads(members[MANIFEST])
        manifest["kinds"].append({"name": "spells", "member": LOCATIONS, "columns": ["id"], "rows": 0})
        members[MANIFEST] = json.dumps(manifest).encode()

    def add_column(members: Members) -> None:
        manifest = json.loads(members[MANIFEST])
        next(kind for kind in manifest["kinds"] if kind["name"] == "roles")["columns"].append("spell")
        members[MANIFEST] = json.dumps(manifest).encode()

    assert "“spells”" in refusal(changed(good, add_kind)).message
    assert "“spell”" in refusal(changed(good, add_column)).message


@pytest.mark.parametrize("kept", [0, 1, 30, 1000, -30])
def test_a_truncated_file_is_refused(good: Path, kept: int) -> None:
    cut = good.parent / "cut.zip"
    cut.write_bytes(good.read_bytes()[:kept])
    assert "cut short" in refusal(cut).message


def test_a_flipped_byte_anywhere_in_the_members_is_noticed(good: Path) -> None:
    content = good.read_bytes()
    with zipfile.ZipFile(good) as bundle:
        info = bundle.getinfo("data/journal.jsonl")
    name, extra = struct.unpack_from("<HH", content, info.header_offset + 26)
    start = info.header_offset + 30 + name + extra
    for place in range(start, start + info.compress_size, 37):
        broken = good.parent / "flipped.zip"
        broken.write_bytes(content[:place] + bytes([content[place] ^ 0x40]) + content[place + 1 :])
        assert "journal" in refusal(broken).message


def test_a_bomb_is_refused_before_it_unfolds(good: Path) -> None:
    def lie(members: Members) -> None:
        manifest = json.loads(members[MANIFEST])
        member = next(item for item in manifest["members"] if item["name"] == LOCATIONS)
        members[LOCATIONS] = b"0" * 50_000_000
        member["size"] = 10
        members[MANIFEST] = json.dumps(manifest).encode()

    assert "another size" in refusal(changed(good, lie)).message


def test_links_encryption_and_doubles_are_refused(good: Path) -> None:
    linked = good.parent / "linked.zip"
    shutil.copy(good, linked)
    with zipfile.ZipFile(linked, "a") as bundle:
        info = zipfile.ZipInfo("files/x")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        bundle.writestr(info, "/etc/passwd")
    assert "is a link" in refusal(linked).message
    doubled = good.parent / "doubled.zip"
    shutil.copy(good, doubled)
    with zipfile.ZipFile(doubled, "a") as bundle, pytest.warns(UserWarning, match="Duplicate"):
        bundle.writestr(LOCATIONS, b"")
    assert "twice" in refusal(doubled).message


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no file"):
        restore_archive(tmp_path / "none.zip")
    with pytest.raises(Refused, match="cannot be read"):
        restore_archive(tmp_path)


def _rewritten(good: Path, rows: Callable[[list[dict[str, Any]]], None], kind: str) -> Path:
    """Change rows and make the manifest agree with them, as a forger would."""

    def change(members: Members) -> None:
        name = f"data/{kind}.jsonl"
        lines = [json.loads(line) for line in members[name].splitlines()]
        rows(lines)
        members[name] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
        manifest = json.loads(members[MANIFEST])
        member = next(item for item in manifest["members"] if item["name"] == name)
        member |= {"size": len(members[name]), "sha256": hashlib.sha256(members[name]).hexdigest()}
        members[MANIFEST] = json.dumps(manifest).encode()

    return changed(good, change)


@pytest.mark.parametrize(
    ("kind", "change", "words"),
    [
        ("locations", lambda rows: rows[0].update(name={"a": 1}), "wrong kind"),
        ("locations", lambda rows: rows[0].update(name="x" * 500), "does not fit"),
        ("locations", lambda rows: rows[0].pop("name"), "columns the manifest names"),
        ("locations", lambda rows: rows.append(rows[0]), "lines; the manifest says"),
        (
            "memberships",
            lambda rows: rows[0].update(role_id="018f0000-0000-7000-8000-000000000000"),
            "contradict each other",
        ),
        ("people", lambda rows: rows[0].update(email="nobody"), "no proper mail address"),
        ("studio", lambda rows: rows[0].update(name=""), "studio row is damaged"),
    ],
)
def test_a_forged_archive_is_stopped_by_what_guards_every_row(
    good: Path, kind: str, change: Callable[[list[dict[str, Any]]], None], words: str
) -> None:
    assert words in refusal(_rewritten(good, change, kind)).message


def test_a_forger_cannot_rename_or_unlock_somebody(ana: Context, good: Path) -> None:
    forged = _rewritten(good, lambda rows: [row.update(name="Mallory") for row in rows] and None, "people")
    restored = restore_archive(forged)
    assert {person.name for person in restored.people} == {"Ana Owner", "Bo Assist"}
    assert not any(person.is_new for person in restored.people)
