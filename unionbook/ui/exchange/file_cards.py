# SPDX-License-Identifier: Apache-2.0
"""Cards for files that came: a count of all first, then what needs a person, then the rest.

A desk opens the files of hundreds of branches at once: the four that are wrong must not stand
below the rest, and a card for each would keep the window busy.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from unionbook.operations.bundles import PURPOSE_LABELS
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.exchange.arrivals import (
    ALTERED,
    ELSEWHERE,
    GOOD,
    KNOWN,
    STRANGER,
    UNREADABLE,
)
from unionbook.ui.exchange.contents import told_rows
from unionbook.ui.exchange.part import shown_size
from unionbook.ui.widgets.cards import Card
from unionbook.ui.widgets.texts import label, pill

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unionbook.ui.exchange.arrivals import Arrival, Outcome

_SHOWN = 8
"""Cards of files with nothing the matter; the others stand in one card, a line each."""
_TROUBLE_SHOWN = 12
_LINES = 100
_VERDICTS = {
    UNREADABLE: "error",
    ALTERED: "error",
    STRANGER: "warn",
    ELSEWHERE: "muted",
    KNOWN: "info",
    GOOD: "done",
}
_STATES = {
    "refused": "error",
    "held": "warn",
    "stopped": "warn",
    "elsewhere": "muted",
    "known": "info",
    "applied": "done",
}
"""What may be found out about a file, and what may become of it: first what needs a person."""


def arrival_cards(found: Sequence[Arrival]) -> Iterator[Card]:
    """Give the cards of files that were looked at."""
    order = list(_VERDICTS)
    ordered = sorted(found, key=lambda one: order.index(one.verdict))
    if len(found) > 1:
        yield _counted(Counter(one.verdict for one in found), _VERDICTS)
    plain = [one for one in ordered if one.verdict in (GOOD, KNOWN)]
    trouble = [one for one in ordered if one.verdict not in (GOOD, KNOWN)]
    yield from (_arrival(one) for one in (*trouble[:_TROUBLE_SHOWN], *plain[:_SHOWN]))
    yield from _rest(
        [
            f"{formats.shown_path(one.path.name)}: {one.refusal or _from(one)}"
            for one in (*trouble[_TROUBLE_SHOWN:], *plain[_SHOWN:])
        ]
    )


def outcomes_counted(found: Sequence[Outcome], asked: int) -> Card:
    """Give the card that counts what became of the ``asked`` files."""
    counts = Counter(one.state for one in found)
    counts["stopped"] += asked - len(found)
    return _counted(counts, _STATES)


def outcomes_in_order(found: Sequence[Outcome]) -> tuple[list[Outcome], list[Outcome]]:
    """Give the outcomes that have a card each, and those that have a line each."""
    order = list(_STATES)
    ordered = sorted(found, key=lambda one: order.index(one.state))
    plain = [one for one in ordered if _is_plain(one)]
    trouble = [one for one in ordered if not _is_plain(one)]
    return (
        [*trouble[:_TROUBLE_SHOWN], *plain[:_SHOWN]],
        [*trouble[_TROUBLE_SHOWN:], *plain[_SHOWN:]],
    )


def outcome_card(one: Outcome) -> Card:
    """Give the card of a file that was taken in, or was not."""
    card = Card(formats.shown_path(one.path.name))
    card.column.addWidget(pill(_(one.title), _STATES[one.state]))
    card.column.addWidget(label(one.message, wrap=True))
    for line in (*told_rows(one.rows), *one.told, *one.notes):
        card.column.addWidget(label(line, "muted", wrap=True))
    return card


def rest_of(found: Sequence[Outcome]) -> Iterator[Card]:
    """Give the card of the outcomes that have a line each, where there are any."""
    yield from _rest([f"{formats.shown_path(one.path.name)}: {one.message}" for one in found])


def _is_plain(one: Outcome) -> bool:
    return one.state in ("applied", "known") and not (one.told or one.notes)


def _counted(counts: Counter[str], looks: Mapping[str, str]) -> Card:
    number = counts.total()
    text = ngettext("{count} file", "{count} files", number)
    card = Card(text.format(count=formats.shown_number(number)))
    for state, look in looks.items():
        if counts[state]:
            told = _counts_of(state, counts[state])
            shown = formats.shown_number(counts[state])
            card.column.addWidget(pill(told.format(count=shown), look))
    return card


def _counts_of(state: str, number: int) -> str:
    sentences = {
        GOOD: ngettext("{count} can be taken in", "{count} can be taken in", number),
        STRANGER: ngettext(
            "{count} of an office or a PC that is not known here",
            "{count} of offices or PCs that are not known here",
            number,
        ),
        ALTERED: ngettext(
            "{count} was altered on the way", "{count} were altered on the way", number
        ),
        UNREADABLE: ngettext("{count} cannot be read", "{count} cannot be read", number),
        ELSEWHERE: ngettext("{count} for another office", "{count} for other offices", number),
        KNOWN: ngettext(
            "{count} was taken in before and counts once",
            "{count} were taken in before and count once",
            number,
        ),
        "applied": ngettext("{count} taken in", "{count} taken in", number),
        "held": ngettext(
            "{count} kept until an earlier file comes",
            "{count} kept until earlier files come",
            number,
        ),
        "refused": ngettext("{count} refused", "{count} refused", number),
        "stopped": ngettext(
            "{count} not taken in, because you stopped",
            "{count} not taken in, because you stopped",
            number,
        ),
    }
    return sentences[state]


def _rest(lines: Sequence[str]) -> Iterator[Card]:
    if lines:
        number = len(lines)
        text = ngettext("and {count} more file", "and {count} more files", number)
        card = Card(text.format(count=formats.shown_number(number)))
        shown = list(lines[:_LINES])
        if number > _LINES:
            shown.append(_("and {count} more").format(count=formats.shown_number(number - _LINES)))
        card.column.addWidget(label("\n".join(shown), "muted", wrap=True))
        yield card


def _arrival(one: Arrival) -> Card:
    card = Card(formats.shown_path(one.path.name))
    if one.info is None:
        card.column.addWidget(label(one.refusal, "fault", wrap=True))
        return card
    card.column.addWidget(pill(one.seal, _VERDICTS[one.verdict]))
    card.column.addWidget(label(_from(one), wrap=True))
    purpose = one.info.purpose
    kind = _(PURPOSE_LABELS[purpose]) if purpose in PURPOSE_LABELS else purpose
    card.column.addWidget(label(f"{kind}, {shown_size(one.info.size)}", "muted", wrap=True))
    return card


def _from(one: Arrival) -> str:
    info = one.info
    if info is None:
        return ""
    return _("From {maker}, number {number}, made {when}").format(
        maker=info.maker or _("an office that is not known here"),
        number=info.number,
        when=f"{info.made_at.astimezone():%d/%m/%Y %H:%M}",
    )
