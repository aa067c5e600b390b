# SPDX-License-Identifier: Apache-2.0
"""Registers made for a test: cheap keys, invented people."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from unionbook.data import member_index
from unionbook.data.vault import Kdf
from unionbook.operations import members, sessions, users, verify

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.domain.roles import Role
    from unionbook.operations.sessions import Session

KDF = Kdf(8192, 1, 1)
"""A cheap derivation: a test has no half second for each passphrase."""
HEAD, PASSPHRASE = "Nguyễn Thị Lan", "bốn từ không liên quan"

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Đỗ", "Vũ", "Ngô")
MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Ngọc", "Hữu", "Thu", "Quang")
GIVEN = ("An", "Bình", "Châu", "Dũng", "Đông", "Giang", "Hà", "Khánh", "Lan", "Ý", "Tú", "Sơn")
DEPARTMENTS = ("May 1", "May 2", "Cắt", "Hoàn thành", "Kho")


def make(folder: Path, **more: Any) -> Session:
    """Make a register in ``folder`` and open it as its head."""
    return make_with_key(folder, **more)[0]


def make_with_key(folder: Path, country: str = "VN") -> tuple[Session, str]:
    """Make a register; give the session and the recovery key."""
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
