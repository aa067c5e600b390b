# SPDX-License-Identifier: Apache-2.0
"""``unionbook card``: whether a card is one of the branch's, and how they look."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from unionbook.cli import card_designs
from unionbook.cli.answers import Answer
from unionbook.cli.caller import Access, calling, uses_register
from unionbook.cli.commands import argument, group, option
from unionbook.cli.shown import shown
from unionbook.cli.tables import pairs
from unionbook.operations import card_reading, card_statement
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session

_MOST = 4096


@group(help=N_("Check whether a card is one of the branch's, and say how they look."))
def card_command() -> None:
    """Hold the commands on cards."""


card_designs.add_to(card_command)


@card_command.command(
    "verify",
    help=N_(
        "Check what the code of a card says, as a phone reads it.\n\n"
        "FILE is a photo or scan of the card's back, or holds the text of the code; “-” reads it "
        "from the standard input. With --key no register is needed."
    ),
)
@argument("file", metavar=N_("FILE"))
@option("--key", metavar=N_("KEY"), help=N_("The branch's key, as “unionbook card key” gives it."))
def verify_card(file: str, key: str | None) -> Answer:
    """Verify a card."""
    content = read_card(file)
    if key is None:
        with calling().session(Access.READS) as session:
            key = card_statement.public_key(session)
    statement = card_statement.verify(content, key)
    data = {
        "genuine": True,
        "number": statement.number,
        "full_name": statement.full_name,
        "branch": statement.branch,
        "valid_until": statement.valid_until,
    }
    rows = [
        (_("Number"), statement.number),
        (_("Full name"), statement.full_name),
        (_("Branch"), statement.branch),
        (_("Valid until"), shown("left_on", statement.valid_until) or "–"),
    ]
    return Answer(data, [_("The card is genuine."), *pairs(rows)])


def read_card(file: str) -> bytes:
    """Give what a card's code holds, from a picture, a text file, or ``-``."""
    held = sys.stdin.buffer.read(_MOST) if file == "-" else Path(file).read_bytes()
    if file != "-" and not _is_text(held):
        held = card_reading.read_code(Path(file))
    # What scanners and editors add at the end of lines is no part of the statement.
    return held.replace(b"\r\n", b"\n").rstrip(b"\n")


def _is_text(content: bytes) -> bool:
    try:
        return len(content) <= _MOST and "\0" not in content.decode()
    except UnicodeDecodeError:
        return False


@card_command.command(
    "key", help=N_("Show the key with which anybody can check the branch's cards.")
)
@uses_register(Access.READS)
def show_key(session: Session) -> Answer:
    """Show the key."""
    key = card_statement.public_key(session)
    return Answer({"key": key, "branch": session.info.branch}, [key])
