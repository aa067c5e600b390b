# SPDX-License-Identifier: Apache-2.0
"""``unionbook federation``: branches that went back to an older state, and what they lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.answers import Answer, changed
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import argument, command
from unionbook.operations import federation_lost, handed_back, units
from unionbook.reports.formats import date_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionbook.cli.commands import Group
    from unionbook.operations.federation_lost import LostState
    from unionbook.operations.handed_back import Offer
    from unionbook.operations.sessions import Session

_UNIT = N_("UNIT")
_unit = argument("unit", metavar=_UNIT)


def add_to(federation: Group) -> None:
    """Put these commands into their group."""
    for one in (list_lost, hand_back, strike_lost, take_handed_back):
        federation.add_command(one)


@command(
    "lost",
    help=N_("List the branches that went back to an older state, and what stands only here of it."),
)
@argument("unit", metavar=_UNIT, required=False, default="")
@uses_register(Access.READS)
def list_lost(session: Session, unit: str) -> Answer:
    """List what was lost."""
    within = units.find_unit(session, unit).id if unit else 0
    found = federation_lost.list_lost(session, unit_id=within)
    lines = [line for one in found for line in _lines(one)]
    if not found:
        lines = [_("No branch went back to an older state.")]
    return Answer({"lost": [_data(one) for one in found]}, lines)


def _data(one: LostState) -> dict[str, Any]:
    return {
        "unit": str(one.unit.id),
        "name": one.unit.name,
        "handed_back": one.handed_back,
        "months": list(one.months),
        "members": [
            {
                "member": str(each.row_id),
                "full_name": each.full_name,
                "born_on": each.born_on or None,
                "lost": "all" if each.whole else "changes",
            }
            for each in one.members
        ],
    }


def _lines(one: LostState) -> Iterator[str]:
    yield f"{one.unit.name}: {federation_lost.lost_words(one)}"
    for each in one.members:
        what = _("all of the record") if each.whole else _("what was changed")
        yield f"  {each.full_name}  {date_text(each.born_on)}  {what}"
    if one.handed_back:
        yield _("It is handed back with the next file for this branch.")


@command("hand-back", help=N_("Hand back to a branch what it lost: it goes with its next file."))
@_unit
@uses_register(Access.WRITES)
def hand_back(session: Session, unit: str) -> Answer:
    """Hand back."""
    found = units.find_unit(session, unit)
    changes = federation_lost.hand_back(session, unit_id=found.id)
    sentence = _("It goes to {name} with its next file; the branch takes it in there.")
    return changed(changes, sentence.format(name=found.name), unit=str(found.id))


@command(
    "strike-lost",
    help=N_("Strike off what a branch lost; its next file brings everything of it anew."),
)
@_unit
@uses_register(Access.WRITES)
def strike_lost(session: Session, unit: str) -> Answer:
    """Strike off."""
    found = units.find_unit(session, unit)
    changes = federation_lost.strike_lost(session, unit_id=found.id)
    sentence = _(
        "It is struck off. Send {name} its file: the one that it sends then brings everything anew."
    )
    return changed(changes, sentence.format(name=found.name), unit=str(found.id))


@command(
    "handed-back",
    help=N_("In a branch: show what the union above hands back, take it in, or leave it."),
)
@argument("decision", metavar="take|leave", type=click.Choice(("take", "leave")), required=False)
@uses_register(Access.WRITES, reads_unless="decision")
def take_handed_back(session: Session, decision: str | None) -> Answer:
    """Look at what is handed back, take it in or leave it."""
    if decision == "take":
        changes = handed_back.take_handed_back(session)
        return changed(changes, _("What was handed back is taken in."))
    if decision == "leave":
        changes = handed_back.refuse_handed_back(session)
        return changed(changes, _("Nothing of it was entered."))
    found = handed_back.find_offer(session)
    if found is None:
        return Answer({"offer": None}, [_("The union above hands nothing back that waits here.")])
    return Answer({"offer": _offer_data(found)}, _offer_lines(found))


def _offer_data(found: Offer) -> dict[str, Any]:
    return {
        "told_at": found.told_at,
        "members": [
            {
                "member": str(one.row_id),
                "full_name": one.full_name,
                "born_on": one.born_on or None,
                "lost": "all" if one.whole else "changes",
                "columns": list(one.columns),
                "entered_again": str(one.here) if one.here else None,
            }
            for one in found.members
        ],
    }


def _offer_lines(found: Offer) -> Iterator[str]:
    for one in found.members:
        what = ", ".join(one.columns)
        if one.whole:
            what = _("is here again already") if one.here else _("comes back")
        yield f"{one.full_name}  {date_text(one.born_on)}  {what}"
    yield _("“federation handed-back take” takes it in, “handed-back leave” leaves it.")
