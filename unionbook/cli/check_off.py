# SPDX-License-Identifier: Apache-2.0
"""``unionbook dues``: the list of deductions to the employer, and the payroll file back in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.answers import Answer, number, with_more
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import Group, argument, command, file_argument, file_option, option
from unionbook.cli.ledger import posted
from unionbook.cli.money import MONTH, money_text
from unionbook.cli.progress import Progress
from unionbook.cli.refusing import going_on
from unionbook.cli.tables import table
from unionbook.operations import check_off, money_reports
from unionbook.operations.check_off_powers import without_power
from unionbook.reports.formats import number_text
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from unionbook.operations.check_off import Payroll, PayrollLine
    from unionbook.operations.sessions import Session


@command(
    "checkoff-list",
    help=N_("Write the list of dues that the employer deducts: number, name and amount alone."),
)
@argument("month", metavar=MONTH)
@file_option("--out", "path", required=True, help=N_("The file to write, .pdf or .xlsx."))
@option(
    "--consent", metavar=N_("PURPOSE"), default="", help=N_("Only who consented to this, in force.")
)
@uses_register(Access.NOTES)
def checkoff_list(session: Session, month: str, path: Path, consent: str) -> Answer:
    """Write the list."""
    report = check_off.deduction_list(session, month=month, consent=consent)
    money_reports.save_report(session, report=report, path=path)
    count, total = len(report.rows), sum(int(row[2] or 0) for row in report.rows)
    sentence = ngettext(
        "{file}: {count} member, {total}.", "{file}: {count} members, {total}.", count
    )
    told = sentence.format(file=path, count=count, total=number_text(total))
    lacking = 0 if consent else without_power(session, month=month)
    data = {
        "file": str(path),
        "month": report.first,
        "members": count,
        "total": total,
        "without_power": lacking,
    }
    return Answer(data, [told], _lacking(session, lacking))


def _lacking(session: Session, count: int) -> tuple[str, ...]:
    """Warn where an employer asks for each member's power (Indonesia, Kepmenakertrans 187/2004)."""
    if not count or session.info.country != "ID":
        return ()
    sentence = ngettext(
        "{count} member on the list has given no power to deduct: see “unionbook dues power”.",
        "{count} members on the list have given no power to deduct: see “unionbook dues power”.",
        count,
    )
    return (sentence.format(count=count),)


@command(
    "checkoff-import",
    help=N_(
        "Take in what the employer deducted, from its payroll file.\n\n"
        "Lines that fit what is owed are posted as one voucher into money in transit; the rest is "
        "kept until somebody resolves it."
    ),
)
@file_argument()
@argument("month", metavar=MONTH)
@option("--sheet", metavar=N_("NAME"), help=N_("The sheet; otherwise the one that lists people."))
@option("--column", metavar=N_("COLUMN"), default="", help=N_("The column of the amounts: A, B …"))
@option(
    "--accept",
    type=click.Choice(check_off.ACCEPTABLE),
    multiple=True,
    default=(check_off.FITS,),
    help=N_("Which lines are posted; may be given several times."),
)
@option(
    "--without",
    metavar=N_("ROW"),
    type=int,
    multiple=True,
    help=N_("Leave this row of the file out; may be given several times."),
)
@option("--preview", is_flag=True, help=N_("Post nothing; only say what would happen."))
@file_option("--rest", help=N_("Write the lines to be resolved here (.xlsx or .pdf)."))
@option("--payer", metavar=N_("NAME"), default="", help=N_("The employer, on the voucher."))
@option("--on", metavar=N_("DATE"), default="", help=N_("The day; otherwise today."))
@uses_register(Access.WRITES, reads_if="preview")
def checkoff_import(
    session: Session,
    /,
    path: Path,
    month: str,
    sheet: str | None,
    column: str,
    accept: Sequence[str],
    without: Sequence[int],
    rest: Path | None,
    **told: Any,
) -> Answer:
    """Take the payroll in."""
    preview = told.pop("preview")
    with Progress() as progress:
        payroll = check_off.read_payroll(
            session, path=path, month=month, sheet=sheet, column=column, progress=progress
        )
    answer = Answer({"step": None, "operation": "record_payment", "changed": {}, "voucher": None})
    if not preview:
        changes = check_off.accept_payroll(
            session, payroll=payroll, kinds=accept, without=without, **told
        )
        answer = posted(session, changes)
    notes = _write_rest(session, payroll, accept, without, rest) if rest else ()
    written = str(rest) if rest and not notes else None
    full = with_more(answer, notes, **_payroll_data(payroll), rest=written)
    return replace(full, lines=[*answer.lines, *_shown(payroll, accept, without)])


def _write_rest(
    session: Session,
    payroll: Payroll,
    accept: Sequence[str],
    without: Sequence[int],
    rest: Path,
) -> tuple[str, ...]:
    """Write what is to be resolved; what was posted before stands, whatever becomes of this."""
    report = check_off.to_resolve(payroll, accept, without)
    return going_on(lambda: money_reports.save_report(session, report=report, path=rest))


def _payroll_data(payroll: Payroll) -> dict[str, Any]:
    return {
        "month": payroll.month,
        "column": payroll.column,
        "counts": dict(payroll.count()),
        "lines": [_line_data(line) for line in payroll.lines],
    }


def _line_data(line: PayrollLine) -> dict[str, Any]:
    return {
        "row": line.row,
        "number": line.number,
        "full_name": line.name,
        "member": number(line.member or None),
        "amount": line.amount,
        "expected": line.expected,
        "kind": line.kind,
        "reason": line.reason,
    }


def _shown(payroll: Payroll, accept: Sequence[str], without: Sequence[int]) -> list[str]:
    counts = payroll.count()
    lines = [f"{_(check_off.LABELS[kind])}: {number_text(counts[kind])}" for kind in counts]
    rows = [
        [
            number_text(line.row) if line.row else "",
            line.number,
            line.name,
            money_text(line.amount),
            money_text(line.expected),
            _(check_off.LABELS[line.kind]),
            line.reason,
        ]
        for line in payroll.lines
        if line.kind not in accept or line.row in without
    ]
    if not rows:
        return lines
    headings = [
        _("Row"), _("Number"), _("Name"), _("Deducted"), _("To be deducted"), _("What it is"), "",
    ]  # fmt: skip
    return [*lines, "", *table(headings, rows, right=(0, 3, 4))]


def add_to(parent: Group) -> None:
    """Put these commands into ``unionbook dues``."""
    parent.add_command(checkoff_list)
    parent.add_command(checkoff_import)
