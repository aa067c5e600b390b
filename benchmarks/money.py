# SPDX-License-Identifier: Apache-2.0
"""Dues and books at size: a month assessed, a payroll file posted, years of arrears, a balance.

The peer does the same by plain SQL on a bare SQLCipher store that holds the same lines under the
indexes such a query wants: no reasons, no checks, no history, no vouchers' numbers.
"""

from __future__ import annotations

import random
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks import people, stores
from benchmarks.measuring import Comparison, Contender, Figures, Subject, spread, stopwatch
from unionbook.data import ledger as vouchers
from unionbook.data import members as rows_of_members
from unionbook.domain import ledger as roles
from unionbook.domain import periods
from unionbook.domain.ledger import Draft, Line, VoucherKind
from unionbook.operations import (
    check_off,
    dues,
    dues_rules,
    dues_year,
    ledger,
    members,
    money_reports,
    sessions,
)
from unionbook.reports import canvas as drawing
from unionbook.reports.canvas import Face

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from unionbook.operations.sessions import Session

_FIRST, _MONTHS = "2023-11", 36
_WAGE = 8_000_000
_DUES = 40_000
_UNPAID = 33
"""One member in so many has not paid for the last four months."""
_DAYS = 60
_REPORTS = ("dues-members", "arrears", "grid")


def _path(folder: Path, rows: int) -> Path:
    return folder / f"money-{rows}.unionbook"


def _open(folder: Path, rows: int) -> Session:
    return sessions.open_register(
        folder=_path(folder, rows), user=stores.USER, passphrase=stores.PASSPHRASE
    )


def fill(folder: Path, rows: int) -> None:
    """Make the branch with its three years, as the operations would have left them."""
    if _path(folder, rows).exists():
        return
    session = stores.make_register(folder, f"money-{rows}")
    ledger.set_up_books(session)
    dues_rules.adopt_rule(session, key="wage_capped")
    with session.commit("import_members", reason="benchmark"):
        departments = {name: members.department_id(session, name) for name in people.DEPARTMENTS}
        stores.add_people(session, rows, departments)
        ids = sorted(row[0] for row in session.database.rows("SELECT id FROM members"))
        wages = [(number, "2020-01-01", _WAGE) for number in ids]
        rows_of_members.add_wages(session.office, session.site, wages)
    for month in _months():
        keep_month(session, ids, month)
    session.close()
    _fill_bare(folder / f"money-bare-{rows}.db", rows)


def _months() -> list[str]:
    return [periods.later(_FIRST, step) for step in range(_MONTHS)]


def _payers(ids: list[int], month: str) -> list[int]:
    late = month >= periods.later(_FIRST, _MONTHS - 4)
    return [number for place, number in enumerate(ids) if not late or place % _UNPAID]


def keep_month(session: Session, ids: list[int], month: str) -> None:
    """Post a month of dues, what is owed and what was paid, as the operations would."""
    account = {
        role: ledger.by_role(session, role)
        for role in (roles.CLAIMS, roles.DEFERRED, roles.DUES, roles.BANK)
    }
    owed = [Line(account[roles.CLAIMS], _DUES, number, month) for number in ids]
    owed.append(Line(account[roles.DEFERRED], -_DUES * len(ids), None, month))
    payers = _payers(ids, month)
    total = _DUES * len(payers)
    paid = [Line(account[roles.BANK], total), Line(account[roles.DEFERRED], total, None, month)]
    for number in payers:
        paid.append(Line(account[roles.DUES], -_DUES, number, month))
        paid.append(Line(account[roles.CLAIMS], -_DUES, number, month))
    with session.commit("assess_dues", reason="benchmark"):
        for kind, day, lines in (
            (VoucherKind.ASSESSMENT, f"{month}-28", owed),
            (VoucherKind.RECEIPT, f"{month}-25", paid),
        ):
            draft = Draft(kind, day, tuple(lines), counterparty="benchmark")
            vouchers.post(session.office, session.site, draft)


def _fill_bare(path: Path, rows: int) -> None:
    store = stores.bare(path)
    store.execute("CREATE TABLE wages(member INTEGER PRIMARY KEY, number TEXT, amount INTEGER)")
    store.execute(
        "CREATE TABLE lines(id INTEGER PRIMARY KEY, account INTEGER, amount INTEGER, "
        "dated_on TEXT, member INTEGER, month TEXT)"
    )
    store.execute("BEGIN")
    store.executemany(
        "INSERT INTO wages VALUES (?, ?, ?)",
        ((number, f"NV{number - 1:07d}", _WAGE) for number in range(1, rows + 1)),
    )
    for month in _months():
        store.executemany(
            "INSERT INTO lines(account, amount, dated_on, member, month) VALUES (?, ?, ?, ?, ?)",
            _bare_lines(rows, month),
        )
    store.execute("CREATE INDEX lines_member ON lines(member, account, month, amount)")
    store.execute("CREATE INDEX lines_account ON lines(account, dated_on, amount)")
    store.execute("COMMIT")
    store.close()


