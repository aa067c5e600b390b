# SPDX-License-Identifier: Apache-2.0
"""Registers made for a test: cheap keys, invented people.

Making a register anew takes six times as long as copying one that was made before in the same
process, so that is what a test gets: with the identity, the device and the keys of its template.
"""

from __future__ import annotations

import atexit
import os
import random
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from unionbook import paths, texts
from unionbook.data import member_index, store, this_pc
from unionbook.data.vault import Kdf
from unionbook.domain import clock, numbering
from unionbook.operations import members, sessions, users, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from unionbook.domain.roles import Role
    from unionbook.operations.sessions import Session

KDF = Kdf(1024, 1, 1)
"""A cheap derivation: a test has no half second for each passphrase."""
HEAD, PASSPHRASE = "Nguyễn Thị Lan", "bốn từ không liên quan"

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Đỗ", "Vũ", "Ngô")
MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Ngọc", "Hữu", "Thu", "Quang")
GIVEN = ("An", "Bình", "Châu", "Dũng", "Đông", "Giang", "Hà", "Khánh", "Lan", "Ý", "Tú", "Sơn")
DEPARTMENTS = ("May 1", "May 2", "Cắt", "Hoàn thành", "Kho")


_templates: dict[Hashable, tuple[Path, Any]] = {}
_USUAL = tuple(
    (module, name, getattr(module, name))
    for module, name in ((clock, "today"), (store, "datetime"), (numbering, "draw_site"))
)
"""What a test may set otherwise, as it is for all the others who get a copy."""


def make(folder: Path, country: str = "VN") -> Session:
    """Give the register of a branch in ``folder``, open as its head: every time the same one."""
    once(("branch", country), folder, lambda place: make_other(place, country).close())
    return reopen(folder / "branch.unionbook")


def make_other(folder: Path, country: str = "VN") -> Session:
    """Make a register that is no copy of any other, and open it as its head."""
    return make_with_key(folder, country)[0]


def once(key: Hashable, place: Path, make: Callable[[Path], Any]) -> Any:
    """Have in ``place`` what ``make`` leaves there closed, which is done once in this process.

    Gives what ``make`` gave. What it had this PC remember is remembered of the copy.
    """
    if key not in _templates:
        _templates[key] = _make_template(make)
    template, given = _templates[key]
    home = paths.settings_folder()
    for source, target in {template / "place": place, template / "home": home}.items():
        shutil.copytree(source, target, dirs_exist_ok=True)
        for memory in target.rglob(f"{this_pc.FOLDER_NAME}/*.json"):
            told = memory.read_text("utf-8")
            memory.write_text(told.replace(str(template / "place"), str(place.resolve())), "utf-8")
    return given


def _make_template(make: Callable[[Path], Any]) -> tuple[Path, Any]:
    template = Path(tempfile.mkdtemp(prefix="unionbook-test-")).resolve()
    for part in ("place", "home"):
        (template / part).mkdir()
    with pytest.MonkeyPatch.context() as usual, texts.spoken("en"), at_home(template / "home"):
        for module, name, meant in _USUAL:
            usual.setattr(module, name, meant)
        return template, make(template / "place")


@atexit.register
def forget_templates() -> None:
    """Remove what copies were made of; the process that runs tests for another ends unasked."""
    for template, _given in _templates.values():
        shutil.rmtree(template, ignore_errors=True)
    _templates.clear()


@contextmanager
def at_home(home: Path) -> Iterator[None]:
    """Sit at the PC whose settings lie in ``home``."""
    before = os.environ.get("UNIONBOOK_HOME")
    os.environ["UNIONBOOK_HOME"] = str(home)
    try:
        yield
    finally:
        if before is None:
            del os.environ["UNIONBOOK_HOME"]
        else:
            os.environ["UNIONBOOK_HOME"] = before


def make_with_key(folder: Path, country: str = "VN") -> tuple[Session, str]:
    """Make a register anew; give the session and the recovery key."""
    return sessions.make_register(
        folder=folder / "branch.unionbook",
        branch="Công đoàn cơ sở Sao Mai",
        parent="Liên đoàn Lao động Phường Sao",
        country=country,
        language="vi",
        user=HEAD,
        passphrase=PASSPHRASE,
        kdf=KDF,
    )


def reopen(folder: Path, **more: Any) -> Session:
    """Open the register as its head."""
    return sessions.open_register(folder=folder, user=HEAD, passphrase=PASSPHRASE, **more)


def add_user(session: Session, name: str, role: Role | str) -> None:
    """Let somebody in, with the passphrase that every test user has."""
    users.add_user(session, name=name, role=role, passphrase=PASSPHRASE, kdf=KDF)


def open_as(folder: Path, name: str, **more: Any) -> Session:
    """Open the register as another user."""
    return sessions.open_register(folder=folder, user=name, passphrase=PASSPHRASE, **more)


def enrol(session: Session, full_name: str = "Trần Văn An", **values: Any) -> int:
    """Enrol a member; give the number."""
    changes = members.enrol_member(session, values={"full_name": full_name, **values})
    return changes.rows["members"][0]


def invent(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """Invent people: names, departments, phones, employee numbers and births."""
    dice = random.Random(seed)
    return [
        {
            "full_name": " ".join(dice.choice(part) for part in (FAMILY, MIDDLE, GIVEN)),
            "department": dice.choice(DEPARTMENTS),
            "phone": f"09{dice.randrange(10**8):08d}",
            "employee_number": f"NV{number:05d}",
            "born_on": str(dice.randrange(1960, 2005)),
        }
        for number in range(count)
    ]


def enrol_many(session: Session, people: list[dict[str, Any]]) -> list[int]:
    """Add many members in one commit, as an import does; give their numbers."""
    from unionbook.data import members as rows

    with session.commit("import_members"):
        numbers = session.office.new_ids(session.site, len(people))
        filled = []
        for number, person in zip(numbers, people, strict=True):
            columns = dict(person)
            department = columns.pop("department", None)
            if department:
                columns["department_id"] = members.department_id(session, department)
            filled.append((number, columns))
        rows.add(session.office, filled)
    return list(numbers)


def content(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Give every row of every tracked table."""
    return {
        table.name: session.database.rows(f"SELECT * FROM {table.name} ORDER BY id")
        for table in session.office.tables.values()
    }


def derived(session: Session) -> tuple[list[tuple[Any, ...]], ...]:
    """Give the index of members, and what each word and number index finds."""
    database = session.database
    found = [database.rows("SELECT * FROM member_index ORDER BY id")]
    with session.office.upkeep():
        for table in ("member_words", "member_numbers"):
            database.execute(
                f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, {table}, 'instance')"
            )
            found.append(database.rows("SELECT doc, term FROM temp.terms ORDER BY doc, term"))
            database.execute("DROP TABLE temp.terms")
            found.append(database.rows(f"SELECT rowid FROM {table} ORDER BY rowid"))
    return tuple(found)


def expect_index_in_step(session: Session) -> None:
    """Fail where the index is not what a rebuild makes."""
    before = derived(session)
    member_index.rebuild(session.office)
    after = derived(session)
    assert before == after


def expect_whole(session: Session) -> None:
    """Fail where the register does not verify."""
    assert verify.verify_register(session).problems == ()
