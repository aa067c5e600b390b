# SPDX-License-Identifier: Apache-2.0
"""Privacy erasure: a person who asked for it is taken out of the register, for ever.

What the books need stays under a pseudonym. It cannot be undone, and a backup made before still
holds what was erased until it is deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import erased_figures, erasing
from unionbook.domain import clock
from unionbook.domain.events import PRESENT
from unionbook.domain.folding import tidy
from unionbook.domain.numbering import counter_of, site_of
from unionbook.errors import CancelledError, InvalidValueError, UnionbookError
from unionbook.operations import confidential
from unionbook.operations.backups import list_backups
from unionbook.operations.members import get_member, read_members
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from threading import Event

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

OPERATION = "erase_member"


@dataclass(frozen=True, slots=True)
class ErasingTakes:
    """What erasing a member takes, what it leaves, and what stands against it, in sentences.

    ``backups`` are the moments of those beside the register that still hold the person.
    """

    member_id: int
    full_name: str
    pseudonym: str
    goes: tuple[str, ...]
    stays: tuple[str, ...]
    elsewhere: tuple[str, ...]
    against: tuple[str, ...]
    backups: tuple[datetime, ...]

    @property
    def possible(self) -> bool:
        """Whether nothing stands against it."""
        return not self.against


def what_erasing_takes(session: Session, *, member_id: int) -> ErasingTakes:
    """Tell before erasing a member what goes, what stays, and what stands against it.

    Raises NotFoundError.
    """
    session.require(OPERATION)
    record = get_member(session, member_id=member_id)
    figures = erased_figures.figures(session.office, member_id, _pseudonym(member_id))
    made = tuple(one.made_at for one in list_backups(session.register.folder))
    return ErasingTakes(
        member_id,
        str(record.values["full_name"]),
        _pseudonym(member_id),
        _goes(figures),
        _stays(figures),
        _elsewhere(figures, made),
        tuple(_against(session, member_id)),
        made,
    )


def _pseudonym(member_id: int) -> str:
    number = f"{site_of(member_id) % 1000:03d}-{counter_of(member_id)}"
    return _("Member erased {date} · {number}").format(date=clock.today(), number=number)


def _goes(figures: erased_figures.Figures) -> tuple[str, ...]:
    told = [
        _(
            "The name, birth, papers, numbers, addresses, telephone, e-mail, work, bank, photo, "
            "notes and own fields of the record."
        )
    ]
    if figures.folded:
        told.append(
            ngettext(
                "{count} record that was folded into this one.",
                "{count} records that were folded into this one.",
                figures.folded,
            ).format(count=figures.folded)
        )
    told.append(
        _(
            "Wages {wages}, relatives {relatives}, places in groups {groups}; the texts of "
            "{consents} consents and the reasons of {events} events."
        ).format(
            wages=figures.rows["wages"],
            relatives=figures.rows["relatives"],
            groups=figures.rows["group_members"],
            consents=figures.rows["consents"],
            events=figures.rows["member_events"],
        )
    )
    if figures.rows["welfare_cases"]:
        told.append(
            ngettext(
                "Reasons, names and papers of {count} welfare case, what is confidential too.",
                "Reasons, names and papers of {count} welfare cases, what is confidential too.",
                figures.rows["welfare_cases"],
            ).format(count=figures.rows["welfare_cases"])
        )
    if figures.texts:
        told.append(
            _(
                "The name in {count} texts of vouchers, of the bank and of lists: the pseudonym "
                "takes its place. A voucher on paper keeps the name."
            ).format(count=figures.texts)
        )
    if figures.filters:
        told.append(_("Lists kept by name that look for this person: {count}.").format(
            count=figures.filters))  # fmt: skip
    told.append(_("All of this in the history as well: no old value can be read any more."))
    return tuple(told)


def _stays(figures: erased_figures.Figures) -> tuple[str, ...]:
    told = [
        _(
            "Under the pseudonym: vouchers {vouchers}, months of dues {months} with what they were "
            "reckoned from, welfare and gifts by kind, day and amount."
        ).format(vouchers=figures.vouchers, months=figures.months),
        _("When the person joined, was suspended, left; the department."),
        _("That you erased, when and why: write no name into the reason."),
    ]
    if figures.mentions:
        told.append(
            ngettext(
                "The name in {count} record of somebody else: look at it yourself.",
                "The name in {count} records of other people: look at them yourself.",
                figures.mentions,
            ).format(count=figures.mentions)
        )
    return tuple(told)


def _elsewhere(figures: erased_figures.Figures, made: tuple[datetime, ...]) -> tuple[str, ...]:
    told = []
    if made:
        told.append(
            ngettext(
                "{count} backup in the folder of the register still holds everything, the latest "
                "of {date}. By the rule it may be kept for twelve months: delete it by hand where "
                "the law asks for it sooner.",
                "{count} backups in the folder of the register still hold everything, the latest "
                "of {date}. By the rule some are kept for twelve months: delete them by hand where "
                "the law asks for it sooner.",
                len(made),
            ).format(count=len(made), date=f"{max(made):%d/%m/%Y}")
        )
    told.append(
        _(
            "Backups on sticks, files that were exported and papers that were printed cannot be "
            "reached from here."
        )
    )
    told.append(
        _(
            "Read in no old list or payroll in which the person stands: nothing is kept by which "
            "the name could be recognised, so it would come back."
        )
    )
    told.append(
        _("The other PCs of the branch erase as soon as they take in the next file of this one.")
    )
    if figures.sent_up:
        told.append(_("The union above erases when the next month is sent."))
    return tuple(told)


def _against(session: Session, member_id: int) -> list[str]:
    found: list[str] = []
    standing = read_members(session, ids=[member_id], names=["status"])
    held = erased_figures.unsettled(session.database, member_id)
    if held.folded_into:
        found.append(
            _("This record was folded into that of {name}: erase that one.").format(
                name=held.folded_into
            )
        )
    elif standing and standing[0][0] in PRESENT:
        found.append(_("Still a member: record first that the person left."))
    for number, sentence in (
        (held.months, _("Dues are not settled in {count} months: take the payment, give it back, "
                        "or exempt the member.")),
        (held.cases, _("Welfare cases under way: {count}. Pay, refuse or withdraw them.")),
        (held.gifts, _("On lists of programmes that are not closed: {count}. Give out or strike "
                       "off.")),
        (held.transfers, _("Transfers under way: {count}. Wait for them, or withdraw them.")),
        (held.payroll, _("Payroll lines that wait: {count}. Post them, or put them down.")),
        (held.handed_back, _("What the union above handed back waits for a decision: {count}.")),
    ):  # fmt: skip
        if number:
            found.append(sentence.format(count=number))
    if erasing.is_erased(session.database, member_id) and not held.folded:
        found.append(_("The personal data of this member are erased already."))
    if session.register.cases is None:
        found.append(_("Your passphrase does not open what is confidential."))
    return found


def erase_member(
    session: Session,
    *,
    member_id: int,
    reason: str,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Event | None = None,
) -> Changes:
    """Erase a person for ever: the record, what is beside it, and the history of both.

    Raises what :func:`erase_members` does.
    """
    return erase_members(
        session, member_ids=[member_id], reason=reason, progress=progress, cancelled=cancelled
    )


def erase_members(
    session: Session,
    *,
    member_ids: Sequence[int],
    reason: str,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Event | None = None,
) -> Changes:
    """Erase people in one step: the history is proved, and the store written anew, once for all.

    Raises InvalidValueError where no reason is given, UnionbookError that says what stands against
    it, DamagedError where the history is not whole, CancelledError where it was stopped.
    """
    session.require(OPERATION)
    why = tidy(reason)
    if not why:
        raise InvalidValueError(_("Say why: who asked for it, and when."), field="reason")
    wanted: dict[int, str] = {}
    for member_id in dict.fromkeys(member_ids):
        _refuse_what_stands_against(session, member_id, alone=len(member_ids) == 1)
        if erased_figures.names(session.office, member_id, _pseudonym(member_id), why):
            raise InvalidValueError(
                _(
                    "The reason stays in the history: write it without the person's name or "
                    "numbers."
                ),
                field="reason",
            )
        records = erased_figures.records_of(session.database, member_id)
        wanted.update({number: _pseudonym(number) for number in records})
    with session.commit(OPERATION, reason=why) as changes:
        erasing.add(session.office, wanted, clock.today(), _that_stops(progress, cancelled))
    finish_erasures(session)
    return changes


def _that_stops(
    progress: Callable[[int, int], None] | None, cancelled: Event | None
) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        if cancelled is not None and cancelled.is_set():
            raise CancelledError(_("You stopped it: nobody was erased."))
        if progress is not None:
            progress(done, total)

    return tell


def _refuse_what_stands_against(session: Session, member_id: int, *, alone: bool) -> None:
    name = str(get_member(session, member_id=member_id).values["full_name"])
    against = _against(session, member_id)
    if against and alone:
        raise UnionbookError(" ".join(against))
    if against:
        raise UnionbookError(f"{name}: {' '.join(against)}")


def finish_erasures(session: Session) -> None:
    """Take out of what is confidential what belongs to people who are erased.

    Does nothing where nothing is left to do, or the user does not hold the key: whoever does will.
    """
    cases = session.register.cases
    if cases is None or session.read_only:
        return
    wanted = erased_figures.confidential_rows(session.database)
    missing = erasing.not_yet(cases, wanted)
    if missing:
        with confidential.commit(session, OPERATION):
            erasing.add(cases, missing, clock.today())
