# SPDX-License-Identifier: Apache-2.0
"""The command ``unionbook``: what can be said before a command, and which commands there are."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from unionbook import __version__, texts
from unionbook.cli import answers
from unionbook.cli.caller import Caller, no_window
from unionbook.cli.commands import Group, file_option, option
from unionbook.cli.refusing import refuse
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LANGUAGE_VARIABLE = "UNIONBOOK_LANGUAGE"

COMMANDS: dict[str, tuple[str, str]] = {
    "new": ("registers", N_("Make a branch's register.")),
    "open": ("registers", N_("Open the window.")),
    "sample": ("sample", N_("Make a sample branch of invented people, to try things on.")),
    "waiting": ("waiting", N_("Say what waits for you: arrears, open months, an old backup …")),
    "members": ("members", N_("List, find, add and change members, and what happens to them.")),
    "import": ("imports", N_("Take in members from Excel, or photos from a folder.")),
    "export": ("exports", N_("Write members to Excel, or a template to fill in.")),
    "cards": ("papers", N_("Make membership cards as a PDF.")),
    "print": ("papers", N_("Make lists, forms, certificates and labels as a PDF.")),
    "history": ("history", N_("Show who did what and when.")),
    "undo": ("history", N_("Take a step back.")),
    "users": ("users", N_("Show and change who may open the register.")),
    "ledger": ("ledger", N_("The books: accounts, vouchers, balances, closing of months.")),
    "dues": ("dues", N_("Dues: rules, months assessed, payments, arrears.")),
    "shares": ("shares", N_("The share of the levels above: rules, months settled, remittances.")),
    "fund": (
        "fund",
        N_("The employer fund: rules, wages, what is expected, received and missing."),
    ),
    "bank": (
        "bank",
        N_("The bank: statements in, lines matched with vouchers, balances compared."),
    ),
    "cash": ("cash", N_("The cash box: notes and coins counted against the cash book.")),
    "welfare": (
        "welfare",
        N_("Welfare: rules by kind, cases from the request to the signature, the estimate."),
    ),
    "programme": (
        "programmes",
        N_("Programmes: gifts, relief, housing, by a list that is frozen and signed."),
    ),
    "relatives": (
        "relatives",
        N_("Members' relatives: children for gifts, and who belongs to one family."),
    ),
    "estimate": (
        "estimates",
        N_("The estimate of a year, by line, account, kind of welfare or programme."),
    ),
    "report": ("reports", N_("Show a report about money, or write it as a PDF or a workbook.")),
    "groups": ("groups", N_("Departments, workshops, union teams and worker groups.")),
    "filters": ("filters", N_("Lists kept by name.")),
    "fields": ("fields", N_("The fields of a member's record, and the branch's own.")),
    "settings": ("settings", N_("What the branch settles for itself.")),
    "doubles": ("doubles", N_("List members who may be in the register twice.")),
    "bundle": ("bundle", N_("Make, look at and take in the files that travel between offices.")),
    "devices": ("devices", N_("The PCs of the branch: list them, let one join, strike one off.")),
    "conflicts": ("conflicts", N_("Where two PCs said different things of one value.")),
    "federation": (
        "federation",
        N_("The union above: connect a branch with it, and its desk over all branches."),
    ),
    "transfers": (
        "transfers",
        N_("Members who go from one branch of the federation to another."),
    ),
    "verify": ("verify", N_("Check that the register is whole, or that a report is right.")),
    "sweep": ("sweep", N_("Remove what is confidential and no case refers to for a month.")),
    "backup": ("backups", N_("Make backups, list them and look into them.")),
    "restore": ("backups", N_("Restore a backup beside the register.")),
    "card": ("card", N_("Check whether a card is one of the branch's, and say how they look.")),
}
"""Each command, the module of this package that holds it, and what it is for."""


class Root(Group):
    """The outermost command. It loads the others when they are asked for, and ends them all."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Give the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Load a command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"unionbook.cli.{COMMANDS[cmd_name][0]}")
        found: click.Command = getattr(module, f"{cmd_name}_command")
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise _no_such_command(args[0], ctx)
        return super().resolve_command(ctx, args)

    def summary(self, ctx: click.Context, name: str) -> str:  # noqa: ARG002 - as in Group
        """Give what a command is for, without loading it."""
        return _(COMMANDS[name][1])

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - click's signature
        windows_expand_args: bool = False,  # noqa: ARG002, FBT001, FBT002 - a name may hold a *
        **extra: Any,
    ) -> Any:
        """Run what the arguments say; end with the exit code, or give it."""
        words = list(sys.argv[1:] if args is None else args)
        speak_utf8()
        texts.use(language_of(words))
        as_json = "--json" in words
        try:
            code = super().main(words, prog_name or "unionbook", complete_var, False, **extra)
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the one place where all end
            code = refuse(error, as_json=as_json)
        if standalone_mode:
            sys.exit(code or answers.DONE)
        return code or answers.DONE


