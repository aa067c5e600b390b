# SPDX-License-Identifier: Apache-2.0
"""click's commands, speaking the user's language and answering in words or as JSON.

Help texts are marked with ``N_`` where they are declared and translated when they are shown: a
module may be imported before it is known which language is wanted.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import click

from unionbook.cli import answers
from unionbook.cli.caller import CHANGED
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

HELP_OPTIONS = ("--help", "-h")
_SHORT = 200
SIGNS = {"text": N_("TEXT"), "amount": N_("AMOUNT"), "percent": N_("PERCENT")}
"""What stands for a value whose option says nothing else, by the name of its type."""
_GONE = (errno.EPIPE, errno.EINVAL)  # the second is how Windows says it


class Option(click.Option):
    """An option whose help and sign for a value are translated when they are shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Give the line of the help."""
        if self.hidden:
            return None
        forms = [", ".join(self.opts)]
        if self.secondary_opts:
            forms.append(", ".join(self.secondary_opts))
        names = " / ".join(forms)
        if not self.is_flag and not self.count:
            names = f"{names} {self.make_metavar(ctx)}"
        return names, _with_extras(self, _(self.help or ""))

    def make_metavar(self, ctx: click.Context) -> str:
        """Give the sign for the value."""
        if self.metavar:
            return _(self.metavar)
        if isinstance(self.type, click.types.IntParamType):
            return "N"
        sign = SIGNS.get(self.type.name)
        return _(sign) if sign else super().make_metavar(ctx)


def _with_extras(option: click.Option, text: str) -> str:
    extras = []
    if isinstance(option.envvar, str):
        extras.append(_("or {variable}").format(variable=option.envvar))
    if option.required:
        extras.append(_("needed"))
    elif option.show_default and option.default not in (None, "", ()):
        extras.append(_("otherwise {value}").format(value=option.default))
    return f"{text} [{'; '.join(extras)}]" if extras else text


class Argument(click.Argument):
    """An argument whose sign is translated when it is shown."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Give the sign for the value."""
        if not self.metavar:
            return super().make_metavar(ctx)
        sign = _(self.metavar) + ("…" if self.nargs != 1 else "")
        return sign if self.required else f"[{sign}]"


F = TypeVar("F", bound="Callable[..., Any]")


class Declared(Protocol):
    """A decorator that adds a parameter to a command's function."""

    def __call__(self, function: F, /) -> F:
        """Give the function back."""


class Text(click.types.StringParamType):
    """A text; what a shell handed over in no known encoding becomes a sign that says so."""

    name = "text"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002 - click's signature
        ctx: click.Context | None,  # noqa: ARG002 - likewise
    ) -> str:
        """Give a text that can be stored and shown."""
        return str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


TEXT = Text()
ROW = click.IntRange(min=1, max=(1 << 63) - 1)
"""The number of a record, or of a step."""
COUNT = click.IntRange(min=1, max=10**9)


def option(*names: str, **more: Any) -> Declared:
    """Declare an option."""
    if not more.get("is_flag"):
        more.setdefault("type", TEXT)
    return click.option(*names, cls=Option, **more)


def argument(name: str, **more: Any) -> Declared:
    """Declare an argument."""
    more.setdefault("type", TEXT)
    return click.argument(name, cls=Argument, **more)


def file_argument(name: str = "path", *, sign: str = N_("FILE"), **more: Any) -> Declared:
    """Declare an argument that is a file or folder."""
    return argument(name, metavar=sign, type=click.Path(path_type=Path), **more)


def file_option(*names: str, help: str, sign: str = N_("FILE"), **more: Any) -> Declared:  # noqa: A002 - click's own word
    """Declare an option that is a file or folder."""
    kind = click.Path(path_type=Path)
    return option(*names, metavar=sign, type=kind, help=help, **more)


class _Speaking(click.Command):
    """What commands and groups have in common: their help in the user's language."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the words apart; a complaint names the command whose help would have told."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_help_option(self, ctx: click.Context) -> click.Option | None:  # noqa: ARG002 - click's signature
        """Give ``--help``, worded by us."""
        if getattr(self, "_help_of_ours", None) is None:
            self._help_of_ours = Option(
                HELP_OPTIONS,
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_help,
                help=N_("Show this help."),
            )
        return self._help_of_ours

    def get_short_help_str(self, limit: int = _SHORT) -> str:
        """Give the first sentence."""
        first, *_others = _(self.short_help or self.help or "").split("\n")
        return first if len(first) <= max(limit, _SHORT) else f"{first[: _SHORT - 1]}…"

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=_("Usage:") + " ")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Give the parts of the usage line."""
        pieces = [_("[OPTIONS]")]
        for parameter in self.get_params(ctx):
            pieces.extend(parameter.get_usage_pieces(ctx))
        return pieces

    def format_help_text(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """Write what the command is for; an empty line in the text begins a new paragraph."""
        for paragraph in _(self.help or "").split("\n\n"):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(paragraph)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        records = [
            record
            for parameter in self.get_params(ctx)
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx))
        ]
        with formatter.section(_("Options")):
            formatter.write_dl(records)