_CLAIMS, _INCOME, _BANK = 1, 2, 3


def _bare_lines(rows: int, month: str) -> Iterator[tuple[object, ...]]:
    ids = list(range(1, rows + 1))
    for number in ids:
        yield _CLAIMS, _DUES, f"{month}-28", number, month
    payers = _payers(ids, month)
    for number in payers:
        yield _INCOME, -_DUES, f"{month}-25", number, month
        yield _CLAIMS, -_DUES, f"{month}-25", number, month
    yield _BANK, _DUES * len(payers), f"{month}-25", None, None


def payroll(folder: Path, rows: int) -> Path:
    """Make the employer's file of the month: number, name, what was deducted."""
    path = folder / f"payroll-{rows}.xlsx"
    if not path.exists():
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet = book.create_sheet("T")
        sheet.append(["STT", "Mã NV", "Họ và tên", "Đoàn phí"])
        for place, person in enumerate(people.people(rows), 1):
            sheet.append([place, person[0], person[1], _DUES])
        book.save(path)
    return path


def prepare(folder: Path, rows: int) -> None:
    """Make both stores and the payroll file."""
    fill(folder, rows)
    payroll(folder, rows)


def _next(session: Session) -> str:
    last = session.database.value("SELECT max(month) FROM dues_assessments")
    return periods.later(str(last), 1) if last else periods.later(_FIRST, _MONTHS)


