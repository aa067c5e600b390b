# SPDX-License-Identifier: Apache-2.0
"""``unionbook members``: what happens to a membership, doubles merged, photos, consents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from unionbook.cli import answers
from unionbook.cli.answers import Answer, changed, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import MEMBER, day, member_argument, set_option
from unionbook.cli.commands import Command, Group, argument, file_argument, file_option, option
from unionbook.cli.erasing import erase_command
from unionbook.cli.refusing import going_on
from unionbook.domain.events import EventKind
from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.operations import doubles, photos, settings
from unionbook.operations.events import record_event
from unionbook.operations.members import find_member, get_member
from unionbook.operations.office_papers import print_transfer
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from unionbook.operations.sessions import Session


def _when(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """Give a command the options that every event has."""
    for one in (
        option("--reason", metavar=N_("TEXT"), default="", help=N_("The reason.")),
        option("--decision", metavar=N_("NUMBER"), default="", help=N_("Number of the decision.")),
        option("--on", metavar=N_("DATE"), default="", help=N_("When; today if not said.")),
    ):
        function = one(function)
    return function


_keys = argument("keys", metavar=MEMBER, nargs=-1, required=True)


@click.command(
    "event",
    cls=Command,
    help=N_("Record what happened to a membership: admission, suspension, return and others."),
)
@argument("kind", metavar=N_("KIND"), type=click.Choice([kind.value for kind in EventKind]))
@_keys
@_when
@option("--until", metavar=N_("DATE"), default="", help=N_("The last day it holds."))
@option("--place", metavar=N_("NAME"), default="", help=N_("Where from, or where to."))
@uses_register(Access.WRITES)
def event_command(
    session: Session,
    kind: str,
    keys: Sequence[str],
    on: str,
    until: str,
    decision: str,
    reason: str,
    place: str,
) -> Answer:
    """Record an event."""
    return _recorded(
        session,
        keys,
        kind=EventKind(kind),
        on=on,
        until=until,
        decision=decision,
        reason=reason,
        place=place,
    )


def _recorded(session: Session, keys: Sequence[str], *, kind: EventKind, **told: str) -> Answer:
    ids = [find_member(session, key=key) for key in keys]
    changes = record_event(session, member_ids=ids, kind=kind, **told)
    sentence = ngettext("Recorded for {count} member.", "Recorded for {count} members.", len(ids))
    return changed(
        changes,
        sentence.format(count=len(ids)),
        kind=kind.value,
        members=[number(one) for one in ids],
    )


@click.command("leave", cls=Command, help=N_("Record that members left the union."))
@_keys
@_when
@uses_register(Access.WRITES)
def leave_command(
    session: Session, keys: Sequence[str], on: str, decision: str, reason: str
) -> Answer:
    """Record leaving."""
    return _recorded(session, keys, kind=EventKind.LEFT, on=on, decision=decision, reason=reason)


@click.command(
    "transfer",
    cls=Command,
    help=N_("Record that members go to another branch, and make the certificate."),
)
@_keys
@option("--to", "place", metavar=N_("NAME"), required=True, help=N_("The branch they go to."))
@_when
@file_option("--paper", help=N_("Write the transfer certificate of one member to this PDF."))
@uses_register(Access.WRITES)
def transfer_command(
    session: Session,
    keys: Sequence[str],
    place: str,
    on: str,
    decision: str,
    reason: str,
    paper: Path | None,
) -> Answer:
    """Record a transfer."""
    if paper and len(keys) > 1:
        raise InvalidValueError(
            _("A certificate is made for one member at a time: “unionbook print transfer”."),
            field="paper",
        )
    answer = _recorded(
        session,
        keys,
        kind=EventKind.TRANSFERRED_OUT,
        on=on,
        decision=decision,
        reason=reason,
        place=place,
    )
    if paper is None:
        return answers.with_more(answer, paper=None)
    member = find_member(session, key=keys[0])
    # The step is written: a disk that is full must not make it look undone.
    notes = going_on(lambda: print_transfer(session, path=paper, member_id=member))
    told = answers.with_more(answer, notes, paper=None if notes else str(paper))
    written = [] if notes else [_("The certificate is in {file}.").format(file=paper)]
    return replace(told, lines=[*told.lines, *written])


@click.command(
    "merge",
    cls=Command,
    help=N_(
        "Make two records of one person one: the first stays.\n\n"
        "Where they differ the first one's value stays, unless --set says another. “unionbook "
        "undo” brings both back."
    ),
)
@member_argument("keep")
@member_argument("other")
@set_option(N_("Give the record that stays this value."))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("Why, for the history."))
@uses_register(Access.WRITES)
def merge_command(
    session: Session, keep: str, other: str, values: dict[str, str], reason: str
) -> Answer:
    """Merge two records."""
    kept, folded = find_member(session, key=keep), find_member(session, key=other)
    changes = doubles.merge_members(session, keep=kept, other=folded, values=values, reason=reason)
    name = get_member(session, member_id=kept).values["full_name"]
    return changed(
        changes,
        _("The two records of {name} are one now.").format(name=name),
        member=number(kept),
        merged=number(folded),
    )


@click.command(
    "apart",
    cls=Command,
    help=N_("Say that two records are of two people; “unionbook doubles” leaves them out then."),
)
@member_argument("first")
@member_argument("second")
@uses_register(Access.WRITES)
def apart_command(session: Session, first: str, second: str) -> Answer:
    """Keep two records apart."""
    one, other = find_member(session, key=first), find_member(session, key=second)
    changes = doubles.keep_apart(session, first=one, second=other)
    sentence = _("The two records are of two people.")
    return changed(changes, sentence, members=[number(one), number(other)])


@click.command("photo", cls=Command, help=N_("Give a member a photo, or take it away."))
@member_argument()
@file_argument("picture", sign=N_("PICTURE"), required=False)
@option("--remove", is_flag=True, help=N_("Take the photo away."))
@uses_register(Access.WRITES)
def photo_command(
    session: Session,
    member: str,
    picture: Path | None,
    remove: bool,  # noqa: FBT001 - as click gives it
) -> Answer:
    """Change a photo."""
    if remove == (picture is not None):
        raise click.UsageError(_("Name a picture, or say --remove."), click.get_current_context())
    key = find_member(session, key=member)
    changes = photos.set_photo(session, member_id=key, path=picture)
    sentence = _("The photo was taken away.") if remove else _("The photo was changed.")
    return changed(changes, sentence, member=number(key))


@click.command("consent", cls=Command, help=N_("Record a consent, or that one was withdrawn."))
@member_argument()
@argument("purpose", metavar=N_("PURPOSE"))
@option("--text", "text_version", metavar=N_("TEXT"), default="", help=N_("To which text."))
@option("--form", metavar=N_("TEXT"), default="", help=N_("In what form: on paper, by e-mail …"))
@option("--on", metavar=N_("DATE"), default="", help=N_("When; today if not said."))
@option("--withdraw", is_flag=True, help=N_("The consent was withdrawn."))
@uses_register(Access.WRITES)
def consent_command(
    session: Session,
    member: str,
    purpose: str,
    text_version: str,
    form: str,
    on: str,
    withdraw: bool,  # noqa: FBT001 - as click gives it
) -> Answer:
    """Record a consent."""
    key = find_member(session, key=member)
    if withdraw:
        found = _given(session, key, purpose)
        changes = settings.withdraw_consent(session, consent_id=found, on=day(on, "on"))
        return changed(changes, _("The consent is withdrawn."), member=number(key))
    changes = settings.record_consent(
        session, member_id=key, purpose=purpose, text_version=text_version, form=form, on=on
    )
    return changed(changes, _("The consent is recorded."), member=number(key))


def _given(session: Session, key: int, purpose: str) -> int:
    for consent in reversed(get_member(session, member_id=key).consents):
        if consent.purpose.casefold() == purpose.strip().casefold() and not consent.withdrawn_on:
            return consent.id
    raise NotFoundError(
        _("This member has given no consent for “{purpose}”.").format(purpose=purpose)
    )


def add_to(members_command: Group) -> None:
    """Add these commands to ``unionbook members``."""
    for command in (
        event_command,
        leave_command,
        transfer_command,
        merge_command,
        apart_command,
        photo_command,
        consent_command,
        erase_command,
    ):
        members_command.add_command(command)
