# SPDX-License-Identifier: Apache-2.0
"""Receipt, payment and other vouchers as slips, two to an A4 page where they fit.

Nothing of a slip is ever cut: a long reason makes it higher, and a slip that is too high for half
a page takes more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.domain.ledger import VoucherKind
from unionbook.reports import form
from unionbook.reports.canvas import Face
from unionbook.reports.formats import date_text, number_text
from unionbook.reports.lettering import Style, clean, width, wrap
from unionbook.reports.page import BODY, MUTED, SMALL, STRONG, Letterhead, Paper, Printed
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TITLE = Style(Face.BOLD, 14, 18)
_LABEL = Style(Face.REGULAR, 10, 15, MUTED)
_HEAD = Style(Face.SEMIBOLD, 8.5, 11)
_SIGN_SPACE = 60.0
_SIGN = Style(Face.SEMIBOLD, 8.5, 11)
_SIGN_NOTE = Style(Face.ITALIC, 7, 9, MUTED)
_SIGNATURES = _SIGN_SPACE + 2 * _SIGN.leading + 8
_BETWEEN = 20.0
"""Points that the line takes along which two slips are cut apart."""

_TITLES = {
    VoucherKind.RECEIPT: N_("Receipt voucher"),
    VoucherKind.PAYMENT: N_("Payment voucher"),
    VoucherKind.TRANSFER: N_("Transfer voucher"),
    VoucherKind.ASSESSMENT: N_("Assessment voucher"),
    VoucherKind.OPENING: N_("Opening voucher"),
    VoucherKind.CLOSING: N_("Closing voucher"),
}
_PARTIES = {VoucherKind.RECEIPT: N_("Payer"), VoucherKind.PAYMENT: N_("Payee")}


@dataclass(frozen=True, slots=True)
class Slip:
    """One voucher as it is printed; sums are whole numbers, days ISO dates.

    ``form`` is the number of the prescribed form and ``issued`` what prescribed it, both empty
    where there is none. ``signers`` are the printed names of head, accountant and cashier.
    """

    kind: VoucherKind
    number: str
    dated_on: str
    party: str
    reason: str
    amount: int
    currency: str
    in_words: str
    papers: int = 0
    debits: tuple[tuple[str, int], ...] = ()
    credits: tuple[tuple[str, int], ...] = ()
    reverses: str = ""
    reversed_by: str = ""
    form: str = ""
    issued: str = ""
    signers: tuple[str, str, str] = ("", "", "")


def vouchers(
    slips: Sequence[Slip],
    *,
    letterhead: Letterhead,
    printed: Printed,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """Make the slips as a PDF, in their order. ``progress`` may raise to stop the work."""
    paper = Paper(letterhead=letterhead, title=_("Vouchers"), printed=printed)
    for number, slip in enumerate(slips, 1):
        needed = _height(paper, letterhead, slip)
        if number > 1:
            if paper.y - needed - _BETWEEN < paper.area.bottom:
                paper.fresh_page()
            else:
                _cut(paper)
        _draw(paper, letterhead, slip)
        if progress:
            progress(number, len(slips))
    return paper.close()


def _cut(paper: Paper) -> None:
    """Cut at the middle of the page where there is room, so that halves are alike."""
    middle = (paper.area.top + paper.area.bottom) / 2 + _BETWEEN / 2
    paper.y = min(paper.y, middle)
    form.cut_line(paper)


def _draw(paper: Paper, letterhead: Letterhead, slip: Slip) -> None:
    _draw_head(paper, letterhead, slip)
    centre = paper.area.left + paper.area.width / 2
    title = _("Reversing voucher") if slip.reverses else _(_TITLES[slip.kind])
    paper.centred(title.upper(), centre, paper.y - _TITLE.size, _TITLE)
    paper.y -= _TITLE.leading
    under = _("No. {number}, {date}").format(number=slip.number, date=date_text(slip.dated_on))
    paper.centred(under, centre, paper.y - BODY.size, BODY)
    paper.y -= BODY.leading + 4
    for label, value in _told(slip):
        _draw_told(paper, label, value)
    _draw_signatures(paper, _places(slip))


def _told(slip: Slip) -> list[tuple[str, str]]:
    """Give the slip's lines: a label and what is to be said."""
    party = _(_PARTIES.get(slip.kind, N_("Name")))
    lines = [
        (party, slip.party or "." * 60),
        (_("Reason"), slip.reason or "." * 60),
        (_("Amount"), f"{number_text(slip.amount)} {slip.currency}"),
        (_("In words"), slip.in_words),
        (_("Papers attached"), number_text(slip.papers)),
    ]
    if slip.debits or slip.credits:
        sides = (_("Debit"), slip.debits), (_("Credit"), slip.credits)
        posted = [
            f"{side} {', '.join(f'{code}: {number_text(sum_)}' for code, sum_ in accounts)}"
            for side, accounts in sides
        ]
        lines.append((_("Posted"), "; ".join(posted)))
    if slip.reverses:
        lines.append((_("Takes back"), slip.reverses))
    if slip.kind in _PARTIES and not slip.reverses:
        lines.append((_("Received in full (in words)"), "." * 70))
    if slip.reversed_by:
        lines.append((_("Taken back by"), slip.reversed_by))
    return lines