def by_unionbook(folder: Path, rows: int) -> Figures:
    session = _open(folder, rows)
    month = _next(session)
    with stopwatch() as assessing:
        found = dues.assess_month(session, month=month)
    assert found.owing == rows
    with stopwatch() as posting:
        read = check_off.read_payroll(session, path=payroll(folder, rows), month=month)
        check_off.accept_payroll(session, payroll=read)
    assert read.count()[check_off.FITS] == rows
    last = periods.later(_FIRST, _MONTHS - 1)
    with stopwatch() as owing:
        debts = dues.list_arrears(session, month=last)
    assert len(debts) == -(-rows // _UNPAID)
    with stopwatch() as summing:
        totals = dues_year.year_totals(session, year=2025)
    assert sum(one.paid for one in totals) == 12 * rows * _DUES
    with stopwatch() as listing:
        grid = dues.dues_grid(session, year=2025)
    assert len(grid) == rows
    bank = ledger.by_role(session, roles.BANK)
    balances = spread("balance", [partial(_balance, session, bank, day) for day in _days()])
    session.close()
    return {
        "assess": assessing,
        "payroll": posting,
        "arrears": owing,
        "year": summing,
        "grid": listing,
        **balances,
    }


def _balance(session: Session, account: int, day: str) -> None:
    assert ledger.balance_on(session, account_id=account, on=day) >= 0


def _days() -> list[str]:
    draw = random.Random(9)  # noqa: S311 - the same days every time
    months = _months()
    return [f"{draw.choice(months)}-{draw.randint(1, 28):02d}" for _day in range(_DAYS)]


def by_sql(folder: Path, rows: int) -> Figures:
    store = stores.bare(folder / f"money-bare-{rows}.db")
    store.execute("BEGIN IMMEDIATE")
    with stopwatch() as assessing:
        store.execute(
            "INSERT INTO lines(account, amount, dated_on, member, month) "
            "SELECT 1, min(amount * 5 / 1000, 253000), '2026-11-30', member, '2026-11' FROM wages"
        )
    with stopwatch() as posting:
        _post_bare(store, payroll(folder, rows))
    store.execute("ROLLBACK")
    with stopwatch() as owing:
        debts = store.execute(
            "SELECT member, sum(owed), min(month) FROM (SELECT member, month, sum(amount) AS owed "
            "FROM lines WHERE account = 1 GROUP BY member, month HAVING owed > 0) GROUP BY member"
        ).fetchall()
    assert len(debts) == -(-rows // _UNPAID)
    year = "month BETWEEN '2025-01' AND '2025-12'"
    with stopwatch() as summing:
        totals = store.execute(
            f"SELECT month, -sum(amount) FROM lines WHERE account = 2 AND {year} GROUP BY month"
        ).fetchall()
    assert sum(row[1] for row in totals) == 12 * rows * _DUES
    with stopwatch() as listing:
        grid = store.execute(
            "SELECT member, month, sum(CASE account WHEN 1 THEN amount END), "
            "-sum(CASE account WHEN 2 THEN amount END) FROM lines "
            f"WHERE account IN (1, 2) AND {year} GROUP BY member, month"
        ).fetchall()
    assert len(grid) == 12 * rows

    def balance(day: str) -> None:
        store.execute("SELECT sum(amount) FROM lines WHERE account = 3 AND dated_on <= ?", [day])

    balances = spread("balance", [partial(balance, day) for day in _days()])
    claims = spread("claims", [partial(_claims, store, day) for day in _days()[:9]])
    store.close()
    return {
        "assess": assessing,
        "payroll": posting,
        "arrears": owing,
        "year": summing,
        "grid": listing,
        **balances,
        **claims,
    }


def _claims(store: Any, day: str) -> None:
    query = "SELECT sum(amount) FROM lines WHERE account = 1 AND dated_on <= ?"
    assert store.execute(query, [day]).fetchone()


def _post_bare(store: Any, path: Path) -> None:
    from python_calamine import CalamineWorkbook

    numbers = dict(store.execute("SELECT number, member FROM wages"))
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    read = [(numbers[row[1]], int(row[3])) for row in sheet.to_python()[1:]]
    store.executemany(
        "INSERT INTO lines(account, amount, dated_on, member, month) "
        "VALUES (?, ?, '2026-11-25', ?, '2026-11')",
        ((account, -amount, member) for member, amount in read for account in (_INCOME, _CLAIMS)),
    )


def claims_by_unionbook(folder: Path, rows: int) -> Figures:
    """Balance of the account with a line for each member and month, at any day."""
    session = _open(folder, rows)
    claims = ledger.by_role(session, roles.CLAIMS)
    taken = spread("claims", [partial(_balance, session, claims, day) for day in _days()[:9]])
    session.close()
    return taken


def reports_by_unionbook(folder: Path, rows: int) -> Figures:
    session = _open(folder, rows)
    taken: Figures = {}
    for name in _REPORTS:
        with stopwatch() as making:
            period = "2025" if name == "grid" else "10/2026"
            report = money_reports.make_report(session, name=name, period=period)
            paper = money_reports.make_report_paper(session, report=report)
        assert paper.content.startswith(b"%PDF")
        taken[name] = making
    session.close()
    return taken


def reports_by_long_table(_folder: Path, rows: int) -> Figures:
    """Set tables of the same size, their figures given, as reportlab's manual shows."""
    import io

    from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle

    drawing.letter_widths(Face.REGULAR)
    look = TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), Face.REGULAR, 8),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, "#C3CAD3"),
            ("ALIGN", (1, 1), (-1, -1), "RIGHT"),
        ]
    )
    taken: Figures = {}
    for name, lines, columns in (
        ("dues-members", rows, 8), ("arrears", -(-rows // _UNPAID), 10), ("grid", rows, 15),
    ):  # fmt: skip
        row = ["Nguyễn Thị Hồng Nhung", *(f"{40000 + at:,}" for at in range(columns - 1))]
        with stopwatch() as making:
            table = LongTable([row] * (lines + 1), repeatRows=1, rowHeights=16, style=look)
            page = (drawing.A4[1], drawing.A4[0])
            SimpleDocTemplate(io.BytesIO(), pagesize=page).build([table])
        taken[name] = making
    return taken


SUBJECT = Subject(
    "money",
    {
        "unionbook": Contender(by_unionbook),
        "claims": Contender(claims_by_unionbook),
        "plain SQL": Contender(by_sql, "sqlcipher3"),
    },
    (
        Comparison("dues: assess a month", "assess", "plain SQL"),
        Comparison("dues: payroll file read, matched, posted", "payroll", "plain SQL"),
        Comparison("dues: arrears of 36 months", "arrears", "plain SQL"),
        Comparison("dues: totals of a year", "year", "plain SQL"),
        Comparison("dues: grid of a year, every member", "grid", "plain SQL"),
        Comparison("ledger: balance of the bank, any day", "balance p95", "plain SQL"),
        Comparison(
            "ledger: balance of the claims, any day", "claims p95", "plain SQL", ours="claims"
        ),
    ),
    rows=(1_000, 10_000),
    prepare=prepare,
)
REPORTS = Subject(
    "reports",
    {
        "unionbook": Contender(reports_by_unionbook),
        "LongTable": Contender(reports_by_long_table, "reportlab"),
    },
    tuple(Comparison(f"report “{name}” as PDF", name, "LongTable", ratio=1.0) for name in _REPORTS),
    rows=(1_000, 10_000),
    prepare=prepare,
)
