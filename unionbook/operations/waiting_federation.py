# SPDX-License-Identifier: Apache-2.0
"""What waits until branch and union above know each other, and until a receipt went down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import down_waiting
from unionbook.data import units as rows
from unionbook.operations import units
from unionbook.operations.devices import list_devices
from unionbook.operations.documents_read import unread_documents
from unionbook.operations.invitations import link_of
from unionbook.operations.table_labels import table_label
from unionbook.operations.waits import ONLY_FEDERATION, Source, Waiting
from unionbook.reports.formats import number_text
from unionbook.sync.trust import ACTIVE
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionbook.operations.sessions import Session
    from unionbook.operations.units import Unit

_NAMED = 3
_GO_DOWN = (*down_waiting.TO_ALL, *down_waiting.TO_ONE)


def _tree(session: Session) -> Iterator[Waiting]:
    """Tell a new desk how to begin."""
    if not _branches(session):
        yield Waiting(
            "tree",
            _("No branch stands in the tree of units yet"),
            _("Lay it out first: districts or sectors, the branches under them; then invite each."),
            _("Add a unit"),
            "units",
            ("add",),
        )


def _uninvited(session: Session) -> Iterator[Waiting]:
    new = [one for one in _branches(session) if one.state == "new"]
    if new:
        title = ngettext(
            "{count} branch is not invited yet", "{count} branches are not invited yet", len(new)
        )
        yield Waiting(
            "uninvited",
            title.format(count=number_text(len(new))),
            _named([one.name for one in new]),
            _("Invite"),
            "units",
            ("unit", str(new[0].id)),
            count=len(new),
        )


def _unanswered(session: Session) -> Iterator[Waiting]:
    """Tell of branches whose files came, and that had nothing from here since: no receipt yet."""
    found = rows.list_unanswered(session.database)
    if found:
        title = ngettext(
            "{count} branch waits for its receipt",
            "{count} branches wait for their receipts",
            len(found),
        )
        yield Waiting(
            "unanswered",
            title.format(count=number_text(len(found))),
            _as_known_here(session, _named([name for name, _at in found])),
            _("Send down"),
            "exchange",
            ("part", "send"),
            count=len(found),
            since=min(at for _name, at in found)[:10],
        )


def _to_go_down(session: Session) -> Iterator[Waiting]:
    """Tell of branches that lack what was put out, or a number or transfer meant for them."""
    found = down_waiting.list_lacking(session.office)
    if found:
        title = ngettext(
            "Something waits to go down to {count} branch",
            "Something waits to go down to {count} branches",
            len(found),
        )
        tables = frozenset().union(*(lacks for _name, lacks in found))
        what = ", ".join(table_label(one) for one in _GO_DOWN if one in tables)
        told = f"{what}: {_named([name for name, _lacks in found])}"
        yield Waiting(
            "to_go_down",
            title.format(count=number_text(len(found))),
            _as_known_here(session, told),
            _("Send down"),
            "exchange",
            ("part", "send"),
            count=len(found),
        )


def _as_known_here(session: Session, told: str) -> str:
    """Say that files made on another PC of the desk do not count, where there is such a PC."""
    others = [one for one in list_devices(session) if one.state == ACTIVE and not one.is_this]
    if not others:
        return told
    return f"{told}. " + _(
        "Only files made on this PC are counted: another PC of the desk may have sent it already."
    )


def _joining(session: Session) -> Iterator[Waiting]:
    link = link_of(session)
    if link is not None and link.state == "answered":
        yield Waiting(
            "joining",
            _("The six words of {name} are not compared yet").format(name=link.name),
            _("Bring the answer there, call them, compare the six words; then files can be made."),
            _("Compare"),
            "exchange",
            ("above",),
        )


def _letters(session: Session) -> Iterator[Waiting]:
    """Tell of bulletins and documents that came and that the user has not read on this PC."""
    found = unread_documents(session)
    if found:
        title = ngettext(
            "{count} letter from the union above is not read",
            "{count} letters from the union above are not read",
            len(found),
        )
        yield Waiting(
            "letters",
            title.format(count=number_text(len(found))),
            _named([one.title for one in found]),
            _("Read"),
            "exchange",
            ("above",),
            count=len(found),
            since=min(one.dated_on for one in found),
        )


def _branches(session: Session) -> list[Unit]:
    return [one.unit for one in units.list_units(session) if one.unit.level == "branch"]


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    return f"{shown}…" if len(names) > _NAMED else shown


FEDERATION_SOURCES: tuple[Source, ...] = (
    Source("joining", "join_federation", _joining),
    Source("tree", "manage_units", _tree, ONLY_FEDERATION),
    Source("uninvited", "join_federation", _uninvited, ONLY_FEDERATION),
    Source("unanswered", "send_down", _unanswered, ONLY_FEDERATION),
    Source("to_go_down", "send_down", _to_go_down, ONLY_FEDERATION),
    Source("letters", "read_members", _letters),
)
"""What waits between a branch and the union above, in the order in which it is shown."""
