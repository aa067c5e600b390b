# SPDX-License-Identifier: Apache-2.0
"""``unionbook users``: who may open the register, passphrases, the recovery key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from unionbook.cli.answers import Answer, changed
from unionbook.cli.caller import Access, calling, new_passphrase, uses_register
from unionbook.cli.commands import argument, file_option, group, option
from unionbook.cli.registers import write_sheet
from unionbook.cli.tables import table
from unionbook.domain.roles import Role, role_label
from unionbook.operations import users
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.sessions import Session

_ROLE = click.Choice([role.value for role in Role])
_new_file = file_option(
    "--new-passphrase-file",
    help=N_(
        "A file whose first line is the new passphrase. Otherwise UNIONBOOK_NEW_PASSPHRASE is "
        "read, or you are asked twice."
    ),
)
_name = argument("name", metavar=N_("NAME"))


@group(help=N_("Show and change who may open the register."))
def users_command() -> None:
    """Hold the commands on users."""


@users_command.command("list", help=N_("List the users."))
@uses_register(Access.READS)
def list_users(session: Session) -> Answer:
    """List users."""
    found = users.list_users(session)
    data = [
        {
            "name": one.name,
            "role": one.role.value,
            "opens": list(one.opens),
            "is_self": one.is_self,
        }
        for one in found
    ]
    kind = session.info.kind
    rows = [
        [one.name, role_label(one.role, kind), _("you") if one.is_self else ""] for one in found
    ]
    return Answer({"users": data}, table([_("Name"), _("Role"), ""], rows))


@users_command.command("add", help=N_("Let somebody open the register, with a first passphrase."))
@_name
@option("--role", type=_ROLE, required=True, help=N_("What the user is in the branch."))
@_new_file
@uses_register(Access.WRITES)
def add_user(session: Session, name: str, role: str, new_passphrase_file: Path | None) -> Answer:
    """Add a user."""
    session.require("manage_users")
    passphrase = new_passphrase(new_passphrase_file, name)
    changes = users.add_user(session, name=name, role=role, passphrase=passphrase)
    return changed(
        changes,
        _("{name} can open the register, and should change the passphrase.").format(name=name),
        user=name,
        role=role,
    )


@users_command.command(
    "remove",
    help=N_("Take a user's access away; the stores are encrypted anew."),
)
@_name
@uses_register(Access.WRITES)
def remove_user(session: Session, name: str) -> Answer:
    """Remove a user."""
    changes = users.remove_user(session, name=name)
    sentence = _("{name} cannot open the register any more.").format(name=name)
    return changed(changes, sentence, user=name)


@users_command.command("role", help=N_("Give a user another role."))
@_name
@argument("role", metavar=N_("ROLE"), type=_ROLE)
@uses_register(Access.WRITES)
def change_role(session: Session, name: str, role: str) -> Answer:
    """Change a role."""
    changes = users.change_role(session, name=name, role=role)
    shown = role_label(Role(role), session.info.kind)
    sentence = _("{name} is now: {role}.").format(name=name, role=shown)
    return changed(changes, sentence, user=name, role=role)


@users_command.command("passphrase", help=N_("Change your own passphrase."))
@_new_file
@uses_register(Access.WRITES)
def change_passphrase(session: Session, new_passphrase_file: Path | None) -> Answer:
    """Change one's passphrase."""
    caller, name = calling(), session.user.name
    old = caller.passphrase(name)
    users.change_passphrase(session, old=old, new=new_passphrase(new_passphrase_file, name))
    return Answer({"user": name}, [_("The passphrase of {name} is changed.").format(name=name)])


@users_command.command("reset", help=N_("Give a user who forgot the passphrase a new one."))
@_name
@_new_file
@uses_register(Access.WRITES)
def reset_passphrase(session: Session, name: str, new_passphrase_file: Path | None) -> Answer:
    """Give a new passphrase."""
    session.require("manage_users")
    passphrase = new_passphrase(new_passphrase_file, name)
    changes = users.reset_passphrase(session, name=name, passphrase=passphrase)
    sentence = _("The passphrase of {name} is changed.").format(name=name)
    return changed(changes, sentence, user=name)


@users_command.command(
    "recovery-key",
    help=N_("Make a new recovery key; the old sheet opens nothing from then on."),
)
@file_option("--recovery-sheet", help=N_("Write the recovery key to this PDF instead."))
@uses_register(Access.WRITES)
def renew_recovery_key(session: Session, recovery_sheet: Path | None) -> Answer:
    """Renew the recovery key."""
    key = users.renew_recovery_key(session)
    notes = write_sheet(session, key, recovery_sheet) if recovery_sheet else ()
    if recovery_sheet and not notes:
        line = _("Its recovery key is in {file}: print it.").format(file=recovery_sheet)
        return Answer({"recovery_key": None, "recovery_sheet": str(recovery_sheet)}, [line])
    line = _("Its recovery key, shown this once: {key}").format(key=key)
    return Answer({"recovery_key": key, "recovery_sheet": None}, [line], notes)
