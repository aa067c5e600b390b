# SPDX-License-Identifier: Apache-2.0
"""The paper a member takes along to another branch, with a slip that comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.reports import form
from unionbook.reports.formats import date_text
from unionbook.reports.lettering import clean
from unionbook.reports.page import BODY, NOTE, SUBTITLE, Letterhead, Paper, Printed
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Transfer:
    """Who goes where, and what the new branch should know; dates as they are stored."""

    full_name: str
    to_branch: str
    on: str
    paper_number: str = ""
    born_on: str = ""
    number: str = ""
    official_number: str = ""
    joined_on: str = ""
    union_post: str = ""
    employer: str = ""
    department: str = ""
    dues_paid_until: str = ""
    reason: str = ""
    history: tuple[str, ...] = ()
    """Awards, welfare and discipline worth knowing, one sentence each."""


def transfer_certificate(
    *,
    letterhead: Letterhead,
    printed: Printed,
    transfer: Transfer,
    signatories: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Make the certificate as a PDF, its lower part to be sent back by the new branch."""
    number = _("No. {number}").format(number=clean(transfer.paper_number) or "................")
    paper = Paper(
        letterhead=letterhead,
        title=_("Certificate of transfer of membership"),
        period=number,
        printed=printed,
    )
    paper.open()
    _draw_introduction(paper, letterhead, transfer)
    _draw_member(paper, transfer)
    _draw_history(paper, transfer)
    _place_and_date(paper)
    paper.signatures(
        signatories
        or [(_("The member"), transfer.full_name), (_("For the executive committee"), "")],
        space=50,
    )
    _draw_slip(paper, letterhead, transfer)
    return paper.close()


def _draw_introduction(paper: Paper, letterhead: Letterhead, transfer: Transfer) -> None:
    paper.paragraph(_("To: {branch}").format(branch=clean(transfer.to_branch)), BODY, after=2)
    paper.paragraph(
        _("The executive committee of {branch} introduces the member named below.").format(
            branch=clean(letterhead.branch)
        ),
        BODY,
        after=4,
    )


def _draw_member(paper: Paper, transfer: Transfer) -> None:
    form.line(
        paper,
        [
            form.Blank(_("Full name"), transfer.full_name, 1.9),
            form.Blank(_("Date of birth"), date_text(transfer.born_on)),
        ],
    )
    form.line(
        paper,
        [
            form.Blank(_("Local number"), transfer.number),
            form.Blank(_("Official member code"), transfer.official_number, 1.3),
        ],
    )
    form.line(
        paper,
        [
            form.Blank(_("Joined the union on"), date_text(transfer.joined_on)),
            form.Blank(_("Post in the union"), transfer.union_post, 1.3),
        ],
    )
    form.line(
        paper,
        [
            form.Blank(_("Employer"), transfer.employer, 1.3),
            form.Blank(_("Department"), transfer.department),
        ],
    )
    form.line(
        paper,
        [
            form.Blank(_("Transferred on"), date_text(transfer.on)),
            form.Blank(_("Dues paid until"), date_text(transfer.dues_paid_until), 1.3),
        ],
    )
    form.line(paper, [form.Blank(_("Reason"), transfer.reason)])


def _draw_history(paper: Paper, transfer: Transfer) -> None:
    if not transfer.history:
        return
    form.section(paper, _("What the new branch should know"))
    for sentence in transfer.history:
        top = paper.y
        paper.paragraph(sentence, BODY, after=1, indent=12)
        paper.left("•", paper.area.left + 2, top - BODY.size, BODY)


def _place_and_date(paper: Paper) -> None:
    paper.need(120)
    paper.y -= 8
    text = _("{place}, on {date}").format(
        place="......................", date="....../....../............"
    )
    paper.right(text, paper.area.right, paper.y - SUBTITLE.size, SUBTITLE)
    paper.y -= SUBTITLE.leading


def _draw_slip(paper: Paper, letterhead: Letterhead, transfer: Transfer) -> None:
    paper.need(190)
    form.cut_line(paper)
    form.section(paper, _("Confirmation of receipt"))
    paper.paragraph(
        _("To be sent back to {branch}.").format(branch=clean(letterhead.branch)), NOTE, after=2
    )
    paper.paragraph(
        _("We have received {name} as a member from {branch}.").format(
            name=clean(transfer.full_name), branch=clean(letterhead.branch)
        ),
        BODY,
        after=2,
    )
    form.line(
        paper,
        [form.Blank(_("Received on")), form.Blank(_("New number")), form.Blank(_("Decision no."))],
    )
    paper.signatures([("", ""), (_("For the receiving branch"), "")], space=44)