def _show_help(ctx: click.Context, _parameter: click.Parameter, asked: Any) -> None:
    if asked and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


class Command(_Speaking):
    """A command that gives an Answer, shown in words or, with ``--json``, as JSON."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.params.append(
            Option(["--json", "as_json"], is_flag=True, help=N_("Answer as JSON, for programs."))
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the words apart; those that are too many are named in our own sentence."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise click.UsageError(
                _("“{word}” is one word too many for this command.").format(word=rest[0]), ctx
            )
        return rest

    def invoke(self, ctx: click.Context) -> int:
        """Run the command, show its answer and give the exit code."""
        as_json = bool(ctx.params.pop("as_json", False))
        ctx.meta["as_json"] = as_json
        try:
            answer: answers.Answer = super().invoke(ctx)
            _show(answer, as_json=as_json)
        except InvalidValueError as error:
            raise _with_its_option(error, self) from error.__cause__
        except (KeyboardInterrupt, click.Abort, EOFError) as stop:
            if ctx.meta.get(CHANGED):
                raise UnionbookError(
                    _(
                        "Stopped, but the register was changed before that. “unionbook history "
                        "list” shows what was done."
                    )
                ) from stop
            raise
        return answer.code


def _show(answer: answers.Answer, *, as_json: bool) -> None:
    """Show an answer. What the command did is done by now, whatever becomes of it."""
    try:
        answers.show(answer, as_json=as_json)
    except OSError as error:
        if error.errno not in _GONE:
            sentence = _("The command did its work; only its answer could not be written: {cause}.")
            raise UnionbookError(sentence.format(cause=error.strerror)) from error
        _speak_to_nobody()


def _speak_to_nobody() -> None:
    """Let what is left unsaid go nowhere: the reader has seen enough, as ``head`` has."""
    with suppress(OSError):  # a stream in memory has no number, and needs none
        place = sys.stdout.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, place)
        os.close(nowhere)


def _with_its_option(error: InvalidValueError, command: click.Command) -> InvalidValueError:
    """Let a sentence about a value begin with the option that gives it, as click's own do."""
    for one in command.params:
        names = (one.name, *(form.removeprefix("--") for form in one.opts))
        if isinstance(one, Option) and error.field in names:
            error.args = (f"{max(one.opts, key=len)}: {error}",)
            break
    return error


class Group(_Speaking, click.Group):
    """A group of commands."""

    command_class = Command
    group_class = type

    def __init__(self, *arguments: Any, usual: str = "", other: str = "", **more: Any) -> None:
        """Make a group.

        ``usual`` is the command meant where none is named, ``other`` the one where the first word
        is no command.
        """
        more.setdefault("subcommand_metavar", "")
        super().__init__(*arguments, **more)
        self._usual = usual
        self._other = other

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the words apart; put in the command that is meant where none is named."""
        first = args[0] if args else ""
        if first not in (*self.commands, *HELP_OPTIONS):
            meant = self._usual if first.startswith("-") or not first else self._other
            args = [meant, *args] if meant else args
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Give the parts of the usage line."""
        return [*super().collect_usage_pieces(ctx), _("COMMAND …")]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Give the names in the order in which the commands were declared."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands and what each is for."""
        rows = [(name, self.summary(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)

    def summary(self, ctx: click.Context, name: str) -> str:
        """Give in one sentence what a command of the group is for."""
        command = self.get_command(ctx, name)
        return command.get_short_help_str(_SHORT) if command else ""


def group(
    help: str,  # noqa: A002 - click's own word
    *,
    usual: str = "",
    other: str = "",
) -> Callable[[Callable[..., None]], Group]:
    """Declare a group; the function that bears its name does nothing itself.

    ``usual`` and ``other`` are as in ``Group``.
    """
    return click.group(cls=Group, help=help, usual=usual, other=other)


def command(name: str, help: str) -> Callable[[Callable[..., answers.Answer]], Command]:  # noqa: A002 - click's own word
    """Declare a command that stands in no group."""
    return click.command(name, cls=Command, help=help)
