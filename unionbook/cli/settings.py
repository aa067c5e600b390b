# SPDX-License-Identifier: Apache-2.0
"""``unionbook settings``: what the branch settles for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.cli.answers import Answer, changed
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import given
from unionbook.cli.commands import argument, group
from unionbook.cli.tables import table
from unionbook.operations import settings
from unionbook.operations.members import sensitive_fields
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session

LABELS = {
    "branch": N_("Branch"),
    "parent": N_("Union above the branch"),
    "country": N_("Country"),
    "currency": N_("Currency"),
    "language": N_("Language"),
    "lock_after_minutes": N_("Lock after so many minutes"),
    "valid_until": N_("Cards are valid until"),
    "signer_head": N_("Head, as signed on papers about money"),
    "signer_accountant": N_("Accountant, as signed on papers about money"),
    "signer_cashier": N_("Cashier, as signed on papers about money"),
}


@group(help=N_("What the branch settles for itself."))
def settings_command() -> None:
    """Hold the commands on settings."""


@settings_command.command("list", help=N_("Show the settings."))
@uses_register(Access.READS)
def list_settings(session: Session) -> Answer:
    """Show the settings."""
    info = session.info
    fixed = {"country": info.country, "currency": info.currency}
    held = {key: settings.get_setting(session, key=key) for key in settings.CHANGEABLE}
    sensitive = sorted(sensitive_fields(session))
    rows = [[key, _(LABELS.get(key, key)), text] for key, text in (held | fixed).items()]
    rows.append(["", _("Sensitive fields turned on"), ", ".join(sensitive) or "–"])
    data = {
        "settings": held | fixed,
        "changeable": list(settings.CHANGEABLE),
        "register": info.uuid,
    }
    return Answer(
        {**data, "sensitive": sensitive},
        table([_("Name"), _("Setting"), _("Value")], rows, widest=80),
    )


@settings_command.command("set", help=N_("Change settings, each as NAME=VALUE."))
@argument("values", metavar=N_("NAME=VALUE"), nargs=-1, required=True, callback=given)
@uses_register(Access.WRITES)
def change_settings(session: Session, values: dict[str, str]) -> Answer:
    """Change settings."""
    changes = settings.change_settings(session, values=values)
    return changed(changes, _("The settings are changed."), settings=values)
