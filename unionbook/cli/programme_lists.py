# SPDX-License-Identifier: Apache-2.0
"""``unionbook programme``: the list of who is entitled, and giving out by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.answers import Answer, changed, number, with_more
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.card import read_card
from unionbook.cli.commands import Group, argument, command, option
from unionbook.cli.money import MONEY, PERCENT
from unionbook.cli.people_files import include_list
from unionbook.cli.tables import table
from unionbook.domain.programmes import MILLION
from unionbook.domain.welfare import RELATION_LABELS, Relation
from unionbook.errors import NotFoundError
from unionbook.operations import programme_giving, programme_lists, programmes
from unionbook.operations.members import find_member
from unionbook.operations.programme_lists import ByHand
from unionbook.operations.relatives import RELATIONS
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.programmes import Recipient
    from unionbook.operations.sessions import Session

PROGRAMME = N_("PROGRAMME")
_WHO = N_("WHO")
_name = argument("key", metavar=PROGRAMME)
_on = option("--on", metavar=N_("DATE"), default="", help=N_("The day; otherwise today."))
_reason = option("--reason", metavar=N_("TEXT"), required=True, help=N_("Why."))


@command("entitle", help=N_("Make the list of who is entitled, and freeze it."))
@_name
@option("--preview", is_flag=True, help=N_("Keep nothing; only say who would be on it."))
@uses_register(Access.WRITES, reads_if="preview")
def entitle(session: Session, key: str, *, preview: bool) -> Answer:
    """Make the list."""
    found = programmes.find_programme(session, key=key)
    if preview:
        entitlement = programme_lists.preview_entitled(session, programme_id=found)
        answer = Answer({"step": None, "operation": "list_entitled", "changed": {}})
    else:
        done = programme_lists.list_entitled(session, programme_id=found)
        entitlement = done.entitlement
        answer = changed(done.changes, "")
    count, total = len(entitlement.people), number_text(entitlement.total)
    told = ngettext(
        "{count} is entitled; the list comes to {total}.",
        "{count} are entitled; the list comes to {total}.",
        count,
    )
    notes = [f"{one.name}: {one.reason}" for one in entitlement.left_out]
    if entitlement.beyond:
        over = _("The list is {amount} beyond the budget.")
        notes.append(over.format(amount=number_text(entitlement.beyond)))
    return with_more(
        Answer(answer.data, [told.format(count=number_text(count), total=total)]),
        tuple(notes),
        programme=number(found),
        entitled=count,
        total=entitlement.total,
        beyond=entitlement.beyond,
        left_out=[{"name": one.name, "reason": one.reason} for one in entitlement.left_out],
    )


@command("list", help=N_("Show the list: who is entitled to what, and who was given it."))
@_name
@option("--struck", is_flag=True, help=N_("Who was struck off as well."))
@uses_register(Access.READS)
def list_lines(session: Session, key: str, *, struck: bool) -> Answer:
    """Show a list."""
    found = programmes.find_programme(session, key=key)
    lines = programmes.list_recipients(session, programme_id=found, struck_too=struck)
    rows = [
        [
            str(one.id),
            one.name,
            _(RELATION_LABELS[Relation(one.relation)]) if one.relation else "",
            one.place,
            number_text(one.amount),
            _("struck off") if one.struck else date_text(one.given_on),
            one.reason,
        ]
        for one in lines
    ]
    headings = [
        _("Number"), _("Full name"), _("Relation"), _("Department or place"), _("Amount"),
        _("Handed out on"), _("Reason"),
    ]  # fmt: skip
    data = {"programme": number(found), "lines": [_data(one) for one in lines]}
    return Answer(data, table(headings, rows, right=(4,)))


def _data(one: Recipient) -> dict[str, Any]:
    return {
        "id": number(one.id),
        "member": number(one.member),
        "relation": one.relation,
        "name": one.name,
        "born_on": one.born_on,
        "place": one.place,
        "share": one.share,
        "amount": one.amount,
        "by_hand": one.by_hand,
        "struck": one.struck,
        "reason": one.reason,
        "cost": one.cost,
        "own_part": one.own_part,
        "given_on": one.given_on,
        "given_how": one.given_how,
        "given_by": one.given_by,
    }


@command(
    "include",
    help=N_(
        "Put somebody on the list by hand, with the reason.\n\n"
        "A member by --member, a member's relative by --member, --name and --relation, anybody "
        "else by --name."
    ),
)
@_name
@option("--member", metavar=N_("MEMBER"), help=N_("The member."))
@option("--name", metavar=N_("NAME"), default="", help=N_("The full name."))
@option(
    "--relation",
    type=click.Choice([one.value for one in RELATIONS]),
    help=N_("How he or she is related to the member."),
)
@option("--born", "born_on", metavar=N_("DATE"), default="", help=N_("Date or year of birth."))
@option("--place", metavar=N_("TEXT"), default="", help=N_("Department or place."))
@option("--share", type=PERCENT, default=MILLION, help=N_("The share of the amount, in percent."))
@option("--amount", type=MONEY, help=N_("Another amount."))
@option("--cost", type=MONEY, help=N_("What a house costs in all."))
@option("--own-part", type=MONEY, help=N_("What the family bears of it."))
@_reason
@uses_register(Access.WRITES)
def include(session: Session, /, key: str, member: str | None, **told: Any) -> Answer:
    """Put somebody on the list."""
    found = programmes.find_programme(session, key=key)
    number_of = find_member(session, key=member) if member else None
    person = ByHand(member_id=number_of, **{**told, "relation": told["relation"] or ""})
    changes = programme_lists.add_recipient(session, programme_id=found, person=person)
    line = programme_lists.get_recipient(
        session, recipient_id=changes.rows["programme_recipients"][0]
    )
    sentence = _("{name} is on the list: {amount}.").format(
        name=line.name, amount=number_text(line.amount)
    )
    return changed(changes, sentence, line=_data(line))


@command("strike", help=N_("Strike somebody off the list, with the reason."))
@_name
@argument("who", metavar=_WHO)
@_reason
@uses_register(Access.WRITES)
def strike(session: Session, key: str, who: str, reason: str) -> Answer:
    """Strike somebody off."""
    [line] = _lines(session, key, [who])[:1]
    changes = programme_lists.strike_recipient(session, recipient_id=line.id, reason=reason)
    told = _("{name} is struck off.").format(name=line.name)
    return changed(changes, told, line=number(line.id))


def _lines(session: Session, key: str, words: Sequence[str]) -> list[Recipient]:
    """Give the lines that words name: by their number, or all of a member by his or hers."""
    programme = programmes.find_programme(session, key=key)
    there = programmes.list_recipients(session, programme_id=programme)
    found: list[Recipient] = []
    for word in words:
        named = [one for one in there if str(one.id) == word.strip()]
        if not named:
            member = find_member(session, key=word)
            named = [one for one in there if one.member == member]
        if not named:
            raise NotFoundError(_("{name} does not stand on this list.").format(name=word))
        found += named
    return found


@command(
    "give",
    help=N_("Note that people were given it: by the number of the line, or of the member."),
)
@_name
@argument("who", metavar=_WHO, nargs=-1, required=True)
@_on
@uses_register(Access.WRITES)
def give(session: Session, key: str, who: Sequence[str], on: str) -> Answer:
    """Give out."""
    lines = _lines(session, key, who)
    changes = programme_giving.give_out(session, recipient_ids=[one.id for one in lines], on=on)
    return _given(changed(changes, ""), lines)


def _given(answer: Answer, lines: Sequence[Recipient], notes: tuple[str, ...] = ()) -> Answer:
    told = [
        _("{name} was given {amount}.").format(name=one.name, amount=number_text(one.amount))
        for one in lines
    ]
    given = [str(one.id) for one in lines]
    return with_more(Answer(answer.data, told), notes, lines=given, remarks=list(notes))


@command(
    "scan",
    help=N_(
        "Give out to who shows a card of the branch, by its code; a card is good once.\n\n"
        "FILE is a photo or scan of the card's back or holds the text of its code; - is the "
        "standard input, where a scanner types."
    ),
)
@_name
@argument("file", metavar=N_("FILE"))
@_on
@uses_register(Access.WRITES)
def scan(session: Session, key: str, file: str, on: str) -> Answer:
    """Give out by card."""
    found = programmes.find_programme(session, key=key)
    done = programme_giving.give_by_card(
        session, programme_id=found, content=read_card(file), on=on
    )
    return _given(changed(done.changes, ""), done.recipients, done.notes)


@command("take-back", help=N_("Note that somebody was not given it after all, with the reason."))
@_name
@argument("who", metavar=_WHO)
@_reason
@uses_register(Access.WRITES)
def take_back(session: Session, key: str, who: str, reason: str) -> Answer:
    """Take a giving out back."""
    [line] = _lines(session, key, [who])[:1]
    changes = programme_giving.take_back_gift(session, recipient_id=line.id, reason=reason)
    told = _("{name} can be given it again.").format(name=line.name)
    return changed(changes, told, line=number(line.id))


def add_to(parent: Group) -> None:
    """Put these commands into ``unionbook programme``."""
    for one in (entitle, list_lines, include, include_list, strike, give, scan, take_back):
        parent.add_command(one)
