# SPDX-License-Identifier: Apache-2.0
"""What waits until branch and union above know each other, and until a receipt went down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import units as rows
from unionbook.operations import units
from unionbook.operations.invitations import link_of
from unionbook.operations.waits import ONLY_FEDERATION, Source, Waiting
from unionbook.reports.formats import number_text
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionbook.operations.sessions import Session
    from unionbook.operations.units import Unit

_NAMED = 3


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
            _named([name for name, _at in found]),
            _("Send down"),
            "exchange",
            ("part", "send"),
            count=len(found),
            since=min(at for _name, at in found)[:10],
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
)
"""What waits between a branch and the union above, in the order in which it is shown."""
