# SPDX-License-Identifier: Apache-2.0
"""Welfare cases as the office knows them: kind, amount, payee, steps, and what was paid."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import linked_vouchers
from unionbook.domain.welfare import CaseState, CaseStep, StepKind, state_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionbook.data.database import Database, Row
    from unionbook.data.store import Store


@dataclass(frozen=True, slots=True)
class Case:
    """A case of welfare; ``device`` is the ordinal of the device that numbered it, from 1.

    Of a confidential one ``relation``, ``relative``, ``event_on`` and ``reason`` are empty here and
    stand in the row ``detail`` of ``cases.db``. ``paid_by`` is the payment voucher that stands; two
    PCs that paid at the same time leave others in ``paid_before``. ``approval`` is the step that
    approved the case.
    """

    steps: tuple[CaseStep, ...]
    paid_by: int | None
    paid_on: str
    paid_before: tuple[int, ...]
    id: int
    year: int
    device: int
    number: int
    kind: str
    rule: int
    member: int
    relation: str
    relative: str
    event_on: str
    asked: int
    payee: str
    reason: str
    detail: int | None
    asked_on: str
    user_id: int
    user_name: str

    @property
    def confidential(self) -> bool:
        """Whether what it is about stands in ``cases.db`` alone."""
        return self.detail is not None

    @property
    def state(self) -> CaseState:
        """How far the case has come."""
        return state_of(self.steps, self.paid_by)

    @property
    def approval(self) -> CaseStep | None:
        """The step that approved the case."""
        found = [one for one in self.steps if one.kind is StepKind.APPROVED]
        return found[-1] if found else None

    @property
    def amount(self) -> int:
        """What was approved, or what is asked for as long as nothing was."""
        approved = self.approval.amount if self.approval else None
        return self.asked if approved is None else approved


@dataclass(frozen=True, slots=True)
class CasePaper:
    """A paper of a case, kept encrypted under ``file``."""

    id: int
    title: str
    file: str
    added_on: str


_CASES = (
    "SELECT c.id, c.year, (SELECT count(*) FROM devices d "
    "WHERE (coalesce(d.ordinal, 0), d.id) <= "
    "(SELECT coalesce(e.ordinal, 0), e.id FROM devices e WHERE e.site = c.site)), "
    "c.number, c.kind, c.rule_id, "
    "coalesce(m.merged_into, m.id), coalesce(c.relation, ''), coalesce(c.relative, ''), "
    "coalesce(c.event_on, ''), c.amount, c.payee, coalesce(c.reason, ''), "
    "c.detail_id, c.asked_on, c.user_id, c.user_name "
    "FROM welfare_cases c JOIN members m ON m.id = c.member_id"
)
_STEPS = (
    "SELECT case_id, id, step, done_on, user_id, user_name, amount, coalesce(note, ''), note_id, "
    "voucher_id FROM welfare_steps"
)


def list_cases(
    database: Database, *, member: int | None = None, kind: str = "", year: int | None = None
) -> list[Case]:
    """Give the cases, the latest first."""
    conditions = {
        "coalesce(m.merged_into, m.id) = ?": member,
        "c.kind = ?": kind or None,
        "c.year = ?": year,
    }
    asked = {sql: value for sql, value in conditions.items() if value is not None}
    where = f"WHERE {' AND '.join(asked)}" if asked else ""
    rows = database.rows(
        f"{_CASES} {where} ORDER BY c.asked_on DESC, c.id DESC", list(asked.values())
    )
    steps = _by_case(
        database.rows(
            f"{_STEPS} WHERE case_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            [json.dumps([row[0] for row in rows])],
        )
    )
    paid = linked_vouchers.standing(database, "welfare_payments", "case_id")
    return [_case(row, steps, paid) for row in rows]


def find_case(database: Database, number: int) -> Case | None:
    """Give a case, or None."""
    row = database.row(f"{_CASES} WHERE c.id = ?", [number])
    if row is None:
        return None
    steps = database.rows(f"{_STEPS} WHERE case_id = ? ORDER BY id", [number])
    paid = linked_vouchers.standing(database, "welfare_payments", "case_id", number)
    return _case(row, _by_case(steps), paid)


def find_by_number(database: Database, year: int, device: int, number: int) -> int | None:
    """Give the case with a number in a year and device, or None."""
    found = database.value(
        "SELECT id FROM welfare_cases c WHERE year = ? AND number = ? AND "
        "(SELECT count(*) FROM devices d WHERE (coalesce(d.ordinal, 0), d.id) <= "
        "(SELECT coalesce(e.ordinal, 0), e.id FROM devices e WHERE e.site = c.site)) = ?",
        [year, number, device],
    )
    return None if found is None else int(found)


def _by_case(rows: Sequence[Row]) -> Mapping[int, tuple[CaseStep, ...]]:
    found: defaultdict[int, list[CaseStep]] = defaultdict(list)
    for case, number, kind, *rest in rows:
        found[case].append(CaseStep(number, StepKind(kind), *rest))
    return {case: tuple(steps) for case, steps in found.items()}


def _case(
    row: Row,
    steps: Mapping[int, tuple[CaseStep, ...]],
    paid: Mapping[int, Sequence[tuple[int, str]]],
) -> Case:
    payments = paid.get(row[0], ())
    voucher, day = payments[-1] if payments else (None, "")
    earlier = tuple(number for number, _day in payments[:-1])
    return Case(steps.get(row[0], ()), voucher, day, earlier, *row)


def add_case(store: Store, site: int, values: Mapping[str, object]) -> int:
    """Add a case with the next number of its year and device. Only inside a commit."""
    number = store.new_ids(site)[0]
    year = int(str(values["asked_on"])[:4])
    following = store.database.value(
        "SELECT coalesce(max(number), 0) + 1 FROM welfare_cases WHERE year = ? AND site = ?",
        [year, site],
    )
    row = {"id": number, "year": year, "site": site, "number": following, **values}
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    store.database.execute(
        f"INSERT INTO welfare_cases({names}) VALUES ({marks})", list(row.values())
    )
    return number


def change_case(store: Store, case: int, values: Mapping[str, object]) -> None:
    """Correct columns of a case. Only inside a commit."""
    names = ", ".join(f"{name} = ?" for name in values)
    store.database.execute(
        f"UPDATE welfare_cases SET {names} WHERE id = ?", [*values.values(), case]
    )


def add_step(store: Store, site: int, case: int, step: CaseStep) -> int:
    """Add a step to a case; its ``id`` is given here. Only inside a commit."""
    number = store.new_ids(site)[0]
    store.database.execute(
        "INSERT INTO welfare_steps(id, case_id, step, done_on, user_id, user_name, amount, note, "
        "note_id, voucher_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            number,
            case,
            step.kind.value,
            step.done_on,
            step.user_id,
            step.user_name,
            step.amount,
            step.note or None,
            step.note_id,
            step.voucher,
        ],
    )
    return number


def add_payment(store: Store, site: int, *, case: int, approval: int, voucher: int) -> None:
    """Note which voucher pays a case, by which approval. Only inside a commit."""
    store.database.execute(
        "INSERT INTO welfare_payments(id, case_id, approval_id, voucher_id) VALUES (?, ?, ?, ?)",
        [store.new_ids(site)[0], case, approval, voucher],
    )


def role_of(database: Database, user: int) -> str:
    """Give the role of a user, empty where nobody has the number."""
    return str(database.value("SELECT role FROM users WHERE id = ?", [user]) or "")


def papers_of(database: Database, case: int) -> list[CasePaper]:
    """Give the papers of a case that are not confidential."""
    rows = database.rows(
        "SELECT id, title, file, added_on FROM welfare_papers WHERE case_id = ? ORDER BY id",
        [case],
    )
    return [CasePaper(*row) for row in rows]


def add_paper(store: Store, site: int, case: int, title: str, file: str, on: str) -> int:
    """Note a paper of a case. Only inside a commit."""
    number = store.new_ids(site)[0]
    store.database.execute(
        "INSERT INTO welfare_papers(id, case_id, title, file, added_on) VALUES (?, ?, ?, ?, ?)",
        [number, case, title, file, on],
    )
    return number


def paper_files(database: Database) -> list[str]:
    """Give the names of the files that papers of cases are kept in."""
    return [str(row[0]) for row in database.rows("SELECT DISTINCT file FROM welfare_papers")]


def details_in_use(database: Database) -> set[int]:
    """Give the rows of confidential reasons that cases refer to."""
    return _numbers(database, "SELECT detail_id FROM welfare_cases WHERE detail_id IS NOT NULL")


def notes_in_use(database: Database) -> set[int]:
    """Give the rows of confidential notes that steps refer to."""
    return _numbers(database, "SELECT note_id FROM welfare_steps WHERE note_id IS NOT NULL")


def _numbers(database: Database, statement: str) -> set[int]:
    return {int(row[0]) for row in database.rows(statement)}


def spent_by_kind(database: Database, first: str, last: str) -> dict[str, int]:
    """Give what the books say was spent on cases between two days, by kind."""
    kinds: dict[int, str] = dict(database.rows("SELECT id, kind FROM welfare_cases"))
    found: Counter[str] = Counter()
    for case, amount in _spent(database, first, last).items():
        found[kinds[case]] += amount
    return dict(found)


def spent_by_member(database: Database, first: str, last: str) -> dict[tuple[int, str], int]:
    """Give the same by member and kind."""
    whose = {
        row[0]: (row[1], row[2])
        for row in database.rows(
            "SELECT c.id, coalesce(m.merged_into, m.id), c.kind FROM welfare_cases c "
            "JOIN members m ON m.id = c.member_id"
        )
    }
    found: Counter[tuple[int, str]] = Counter()
    for case, amount in _spent(database, first, last).items():
        found[whose[case]] += amount
    return dict(found)


def _spent(database: Database, first: str, last: str) -> dict[int, int]:
    return linked_vouchers.spent(database, "welfare_payments", "case_id", first=first, last=last)
