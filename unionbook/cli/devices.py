# SPDX-License-Identifier: Apache-2.0
"""``unionbook devices``: the PCs of the branch, joining, approving, striking off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.cli.answers import Answer, changed
from unionbook.cli.caller import Access, calling, uses_register
from unionbook.cli.commands import argument, file_argument, file_option, group, option
from unionbook.cli.tables import table
from unionbook.errors import UnionbookError
from unionbook.operations import devices
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.devices import Joined
    from unionbook.operations.sessions import Session

STATES = {
    "active": N_("may send and open"),
    "revoked": N_("struck off"),
    "waiting": N_("waits for a head's approval"),
    "unknown": N_("not a device of the branch"),
}
_name = argument("name", metavar=N_("PC"))


@group(help=N_("The PCs of the branch: list them, let one join, strike one off."))
def devices_command() -> None:
    """Hold the commands on devices."""


@devices_command.command("list", help=N_("List the PCs that ever wrote in the register."))
@uses_register(Access.READS)
def list_devices(session: Session) -> Answer:
    """List devices."""
    found = devices.list_devices(session)
    data = [
        {
            "site": one.site,
            "name": one.name,
            "computer": one.computer,
            "state": one.state,
            "is_this": one.is_this,
            "since": one.since or None,
        }
        for one in found
    ]
    rows = [
        [str(one.site), one.name, _(STATES[one.state]), _("this PC") if one.is_this else ""]
        for one in found
    ]
    return Answer({"devices": data}, table([_("Number"), _("Computer"), _("State"), ""], rows))


@devices_command.command(
    "invite",
    help=N_(
        "Write a copy of the register for a second PC, encrypted as it is.\n\n"
        "Who opens it there needs a passphrase of the register."
    ),
)
@file_option("--to", required=True, sign=N_("FOLDER"), help=N_("Where to write it, a stick say."))
@uses_register(Access.WRITES)
def invite_device(session: Session, to: Path) -> Answer:
    """Invite a device."""
    made = devices.invite_device(session, to=to)
    line = _("Take {file} to the other PC: “unionbook devices join”.").format(file=made)
    return Answer({"file": str(made)}, [line])


@devices_command.command(
    "join",
    help=N_(
        "Lay the register out on this PC from the copy that was made for it.\n\n"
        "Where you are no head, a request is written beside the copy: a head approves it on a PC "
        "of the branch, with “devices approve”."
    ),
)
@file_argument("copy", sign=N_("COPY"))
@file_argument("folder", sign=N_("FOLDER"))
def join_device(copy: Path, folder: Path) -> Answer:
    """Join."""
    caller = calling()
    if not caller.user:
        raise UnionbookError(_("Say who you are: --user NAME before the command."))
    joined = devices.join_device(
        path=copy, into=folder, user=caller.user, passphrase=caller.passphrase(caller.user)
    )
    try:
        return _joined(joined)
    finally:
        joined.session.close()


@devices_command.command("request", help=N_("Ask once more to become one of the branch's PCs."))
@file_option("--to", required=True, sign=N_("FOLDER"), help=N_("Where to write the request."))
@uses_register(Access.WRITES)
def request(session: Session, to: Path) -> Answer:
    """Ask again."""
    return _joined(devices.ask_to_join(session, to=to))


def _joined(joined: Joined) -> Answer:
    data = {
        "register": str(joined.session.register.folder),
        "approved": joined.request is None,
        "request": str(joined.request) if joined.request else None,
        "words": list(joined.words),
    }
    if joined.request is None:
        return Answer(data, [_("This PC is one of the branch's devices.")])
    lines = [
        _("Take {file} to a head of the branch.").format(file=joined.request),
        _("The words there must be these: {words}").format(words=" ".join(joined.words)),
    ]
    return Answer(data, lines)


@devices_command.command(
    "approve",
    help=N_(
        "Make a PC that asked one of the branch's devices.\n\n"
        "Without --words only what it asks is shown, with the words to compare."
    ),
)
@file_argument("request", sign=N_("REQUEST"))
@option("--words", metavar=N_("WORDS"), default="", help=N_("The words on the other PC."))
@option("--name", metavar=N_("NAME"), default="", help=N_("What the branch calls that PC."))
@uses_register(Access.WRITES, reads_unless="words")
def approve_device(session: Session, request: Path, words: str, name: str) -> Answer:
    """Approve."""
    asked = devices.look_at_request(session, path=request)
    shown = " ".join(asked.words)
    data = {
        "site": asked.site,
        "computer": asked.computer,
        "user": asked.user,
        "made_at": asked.made_at,
        "words": list(asked.words),
    }
    if not words:
        line = _("{computer}, asked by {user}. The words there must be: {words}").format(
            computer=asked.computer, user=asked.user, words=shown
        )
        return Answer({**data, "approved": False}, [line])
    if words.casefold().split() != list(asked.words):
        raise UnionbookError(
            _("These are not the words of the request: {words}. Nothing was approved.").format(
                words=shown
            )
        )
    changes = devices.approve_device(session, path=request, name=name)
    sentence = _("{computer} is one of the branch's devices.").format(
        computer=name or asked.computer
    )
    return changed(changes, sentence, **data, approved=True)


@devices_command.command("revoke", help=N_("Strike a PC off: lost, stolen, or given away."))
@_name
@uses_register(Access.WRITES)
def revoke_device(session: Session, name: str) -> Answer:
    """Revoke."""
    found = devices.find_device(session, name)
    changes = devices.revoke_device(session, site=found.site)
    sentence = _(
        "{name} is struck off. What was entered there and never handed over is not in the register."
    ).format(name=found.name)
    return changed(changes, sentence, site=found.site)


@devices_command.command("name", help=N_("Give a PC a name."))
@_name
@argument("new", metavar=N_("NAME"))
@uses_register(Access.WRITES)
def name_device(session: Session, name: str, new: str) -> Answer:
    """Name a device."""
    found = devices.find_device(session, name)
    changes = devices.name_device(session, site=found.site, name=new)
    sentence = _("The PC is now called {name}.").format(name=new)
    return changed(changes, sentence, site=found.site, name=new)
