# SPDX-License-Identifier: Apache-2.0
"""``unionbook verify``: whether the register is whole, and whether a report says what it says."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from unionbook.cli.answers import DONE, REFUSED, Answer
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import file_argument, group, option
from unionbook.cli.progress import Progress
from unionbook.cli.tables import table
from unionbook.operations import verify
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from unionbook.operations.report_check import Difference, ReportCheck
    from unionbook.operations.sessions import Session


@group(help=N_("Check that the register is whole, or that a report is right."), usual="register")
def verify_command() -> None:
    """Hold the checks; without a word more the register is checked."""


@verify_command.command(
    "register",
    help=N_(
        "Check that the register is whole.\n\n"
        "Every page, reference, step of the history and file is looked at. Nothing is changed, "
        "except that --repair makes the search index anew. The exit code is 1 "
        "where something does not hold."
    ),
)
@option("--repair", is_flag=True, help=N_("First make the search index anew."))
@uses_register(Access.WRITES, reads_unless="repair")
def verify_register(
    session: Session,
    repair: bool,  # noqa: FBT001 - as click gives it
) -> Answer:
    """Verify the register."""
    if repair:
        verify.repair_index(session)
    with Progress() as progress:
        found = verify.verify_register(session, progress=progress)
    data = {
        "whole": found.whole,
        "problems": list(found.problems),
        "steps": found.commits,
        "members": found.members,
        "files": found.files,
        "unopened": list(found.unopened),
        "repaired": repair,
    }
    counted = _("{members} members, {steps} steps, {files} files were checked.").format(
        members=number_text(found.members),
        steps=number_text(found.commits),
        files=number_text(found.files),
    )
    unopened = [
        _("{name} was not checked: your role does not open it.").format(name=name)
        for name in found.unopened
    ]
    if found.whole:
        return Answer(data, [_("The register is whole."), counted, *unopened], (), DONE)
    first = _("The register is not whole: {problem}").format(problem=found.problems[0])
    return Answer(data, [*found.problems, counted, *unopened], (first,), REFUSED)


@verify_command.command(
    "report",
    help=N_(
        "Check a report that was handed out against the register.\n\n"
        "FILE is a PDF or a workbook as unionbook wrote it. Its figures themselves are read and "
        "compared, beside the line at its foot. The exit code is 1 where it was altered, or was "
        "not made by this register."
    ),
)
@file_argument()
@uses_register(Access.READS)
def verify_report(session: Session, path: Path) -> Answer:
    """Verify a report."""
    # Loads PDFium, which a check of the register does not need.
    from unionbook.operations import report_check  # noqa: PLC0415 - slow, see above

    found = report_check.check_report(session, path=path)
    data = {
        "file": str(path),
        "verdict": found.verdict.value,
        "report": found.name,
        "title": found.title,
        "made_on": found.day,
        "reasons": list(found.reasons),
        "differences": [asdict(one) for one in found.differences],
    }
    told = _told(found)
    lines = [*found.reasons, *_shown(found.differences)]
    if found.verdict in (report_check.Verdict.SAME, report_check.Verdict.CHANGED):
        return Answer(data, [told, *lines], (), DONE)
    return Answer(data, lines, (told,), REFUSED)


def _told(found: ReportCheck) -> str:
    sentences = {
        "same": _("{report} of {day}: every figure is that of the register."),
        "changed": _("{report} was right when it was made on {day}. These figures changed since:"),
        "altered": _("Do not accept it: {report} was altered after it was made on {day}."),
        "foreign": _("Do not accept it: {report} was not made by this register."),
    }
    report = f"“{found.title or found.name}”"
    return sentences[found.verdict.value].format(report=report, day=date_text(found.day))


_MOST_SHOWN = 50


def _shown(differences: tuple[Difference, ...]) -> Iterator[str]:
    if not differences:
        return
    told = differences[:_MOST_SHOWN]
    columns = {
        _("Row"): [str(one.row) if one.row else "" for one in told],
        _("Name"): [one.name for one in told],
        _("Column"): [one.column for one in told],
        _("On the report"): [one.shown for one in told],
        _("When made"): [_("unknown") if one.then is None else one.then for one in told],
        _("In the register"): [one.now for one in told],
    }
    if all(one.then is None for one in told):
        del columns[_("When made")]
    yield ""
    yield from table([*columns], [*zip(*columns.values(), strict=True)], right=(0, 3, 4, 5))
    if len(differences) > _MOST_SHOWN:
        yield _("… and {count} more.").format(count=number_text(len(differences) - _MOST_SHOWN))
