"""`safelight export` as a program of its own: whole files, honest refusals, constant memory, another database."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from safelight.config.launch.embedded import DatabaseAddress, create_database, drop_database
from tests.conftest import TEST_DATA
from tests.exchange.out.comparing import content, manifest, unordered

RUN = (sys.executable, "-m", "safelight.config.cli")
SOURCE = Path(__file__).parents[3] / "src"
MOST_MB = 300


class House:
    """An installation with a database of its own, entered by the command line alone."""

    def __init__(self, address: DatabaseAddress, folder: Path) -> None:
        """Enter a database."""
        self.environment = {
            **os.environ,
            "DATABASE_URL": address.owner_url,
            "DATABASE_APP_URL": address.app_url,
            "SAFELIGHT_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "safelight.config.settings",
            "PYTHONPATH": str(SOURCE),
        }

    def run(self, *arguments: object, expected: int = 0, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command and check its exit status."""
        done = subprocess.run(  # noqa: S603 - our own program
            [*RUN, *map(str, arguments)], env=self.environment, capture_output=True, text=True, check=False, input=given
        )
        assert done.returncode == expected, (done.stdout, done.stderr)
        return done

    def python(self, code: str) -> str:
        """Run a piece of Python in the house."""
        start = "import django; django.setup()\n"
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", start + code], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def _house(folder: Path) -> Iterator[House]:
    name = f"test_export_{os.getpid()}_{uuid4().hex[:8]}"
    address = create_database(TEST_DATA, name)
    try:
        yield House(address, folder)
    finally:
        drop_database(TEST_DATA, name)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with a studio that has 20,000 notes."""
    for made in _house(tmp_path_factory.mktemp("data")):
        made.run(
            "studio",
            "create",
            "--name",
            "Atelier Ana",
            "--country",
            "DE",
            "--owner",
            "ana@studio.example",
            "--password-stdin",
            given="correct horse battery\n",
        )
        made.python(FILL)
        yield made


@pytest.fixture(scope="module")
def other_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house where nobody has been."""
    yield from _house(tmp_path_factory.mktemp("other"))


FILL = """
from safelight.accounts.queries import all_studios
from safelight.clients.models import Source
from safelight.foundation.tenancy import studio_scope
studio = all_studios()[0][0]
with studio_scope(studio):
    Source.objects.bulk_create([Source(studio_id=studio, name=f"=Source {n} 漢字 😀 שלום", key=f"s{n}") for n in range(20_000)], batch_size=2000)
"""

RESTORE = """
import sys
from pathlib import Path
from safelight.config.migrating import bring_up_to_date
from safelight.exchange.archive_in import restore_archive
bring_up_to_date()
back = restore_archive(Path({path!r}))
print(back.studio.slug, back.ids_kept, [person.is_new for person in back.people])
"""


@pytest.mark.parametrize("ending", ["xlsx", "zip"])
def test_it_answers_with_data_and_writes_a_whole_file(house: House, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"all.{ending}"
    said: dict[str, Any] = json.loads(house.run("export", target, "--json").stdout)
    assert said["counts"]["sources"] == 20_000
    assert said["rows"] >= 20_000
    assert said["size"] == target.stat().st_size
    assert said["studio"] == "atelier-ana"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("out.pdf",), "must end in .xlsx"),
        (("missing/out.xlsx",), "There is no folder"),
        (("out.xlsx", "--files"), "only fit into the archive"),
        (("out.xlsx", "--studio", "nobody"), "There is no studio"),
        (("/proc/out.xlsx",), "/proc"),
        (("folder.xlsx",), "is a folder"),
    ],
)
def test_it_refuses_in_words(house: House, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    out, *rest = arguments
    done = house.run("export", tmp_path / out, *rest, "--json", expected=2)
    assert words in done.stderr
    assert words in json.loads(done.stdout)["error"]


@pytest.mark.parametrize("ending", ["xlsx", "zip"])
def test_a_full_disk_is_refused_in_words_and_leaves_the_old_file(house: House, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"all.{ending}"
    target.write_bytes(b"the old one")
    limited = f"ulimit -f 40; exec {' '.join(RUN)} export {target}"
    done = subprocess.run(  # noqa: S603 - our own program
        ["/bin/bash", "-c", limited], env=house.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2, done.stderr
    assert "is full" in done.stderr
    assert target.read_bytes() == b"the old one"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.slow
def test_a_killed_export_leaves_nothing_under_the_final_name(house: House, tmp_path: Path) -> None:
    killed = 0
    for round_, ending in enumerate(("xlsx", "zip") * 3):
        target = tmp_path / f"all{round_}.{ending}"
        running = subprocess.Popen([*RUN, "export", str(target)], env=house.environment)  # noqa: S603 - our own program
        until = time.monotonic() + 60
        while not list(tmp_path.glob(f".{target.name}*.part")) and not target.exists() and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(0.03 * round_)
        running.send_signal(signal.SIGKILL)
        running.wait()
        if target.exists():  # it was quicker than the kill: then it is whole
            assert zipfile.ZipFile(target).testzip() is None
        else:
            killed += 1
    assert killed >= 3
    target = tmp_path / "at-last.zip"
    house.run("export", target)
    assert len(content(target)["sources"]) == 20_000


@pytest.mark.slow
@pytest.mark.parametrize("function", ["whole_workbook.write_workbook", "archive.write.write_archive"])
def test_memory_does_not_grow_with_the_rows(house: House, tmp_path: Path, function: str) -> None:
    module, name = function.rsplit(".", 1)
    code = f"""
import re
from pathlib import Path
from safelight.accounts.queries import all_studios, studio_by_slug
from safelight.exchange.out.{module} import {name}
{name}(studio_by_slug(all_studios()[0][1]), Path({str(tmp_path / "m.out")!r}))
# The peak of this program alone; ru_maxrss would count what the test process held when it made this one.
print(int(re.search(r"VmHWM:[^0-9]*([0-9]+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""
    small = int(house.python(code))
    house.python(FILL.replace("20_000", "100_000").replace("s{n}", "t{n}"))
    try:
        large = int(house.python(code))
    finally:
        house.python(
            FILL.split("    Source.objects", maxsplit=1)[0] + "    Source.objects.filter(key__startswith='t').delete()"
        )
    assert large < MOST_MB
    assert large - small < 30, f"{small} MB for 20,000 rows, {large} MB for 120,000"


def test_another_house_holds_the_same_bytes(house: House, other_house: House, tmp_path: Path) -> None:
    """Where the ids are free they stay, and then the copy's data is the original's, byte by byte."""
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    house.run("export", first, "--files")
    assert other_house.python(RESTORE.format(path=str(first))) == "atelier-ana True [True]\n"
    other_house.run("export", second, "--files")
    assert unordered(content(first)) == unordered(content(second))
    members = [{item["name"]: item["sha256"] for item in manifest(path)["members"]} for path in (first, second)]
    assert members[0] == members[1]
    assert other_house.python(RESTORE.format(path=str(first))) == "atelier-ana-2 False [False]\n"
