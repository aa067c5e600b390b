# SPDX-License-Identifier: Apache-2.0
"""Dues deducted by the employer: the list out, and what the payroll says was deducted, back in."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from unionbook import paths
from unionbook.data import consents, import_data, ledger, payroll_lines
from unionbook.data.payroll_lines import RestLine
from unionbook.domain import ledger as roles
from unionbook.domain import periods
from unionbook.domain.events import PRESENT
from unionbook.domain.fields import BY_NAME
from unionbook.domain.folding import fold
from unionbook.domain.report_tables import Asked, Cell, ReportColumn, ReportTable, Trace, Tracing
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.excel import importing
from unionbook.operations import dues
from unionbook.operations.dues import Part
from unionbook.operations.dues_reports import dues_of, dues_traces, people
from unionbook.operations.import_matching import Match, Matcher
from unionbook.operations.members import read_members
from unionbook.texts import LANGUAGES, N_, spoken
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from unionbook.data.journal import Changes
    from unionbook.excel.importing import Analysis, SheetPlan
    from unionbook.operations.dues import MonthDues
    from unionbook.operations.sessions import Session

FITS, OTHER, NEW, PAID = "fits", "other_amount", "new", "paid"
LEFT, UNKNOWN, TWICE, MISSING = "left", "unknown", "twice", "missing"
LABELS = {
    FITS: N_("As expected"),
    OTHER: N_("Another amount"),
    NEW: N_("Nothing was assessed"),
    PAID: N_("Paid already"),
    LEFT: N_("No longer a member"),
    UNKNOWN: N_("Unknown person"),
    TWICE: N_("In the file twice"),
    MISSING: N_("Not in the file"),
}
ACCEPTABLE = (FITS, OTHER, NEW)
"""What may be posted; the others are for a person to resolve first."""
_KEYS = ("employee_number", "local_number", "identity_number", "official_number", "card_number")


@dataclass(frozen=True, slots=True)
class PayrollLine:
    """A line of the payroll file, or somebody who is missing from it (``row`` 0).

    ``member`` is 0 where nobody or more than one person fits; ``amount`` is what was deducted,
    ``expected`` what is owed for the month.
    """

    row: int
    number: str
    name: str
    member: int
    amount: int
    expected: int
    kind: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Payroll:
    """A payroll file as it was understood: month, lines, the column of the amounts, its name."""

    month: str
    lines: tuple[PayrollLine, ...]
    column: str
    file: str = ""

    def count(self) -> Counter[str]:
        """Give how many lines are of each kind."""
        return Counter(line.kind for line in self.lines)


def deduction_list(session: Session, *, month: str, consent: str = "") -> ReportTable:
    """Give what the employer is to deduct: number, name and amount, and nothing else.

    ``consent`` narrows it to who gave this consent and did not withdraw it; whichever word for the
    power to deduct is said, all of them count.
    """
    wanted = periods.read_month(month)
    owed = {one.member: one.left for one in _assessed(session, wanted) if one.left > 0}
    agreed = _consented(session, consent) if consent else set(owed)
    present = {
        row[0]: row[1]
        for row in read_members(session, ids=list(owed), names=("id", "employee_number", "status"))
        if row[2] in PRESENT and row[0] in agreed
    }
    who = people(session, present)
    lines = tuple(
        (present[member] or local, name, owed[member])
        for member, (local, name, _dept) in who.items()
    )
    number, full_name = BY_NAME["employee_number"], BY_NAME["full_name"]
    return ReportTable(
        "checkoff-list",
        _("Dues to be deducted from pay"),
        wanted,
        wanted,
        (
            ReportColumn(_(number.label)),
            ReportColumn(_(full_name.label), Cell.NAME),
            ReportColumn(_("Amount"), Cell.MONEY),
        ),
        lines,
        ("", _("Total"), sum(owed[member] for member in who)),
        numbered=True,
        tracing=_tracing(session, wanted, tuple(who)),
        asked=Asked(
            "checkoff-list", f"{wanted}..{wanted}", (("consent", consent),) if consent else ()
        ),
    )


def _tracing(session: Session, month: str, members: tuple[int, ...]) -> Tracing:
    owed = replace(dues_traces(session)[2], months=(month, month))
    rows = tuple(Trace(members=(member,)) for member in members)
    return Tracing(rows, (None, None, owed), Trace(members=members))


def _assessed(session: Session, month: str) -> list[MonthDues]:
    """Give everybody's dues of a month; refuse one of which nobody knows yet what is owed."""
    found = dues_of(session, month, month)
    if not any(one.assessed for one in found):
        raise UnionbookError(
            _("{month} is not assessed yet: assess it first.").format(month=periods.shown(month))
        )
    return found


