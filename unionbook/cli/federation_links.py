# SPDX-License-Identifier: Apache-2.0
"""``unionbook federation``: how a branch and the union above come to know each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.answers import Answer, changed
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import argument, command, file_argument, file_option, option
from unionbook.domain.folding import fold
from unionbook.domain.policies import DOWN, UPWARD
from unionbook.errors import UnionbookError
from unionbook.operations import invitations, inviting, policies, units
from unionbook.operations.above import CONFIRMED
from unionbook.operations.sessions import FEDERATION
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from unionbook.cli.commands import Group
    from unionbook.operations.invitations import Link
    from unionbook.operations.policies import PolicyWords
    from unionbook.operations.sessions import Session

_UNIT = N_("UNIT")
_unit = argument("unit", metavar=_UNIT)
_to = file_option("--to", required=True, sign=N_("FOLDER"), help=N_("Where to write it."))

_policy = option(
    "--policy",
    type=click.Choice(UPWARD),
    default="district",
    show_default=True,
    help=N_("What the branch will send: see “federation policy”."),
)
_same_branch = option(
    "--same-branch",
    is_flag=True,
    help=N_("The branch has another name in the invitation, and is the same."),
)


def add_to(federation: Group) -> None:
    """Put these commands into their group."""
    for one in (
        show_policy,
        join_federation,
        show_link,
        confirm_link,
        leave_federation,
        invite_unit,
        invite_all,
        read_answer,
    ):
        federation.add_command(one)


@command("policy", help=N_("Say in words what a written policy lets be sent."))
@argument("name", metavar="|".join((*UPWARD, DOWN)), type=click.Choice((*UPWARD, DOWN)))
def show_policy(name: str) -> Answer:
    """Show a policy."""
    found = policies.policy_words(name)
    data = {
        "policy": found.name,
        "title": found.title,
        "purpose": found.purpose,
        "tables": {label: list(columns) for label, columns in found.tables},
        "figures": list(found.figures),
        "never": found.never,
    }
    return Answer(data, policy_lines(found))


def policy_lines(found: PolicyWords) -> Iterator[str]:
    """Give a policy for people."""
    yield f"{found.title}. {found.purpose}"
    for label, columns in found.tables:
        yield f"{label}: {', '.join(columns)}"
    if found.figures:
        yield _("Sums and counts: {kinds}").format(kinds=", ".join(found.figures))
    yield found.never


@command(
    "join",
    help=N_(
        "Answer the invitation of the union above; the answer is a file to send back.\n\n"
        "Without --to only what the invitation says is shown, and what would be sent."
    ),
)
@file_argument("invitation", sign=N_("INVITATION"))
@file_option("--to", sign=N_("FOLDER"), help=N_("Where to write the answer."))
@_same_branch
@uses_register(Access.WRITES, reads_unless="to")
def join_federation(
    session: Session, invitation: Path, to: Path | None, *, same_branch: bool
) -> Answer:
    """Join."""
    told = invitations.look_at_invitation(path=invitation)
    data: dict[str, Any] = {
        "federation": told.name,
        "place": list(told.place),
        "policy": told.policy,
        "answer": None,
        "words": [],
    }
    lines = [
        _("{name} invites this branch as: {place}.").format(
            name=told.name, place=" / ".join(told.place)
        ),
        *policy_lines(policies.policy_words(told.policy)),
    ]
    if fold(told.place[-1]) != fold(session.info.branch):
        lines.append(
            _(
                "Note: the invitation is for “{place}”, and this register is that of “{branch}”. "
                "Answer only where both are the same branch."
            ).format(place=told.place[-1], branch=session.info.branch)
        )
    if to is None:
        lines.append(_("Nothing was answered yet. Say with --to where to write the answer."))
        return Answer(data, lines)
    answer = invitations.answer_invitation(session, path=invitation, to=to, same_branch=same_branch)
    link = invitations.link_of(session)
    shown = list(link.words) if link else []
    lines.append(_("Send {file} back to the union above.").format(file=answer))
    lines.append(_compare(shown))
    return Answer({**data, "answer": str(answer), "words": shown}, lines)


def _compare(shown: list[str], unit: str = "") -> str:
    if unit:  # at the desk, which must say whose words they are
        return _(
            "Compare by telephone: {words}. When both sides read the same, "
            '“federation confirm {words} --unit "{unit}"”.'
        ).format(words=" ".join(shown), unit=unit)
    return _(
        "Compare by telephone: {words}. When both sides read the same, “federation confirm” and "
        "the six words the other side read."
    ).format(words=" ".join(shown))


@command("show", help=N_("Show how this branch, or a unit, is connected."))
@argument("unit", metavar=_UNIT, required=False, default="")
@uses_register(Access.READS)
def show_link(session: Session, unit: str) -> Answer:
    """Show the link."""
    link = invitations.link_of(session, unit_id=_unit_id(session, unit))
    if link is None:
        return Answer({"link": None}, [_("This branch belongs to no federation.")])
    return Answer({"link": _link_data(link)}, _link_lines(link, unit))


def _unit_id(session: Session, unit: str) -> int:
    if session.info.kind != FEDERATION:
        return 0
    if not unit:
        raise UnionbookError(_("Say which unit is meant."))
    return units.find_unit(session, unit).id


def _link_data(link: Link) -> dict[str, Any]:
    return {
        "name": link.name,
        "place": link.place,
        "policy": link.policy,
        "state": link.state,
        "words": list(link.words),
    }


def _link_lines(link: Link, unit: str) -> Iterator[str]:
    yield f"{link.name} ({link.place})"
    if link.state == CONFIRMED:
        yield _("Connected.")
    elif link.words:
        yield _compare(list(link.words), unit)
    else:
        yield _("Invited: the branch has not answered yet.")


@command("confirm", help=N_("Say that both sides read the same six words: give those you heard."))
@argument("words", metavar=N_("WORD"), nargs=6)
@option("--unit", metavar=_UNIT, default="", help=N_("Which unit, at the federation's desk."))
@uses_register(Access.WRITES)
def confirm_link(session: Session, words: tuple[str, ...], unit: str) -> Answer:
    """Confirm."""
    number = _unit_id(session, unit)
    changes = invitations.confirm(session, words=" ".join(words), unit_id=number)
    return changed(changes, _("Connected."), unit=str(number) if number else None)


@command("leave", help=N_("Belong to the union above no more."))
@uses_register(Access.WRITES)
def leave_federation(session: Session) -> Answer:
    """Leave."""
    changes = invitations.leave(session)
    return changed(changes, _("This branch belongs to no federation any more."))


@command("invite", help=N_("Write an invitation for a unit."))
@_unit
@_to
@_policy
@file_option("--sheet", help=N_("Write a sheet to print, with the invitation as a code, too."))
@uses_register(Access.WRITES)
def invite_unit(session: Session, unit: str, to: Path, policy: str, sheet: Path | None) -> Answer:
    """Invite a unit."""
    found = units.find_unit(session, unit)
    made = invitations.invite_unit(session, unit_id=found.id, to=to, policy=policy)
    if sheet is not None:
        invitations.print_invitation(session, unit_id=found.id, path=sheet)
    line = _("The invitation for {name} is in {file}.").format(name=found.name, file=made)
    lines = [line]
    if sheet is not None:
        lines.append(_("The sheet to print is in {file}.").format(file=sheet))
    data = {"file": str(made), "unit": str(found.id), "sheet": str(sheet) if sheet else None}
    return Answer(data, lines)


@command("invite-all", help=N_("Write an invitation for every branch that has none yet."))
@_to
@_policy
@uses_register(Access.WRITES)
def invite_all(session: Session, to: Path, policy: str) -> Answer:
    """Invite all."""
    made = inviting.invite_all(session, to=to, policy=policy)
    lines = [_("{count} invitations are in {folder}.").format(count=len(made), folder=to)]
    return Answer({"files": [str(path) for path in made]}, lines)


@command("answer", help=N_("Take in a branch's answer to an invitation."))
@file_argument("answer", sign=N_("ANSWER"))
@_same_branch
@uses_register(Access.WRITES)
def read_answer(session: Session, answer: Path, *, same_branch: bool) -> Answer:
    """Read an answer."""
    changes = invitations.read_answer(session, path=answer, same_branch=same_branch)
    [unit] = changes.rows["units"]
    link = invitations.link_of(session, unit_id=unit)
    shown = list(link.words) if link else []
    name = units.find_unit(session, str(unit)).name
    line = _("{branch} answers the invitation for {unit}.").format(
        branch=link.name if link else name, unit=name
    )
    answered = changed(changes, line, unit=str(unit), words=shown)
    return Answer(answered.data, [line, _compare(shown, name)])
