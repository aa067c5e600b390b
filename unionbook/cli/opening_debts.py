# SPDX-License-Identifier: Apache-2.0
"""``unionbook dues opening``: what a member owed before the books began."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import member_argument
from unionbook.cli.commands import Group, command, option
from unionbook.cli.ledger import posted
from unionbook.cli.money import MONEY, MONTH
from unionbook.operations.members import find_member
from unionbook.operations.opening_debts import open_debt
from unionbook.texts import N_

if TYPE_CHECKING:
    from unionbook.cli.answers import Answer
    from unionbook.operations.sessions import Session


@command(
    "opening",
    help=N_(
        "Enter what a member owed before the books began.\n\n"
        "The amount is owed in all, spread evenly over the months. A mistake is taken back by "
        "“ledger reverse”."
    ),
)
@member_argument()
@option("--amount", type=MONEY, required=True, help=N_("What is owed in all."))
@option("--from", "first", metavar=MONTH, required=True, help=N_("The first month that is owed."))
@option("--to", "last", metavar=MONTH, default="", help=N_("The last one; otherwise one month."))
@option("--on", metavar=N_("DATE"), default="", help=N_("The day; otherwise today."))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("What the voucher says."))
@uses_register(Access.WRITES)
def opening(session: Session, /, member: str, **told: Any) -> Answer:
    """Enter an opening debt."""
    key = find_member(session, key=member)
    return posted(session, open_debt(session, member_id=key, **told))


def add_to(parent: Group) -> None:
    """Put this command into ``unionbook dues``."""
    parent.add_command(opening)
