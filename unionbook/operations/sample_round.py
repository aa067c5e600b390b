# SPDX-License-Identifier: Apache-2.0
"""The sample branch's whole round without a window: each thing the program does, done once.

It is how a machine without a screen shows what it can, and what the suite runs from end to end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from unionbook.domain import clock, periods
from unionbook.domain.folding import fold
from unionbook.operations import (
    backups,
    dues,
    exports,
    history,
    imports,
    ledger,
    members,
    money_reports,
    papers,
    report_check,
    sample_list,
    sample_people,
    sample_register,
    verify,
)
from unionbook.reports.formats import number_text
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionbook.data.vault import Kdf
    from unionbook.operations.sessions import Session

REGISTER = "sample.unionbook"
_CARDS = 20
_PRESENT = ("active", "exempt", "suspended")


@dataclass(frozen=True, slots=True)
class RoundStep:
    """One thing that was done: its name, a sentence, the files it made, its figures."""

    name: str
    sentence: str
    files: tuple[Path, ...] = ()
    figures: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SampleRound:
    """The round: where it is, who may open the register, what was done."""

    folder: Path
    register: Path
    user: str
    passphrase: str
    recovery_key: str
    steps: tuple[RoundStep, ...]
    whole: bool


def free_folder(into: Path) -> Path:
    """Give the folder for a round: ``into``, or one inside it where a round lies there already."""
    folder, number = into, 1
    while folder.exists() and any(folder.iterdir()):
        number += 1
        folder = into / f"round-{number}"
    return folder


def run_sample_round(
    *,
    into: Path,
    country: str = "VN",
    kdf: Kdf | None = None,
    tell: Callable[[RoundStep], None] | None = None,
) -> SampleRound:
    """Make the sample branch and go its round; ``tell`` hears of each step when it is done."""
    folder = free_folder(into)
    folder.mkdir(parents=True, exist_ok=True)
    session, recovery_key = sample_register.make_sample_register(
        folder=folder / REGISTER, country=country, kdf=kdf
    )
    going = _Round(session, folder, country, tell)
    try:
        for part in (
            going.made,
            going.imported,
            going.searched,
            going.corrected_and_undone,
            going.printed,
            going.booked,
            going.reported,
            going.exported,
            going.verified,
            going.backed_up,
        ):
            part()
    finally:
        session.close()
    return SampleRound(
        folder,
        folder / REGISTER,
        str(sample_people.sample_branch(country)["user"]),
        sample_people.sample_passphrase(country),
        recovery_key,
        tuple(going.steps),
        going.whole,
    )


class _Round:
    """The steps in their order, each telling what it did."""

    def __init__(
        self,
        session: Session,
        folder: Path,
        country: str,
        tell: Callable[[RoundStep], None] | None,
    ) -> None:
        self.session = session
        self.folder = folder
        self.country = country
        self.tell = tell
        self.steps: list[RoundStep] = []
        self.whole = False
        self.chosen = 0

    def done(self, name: str, sentence: str, *files: Path, **figures: Any) -> None:
        """Note a step and tell it."""
        step = RoundStep(name, sentence, files, figures)
        self.steps.append(step)
        if self.tell:
            self.tell(step)

    def made(self) -> None:
        """Tell of the register that was made."""
        count = len(members.list_member_ids(self.session))
        sentence = _("The register of {branch} was made, with {count} invented members.")
        self.done(
            "register",
            sentence.format(branch=self.session.info.branch, count=count),
            self.session.register.folder,
            members=count,
        )

    def imported(self) -> None:
        """Import the messy list that the office keeps."""
        messy = self.folder / "list.xlsx"
        sample_list.write_messy_list(messy, country=self.country)
        preview = imports.preview_import(self.session, path=messy)
        totals = preview.totals()
        sentence = _(
            "A messy list was looked at: {new} new, {changed} changed, {unchanged} unchanged, "
            "{doubles} possible doubles, {refused} refused."
        )
        self.done("preview", sentence.format(**totals), messy, **totals)
        result = imports.take_import(self.session, preview=preview)
        errors = self.folder / "left-out.xlsx"
        written = imports.write_error_workbook(preview, path=errors)
        sentence = _(
            "It was imported in one step: {added} added, {changed} changed, {left} left out."
        )
        self.done(
            "import",
            sentence.format(added=result.added, changed=result.changed, left=result.left_out),
            *([errors] if written else []),
            added=result.added,
            changed=result.changed,
            left_out=result.left_out,
        )

    def searched(self) -> None:
        """Find a member by the beginning of the name, typed without accents."""
        somebody = members.list_member_ids(self.session)[0]
        name = members.get_member(self.session, member_id=somebody).values["full_name"]
        typed = fold(name)[:-1]
        found = members.search_members(self.session, text=typed)
        self.chosen = int(found[0][0]) if found else somebody
        sentence = _("“{typed}” found {count}, the first of them {name}.")
        first = found[0][1] if found else "–"
        self.done(
            "search",
            sentence.format(typed=typed, count=len(found), name=first),
            found=len(found),
        )

    def corrected_and_undone(self) -> None:
        """Correct a record, and take that back."""
        before = self._job()
        changes = members.correct_member(
            self.session, member_id=self.chosen, values={"job": self._other_job(before)}
        )
        after = self._job()
        sentence = _("A record was corrected: the job was “{before}” and is “{after}”.")
        self.done("correct", sentence.format(before=before, after=after))
        history.undo_commit(self.session, commit_id=changes.commit_id)
        sentence = _("That was undone: the job is “{now}” again.")
        self.done("undo", sentence.format(now=self._job()), restored=self._job() == before)

    def _other_job(self, present: str) -> str:
        departments = sample_people.sample_branch(self.country)["departments"]
        jobs = [str(job) for department in departments for job in department["jobs"]]
        return next(job for job in jobs if job != present)

    def _job(self) -> str:
        return str(members.get_member(self.session, member_id=self.chosen).values["job"] or "")

    def printed(self) -> None:
        """Make cards and the list of members."""
        criteria = members.Criteria(statuses=_PRESENT)
        ids = list(members.list_member_ids(self.session, criteria=criteria))
        with_photo = members.read_members(self.session, ids=ids, names=("id", "photo"))
        chosen = [row[0] for row in with_photo if row[1]][:_CARDS]
        cards, paper = self.folder / "cards.pdf", self.folder / "members.pdf"
        count = papers.print_cards(self.session, path=cards, ids=chosen)
        self.done("cards", _("{count} cards were made.").format(count=count), cards, cards=count)
        count = papers.print_member_list(self.session, path=paper, ids=ids)
        sentence = _("The list of {count} members was made.").format(count=count)
        self.done("list", sentence, paper, members=count)

    def booked(self) -> None:
        """Assess the month, take a payment of whoever owes longest, and see the books balance."""
        month = clock.today()[:7]
        assessed = dues.assess_month(self.session, month=month)
        debt = dues.list_arrears(self.session, month=month)[0]
        parts = dues.propose_payment(self.session, member_ids=[debt.member])
        dues.record_payment(self.session, parts=parts)
        total = sum(
            one.closing for one in ledger.trial_balance(self.session, first=month, last=month)
        )
        sentence = _(
            "Dues of {owing} members were assessed for {month}; who owed longest paid {paid} for "
            "{months} months. Debit and credit differ by {difference}."
        )
        paid = sum(part.amount for part in parts)
        told = {"owing": assessed.owing, "paid": paid, "months": len(parts), "difference": total}
        shown = told | {"paid": number_text(paid)}
        self.done("dues", sentence.format(month=periods.shown(month), **shown), **told)

    def reported(self) -> None:
        """Write the dues of the year as a PDF and a workbook, and hold both against the books."""
        year = clock.today()[:4]
        report = money_reports.make_report(self.session, name="dues-months", period=year)
        files = [self.folder / f"dues-{year}.pdf", self.folder / f"dues-{year}.xlsx"]
        for file in files:
            money_reports.save_report(self.session, report=report, path=file)
        checked = [report_check.check_report(self.session, path=file) for file in files]
        right = all(one.verdict is report_check.Verdict.SAME for one in checked)
        sentence = (
            _("The year's dues were reported; the figures on paper are those of the books.")
            if right
            else _("The year's dues were reported, but the figures are not those of the books.")
        )
        self.done("report", sentence, *files, right=right)

    def exported(self) -> None:
        """Export to Excel, and see that importing it again would change nothing."""
        book = self.folder / "members.xlsx"
        count = exports.export_members(self.session, path=book)
        again = imports.preview_import(self.session, path=book).totals()
        sentence = _(
            "{count} members were exported; imported again, {changed} would change and {new} "
            "would be new."
        )
        self.done(
            "export",
            sentence.format(count=count, changed=again["changed"], new=again["new"]),
            book,
            members=count,
            again=again,
        )

    def verified(self) -> None:
        """Verify the register."""
        found = verify.verify_register(self.session)
        self.whole = found.whole
        sentence = (
            _("The register is whole: {steps} steps were checked.")
            if found.whole
            else _("The register is not whole: {problem}")
        )
        problem = found.problems[0] if found.problems else ""
        self.done(
            "verify",
            sentence.format(steps=found.commits, problem=problem),
            whole=found.whole,
            steps=found.commits,
        )

    def backed_up(self) -> None:
        """Make a backup and look into it."""
        made = backups.make_backup(self.session)
        content = backups.look_into_backup(
            path=made.backup.path,
            user=self.session.user.name,
            passphrase=sample_people.sample_passphrase(self.session.info.country),
        )
        sentence = _("A backup was made and opened: it holds {count} members.")
        self.done(
            "backup",
            sentence.format(count=content.members),
            made.backup.path,
            members=content.members,
        )