def _consented(session: Session, purpose: str) -> set[int]:
    """Give who agreed to something and did not withdraw it."""
    powers = power_words()
    wanted = powers if fold(purpose) in powers else {fold(purpose)}
    return {
        member
        for member, one in consents.list_consents(session.database)
        if fold(one.purpose) in wanted and not one.withdrawn_on
    }


def power_words() -> frozenset[str]:
    """Give all the words for the power by which an employer may deduct dues, folded."""
    return frozenset({*_told("powers"), *(fold(power_name(code)) for code in LANGUAGES)})


def power_name(code: str) -> str:
    """Give what that power is called in a language."""
    with spoken(code):
        return _("Deducting dues from pay")


def read_payroll(
    session: Session,
    *,
    path: Path,
    month: str,
    sheet: str | None = None,
    column: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Payroll:
    """Read what the employer deducted and compare it, line by line, with what is owed.

    ``column`` names the column of the amounts by its letters where its header does not tell.
    Raises UnreadableFileError, InvalidValueError.
    """
    session.require("read_money")
    wanted = periods.read_month(month)
    analysis = importing.analyse(path, progress=progress)
    plan = analysis.plan(sheet)
    letters = column.strip().upper() or _amount_column(plan)
    if letters not in {one.column for one in plan.columns}:
        raise InvalidValueError(
            _("There is no column {column} on this sheet.").format(column=letters), field="column"
        )
    taken = {one.column: None for one in plan.columns if one.field == "wage"}
    judged = _Judge(session, wanted)
    lines = list(judged.lines(analysis, plan, {**taken, letters: "wage"}))
    return Payroll(wanted, (*lines, *judged.missing()), letters, path.name)


@lru_cache(maxsize=2)
def _told(key: str) -> tuple[str, ...]:
    path = paths.resources() / "money" / "check_off.toml"
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))[key])


def _amount_column(plan: SheetPlan) -> str:
    """Give the column whose header speaks of deducted dues; raise where none or several do."""
    headers = {one.column: fold(one.header) for one in plan.columns}
    for word in _told("amount"):
        found = [column for column, header in headers.items() if word in header]
        if len(found) == 1:
            return found[0]
        if found:
            break
    raise InvalidValueError(
        _("Say in which column the deducted amounts stand, with its letter."), field="column"
    )


class _Judge:
    """Decides of each line of a payroll what it is, against what the ledger says is owed."""

    def __init__(self, session: Session, month: str) -> None:
        self._session = session
        self._dues: dict[int, MonthDues] = {one.member: one for one in _assessed(session, month)}
        self._matcher = Matcher(import_data.snapshot(session.database, _KEYS))
        self._seen: dict[int, int] = {}

    def lines(
        self, analysis: Analysis, plan: SheetPlan, mapping: Mapping[str, str | None]
    ) -> Iterator[PayrollLine]:
        rows = importing.read_rows(analysis, plan.name, mapping)
        people_rows = [row for row in rows if row.action != "skip"]
        found = [self._whom(row.values) for row in people_rows]
        status = self._statuses({match.member for match in found if match.member})
        for row, match in zip(people_rows, found, strict=True):
            values = row.values
            amount = values.get("wage", 0)
            kind, reason = self._kind(row.row, match, status, amount)
            owed = self._dues.get(match.member)
            yield PayrollLine(
                row.row,
                str(next((values[key] for key in _KEYS if values.get(key)), "")),
                str(values.get("full_name", "")),
                match.member,
                amount if isinstance(amount, int) else 0,
                max(owed.left, 0) if owed else 0,
                kind,
                reason or (row.reason if row.action == "refuse" else ""),
            )

    def _whom(self, values: Mapping[str, object]) -> Match:
        """Find the member; a number in the employer's column may be our own one."""
        for key in ("employee_number", "local_number"):
            number = values.get("employee_number") or values.get("local_number")
            others = {name: value for name, value in values.items() if name not in _KEYS[:2]}
            tried = {**others, key: number} if number else others
            # Row 0: what is met twice is told here, by the rows of this file.
            match = self._matcher.match(0, tried)
            if match.member or match.candidates:
                return match
        return match

    def _statuses(self, ids: Collection[int]) -> dict[int, str]:
        rows = read_members(self._session, ids=list(ids), names=("id", "status"))
        return {row[0]: str(row[1]) for row in rows}

    def _kind(
        self, row: int, match: Match, status: Mapping[int, str], amount: object
    ) -> tuple[str, str]:
        if not match.member:
            return UNKNOWN, match.reason
        first = self._seen.setdefault(match.member, row)
        if first != row:
            return TWICE, _("The same person as in row {row}.").format(row=first)
        if not isinstance(amount, int) or amount <= 0:
            return UNKNOWN, _("The amount could not be read.")
        owed = self._dues.get(match.member)
        if owed is not None and owed.left > 0:
            return (FITS if owed.left == amount else OTHER), ""
        if owed is not None and owed.paid > 0:
            return PAID, ""
        return (NEW if status.get(match.member) in PRESENT else LEFT), ""

    def missing(self) -> Iterator[PayrollLine]:
        """Give who owes for the month and is not in the file."""
        owing = [
            one for one in self._dues.values() if one.left > 0 and one.member not in self._seen
        ]
        named = people(self._session, [one.member for one in owing])
        left = {one.member: one.left for one in owing}
        for member, (number, name, _department) in named.items():
            yield PayrollLine(0, number, name, member, 0, left[member], MISSING)