def _no_such_command(name: str, ctx: click.Context) -> click.UsageError:
    sentence = _("There is no command “{name}”.").format(name=name)
    likely = get_close_matches(name, COMMANDS)
    if likely:
        sentence = _("{sentence} Did you mean {likely}?").format(
            sentence=sentence, likely=likely[0]
        )
    return click.UsageError(sentence, ctx)


def language_of(words: Sequence[str]) -> str:
    """Give the language asked for: it must be known before any text of the help is shown."""
    for at, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name == "--language":
            following = words[at + 1] if at + 1 < len(words) else ""
            return texts.preferred(value if equals else following)
        if not word.startswith("-") and word in COMMANDS:
            break  # what comes after the command belongs to it
    return texts.preferred(os.environ.get(LANGUAGE_VARIABLE))


def speak_utf8() -> None:
    """Write UTF-8 on every console: Vietnamese has letters that old code pages lack."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


@click.group(
    "unionbook",
    cls=Root,
    invoke_without_command=True,
    help=N_(
        "An encrypted register for the office of a union branch.\n\n"
        "Without a command the window opens. What stands before the command says which register "
        "is meant and who you are; “unionbook COMMAND --help” tells the rest."
    ),
)
@file_option(
    "--register",
    sign=N_("FOLDER"),
    envvar="UNIONBOOK_REGISTER",
    help=N_("The register, a folder that ends in .unionbook."),
)
@option("--user", metavar=N_("NAME"), envvar="UNIONBOOK_USER", help=N_("Who you are."))
@file_option(
    "--passphrase-file",
    help=N_(
        "A file whose first line is your passphrase. Otherwise UNIONBOOK_PASSPHRASE is read, or "
        "you are asked."
    ),
)
@file_option(
    "--recovery-key-file",
    help=N_("A file with the recovery key, to open the register as a head without a passphrase."),
)
@option(
    "--language",
    type=click.Choice(texts.LANGUAGES),
    envvar=LANGUAGE_VARIABLE,
    help=N_("The language of everything that is said."),
)
@option("--read-only", is_flag=True, help=N_("Change nothing; others may go on working."))
@option("--version", is_flag=True, help=N_("Show the version."))
@click.pass_context
def root(ctx: click.Context, /, *, version: bool, language: str | None, **told: Any) -> int:
    """See the help above: this is what comes before every command."""
    if version:
        click.echo(f"unionbook {__version__}")
        ctx.exit()
    load_window = ctx.obj or no_window
    ctx.obj = Caller(language=language or "", load_window=load_window, **told)
    if ctx.invoked_subcommand is None:
        return open_window(ctx.obj, None)
    return answers.DONE


def open_window(caller: Caller, folder: Path | None) -> int:
    """Open the window, with a register where one was named."""
    from unionbook.cli.registers import run_window  # noqa: PLC0415 - loads all of Qt

    return run_window(caller, folder)