def _set(paper: Paper, label: str, value: str) -> tuple[str, tuple[str, ...]]:
    """Give the label and the lines of its value; the first begins with the label's room."""
    shown = f"{clean(label)}:"
    # The label is measured in the bolder face, so that what is drawn is never the wider one.
    both = wrap(f"{shown} {clean(value)}", STRONG.face, STRONG.size, paper.area.width)
    if not both[0].startswith(shown):  # a label wider than the paper stands alone
        return shown, ("", *wrap(clean(value), STRONG.face, STRONG.size, paper.area.width))
    return shown, (both[0][len(shown) :].strip(), *both[1:])


def _draw_told(paper: Paper, label: str, value: str) -> None:
    shown, lines = _set(paper, label, value)
    for number, line in enumerate(lines):
        paper.need(BODY.leading)
        base, x = paper.y - BODY.size, paper.area.left
        if number == 0:
            paper.left(shown, x, base, _LABEL)
            x += width(shown, _LABEL.face, _LABEL.size) + 4
        paper.left(line, x, base, STRONG)
        paper.y -= BODY.leading


def _height(paper: Paper, letterhead: Letterhead, slip: Slip) -> float:
    lines = sum(len(_set(paper, label, value)[1]) for label, value in _told(slip))
    left, right = _head_lines(paper, letterhead, slip)
    return (
        max(len(left), len(right)) * _HEAD.leading
        + 6
        + _TITLE.leading
        + (lines + 1) * BODY.leading
        + 4
        + _SIGNATURES
        + 10
    )


def _head_lines(
    paper: Paper, letterhead: Letterhead, slip: Slip
) -> tuple[list[str], list[tuple[str, Style]]]:
    room = paper.area.width * 0.58
    left = [
        line
        for text in (letterhead.union, letterhead.branch)
        if text
        for line in wrap(clean(text), _HEAD.face, _HEAD.size, room)
    ]
    right = []
    if slip.form:
        form_of = _("Form {number}").format(number=slip.form)
        issued = wrap(clean(slip.issued), SMALL.face, SMALL.size, paper.area.width * 0.38)
        right = [(form_of, _HEAD), *((line, SMALL) for line in issued if line)]
    return left, right


def _draw_head(paper: Paper, letterhead: Letterhead, slip: Slip) -> None:
    left, right = _head_lines(paper, letterhead, slip)
    for number, line in enumerate(left):
        paper.left(line, paper.area.left, paper.y - _HEAD.size - number * _HEAD.leading, _HEAD)
    for number, (line, style) in enumerate(right):
        paper.right(line, paper.area.right, paper.y - _HEAD.size - number * _HEAD.leading, style)
    paper.y -= max(len(left), len(right)) * _HEAD.leading + 6


def _places(slip: Slip) -> list[tuple[str, str]]:
    head, accountant, cashier = slip.signers
    places = [
        (_("Head of the branch"), head),
        (_("Accountant"), accountant),
        (_("Prepared by"), ""),
    ]
    if slip.kind in _PARTIES:
        places += [(_("Cashier"), cashier), (_(_PARTIES[slip.kind]), "")]
    return places


def _draw_signatures(paper: Paper, places: Sequence[tuple[str, str]]) -> None:
    paper.need(_SIGNATURES)
    paper.y -= 6
    column = paper.area.width / len(places)
    room = column - 8
    deepest = paper.y
    for number, (role, name) in enumerate(places):
        middle = paper.area.left + column * (number + 0.5)
        y = _draw_centred(paper, clean(role), (middle, paper.y, room), _SIGN)
        _draw_centred(paper, _("(signature, full name)"), (middle, y, room), _SIGN_NOTE)
        y = _draw_centred(paper, clean(name), (middle, paper.y - _SIGN_SPACE, room), _SIGN)
        deepest = min(deepest, y)
    paper.y = min(deepest, paper.y - _SIGN_SPACE) - 4


def _draw_centred(
    paper: Paper, text: str, place: tuple[float, float, float], style: Style
) -> float:
    """Set a text around a middle, from a height down, in a room; give the height below it."""
    middle, y, room = place
    if not text:
        return y
    for line in wrap(text, style.face, style.size, room):
        paper.centred(line, middle, y - style.size, style)
        y -= style.leading
    return y