def accept_payroll(
    session: Session,
    *,
    payroll: Payroll,
    kinds: Sequence[str] = (FITS,),
    without: Collection[int] = (),
    payer: str = "",
    on: str = "",
) -> Changes:
    """Post the lines of some kinds as one voucher, into the account of money in transit.

    ``without`` are rows of the file that somebody decided to leave out. The other lines of the file
    are kept, in the same step, until somebody resolves them (``payroll_rest``). Raises
    UnionbookError where there is nothing to post, InvalidValueError for a kind that cannot be.
    """
    wrong = [kind for kind in kinds if kind not in ACCEPTABLE]
    if wrong:
        raise InvalidValueError(
            _("Lines of this kind cannot be posted: {kind}.").format(kind=_(LABELS[wrong[0]])),
            field="kinds",
        )
    parts = [
        part
        for line in payroll.lines
        if line.kind in kinds and line.row not in without
        for part in _parts(session, line, payroll.month)
    ]
    if not parts:
        raise UnionbookError(_("No line of the file fits what is owed: nothing was posted."))
    draft = dues.receipt_draft(
        session,
        parts=parts,
        into=roles.IN_TRANSIT,
        on=on,
        payer=payer or _("Employer"),
        reason=_("Dues deducted from pay for {month}").format(month=periods.shown(payroll.month)),
        source=f"checkoff {payroll.month}",
    )
    rest = [
        _kept(payroll, line)
        for line in payroll.lines
        if line.row and line.amount > 0 and (line.kind not in kinds or line.row in without)
    ]
    with session.commit("record_payment", reason=draft.reason) as changes:
        ledger.post(session.office, session.site, draft)
        payroll_lines.add(session.office, session.site, rest)
    return changes


def _kept(payroll: Payroll, line: PayrollLine) -> RestLine:
    return RestLine(
        0,
        payroll.month,
        payroll.file,
        line.row,
        line.number,
        line.name,
        line.member,
        line.amount,
        line.expected,
        line.kind,
        line.reason,
    )


def _parts(session: Session, line: PayrollLine, month: str) -> list[Part]:
    """Give what a line settles: its month first, what is beyond it the oldest debt or ahead."""
    if line.kind == NEW or line.amount <= line.expected:
        return [Part(line.member, month, line.amount)]
    return dues.propose_payment(session, member_ids=[line.member], amount=line.amount)


def to_resolve(
    payroll: Payroll, accepted: Collection[str] = (FITS,), without: Collection[int] = ()
) -> ReportTable:
    """Give the lines that were not posted, with what is wrong with each."""
    rest = [line for line in payroll.lines if line.kind not in accepted or line.row in without]
    return ReportTable(
        "checkoff-rest",
        _("Deductions to be resolved"),
        payroll.month,
        payroll.month,
        (
            ReportColumn(_("Row"), Cell.COUNT),
            ReportColumn(_("Number")),
            ReportColumn(_("Full name"), Cell.NAME),
            ReportColumn(_("Deducted"), Cell.MONEY),
            ReportColumn(_("To be deducted"), Cell.MONEY),
            ReportColumn(_("What it is"), Cell.NAME),
        ),
        tuple(
            (
                line.row or None,
                line.number,
                line.name,
                line.amount,
                line.expected,
                " ".join(part for part in (f"{_(LABELS[line.kind])}.", line.reason) if part),
            )
            for line in rest
        ),
        (None, "", _("Total"), sum(x.amount for x in rest), sum(x.expected for x in rest), ""),
        signed=False,
    )
