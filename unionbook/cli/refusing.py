# SPDX-License-Identifier: Apache-2.0
"""How a command ends that could not be done: one sentence, an exit code, never a traceback."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from unionbook.cli import answers
from unionbook.errors import UnionbookError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def refuse(error: BaseException, *, as_json: bool) -> int:
    """Say why something was not done, and give the exit code."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return answers.WRONG_USAGE
    if isinstance(error, click.UsageError):
        return _wrong_usage(error, as_json=as_json)
    if isinstance(error, click.Abort | KeyboardInterrupt | EOFError):
        return _say(_("Stopped. Nothing was changed by this command."), {}, as_json=as_json)
    if isinstance(error, click.ClickException):
        return _say(error.format_message(), {}, as_json=as_json)
    # Loaded only now: most commands end well, and ``--version`` should not wait for it.
    from unionbook.operations.refusals import sentence_of  # noqa: PLC0415 - only in trouble

    sentence = sentence_of(error)
    if sentence is None:
        return _mistake_of_ours(error, as_json=as_json)
    return _say(sentence, _details(error), as_json=as_json)


def going_on(action: Callable[[], object]) -> tuple[str, ...]:
    """Do what must not hide what was done before it; give what to say where it failed."""
    from unionbook.operations.refusals import sentence_of  # noqa: PLC0415 - as above

    try:
        action()
    except (UnionbookError, OSError) as error:
        sentence = sentence_of(error)
        if sentence is None:
            raise
        return (sentence,)
    return ()


def _details(error: BaseException) -> dict[str, Any]:
    details: dict[str, Any] = {}
    if field := getattr(error, "field", ""):
        details["field"] = field
    for name in ("steps", "members"):
        if numbers := getattr(error, name, ()):
            details[name] = [answers.number(one) for one in numbers]
    return details


def _say(sentence: str, details: dict[str, Any], *, as_json: bool, code: int = 1) -> int:
    # Where a stream is full or gone nobody can be told there; the exit code still says it.
    with suppress(OSError):
        answers.say(sentence, err=True)
    with suppress(OSError):
        if as_json:
            answers.show_json({"error": {"message": sentence, **details}})
    return code


def _mistake_of_ours(error: BaseException, *, as_json: bool) -> int:
    from unionbook.operations.crash_reports import write_report  # noqa: PLC0415 - only in trouble

    report = write_report(error)
    sentence = _(
        "unionbook has made a mistake; what was saved before is safe. Please send the makers a "
        "report of it."
    )
    if report is not None:
        sentence = _(
            "unionbook has made a mistake; what was saved before is safe. Please send the makers "
            "this report, which names no person: {file}"
        ).format(file=report)
    return _say(sentence, {"report": str(report) if report else None}, as_json=as_json)


def _wrong_usage(error: click.UsageError, *, as_json: bool) -> int:
    sentence = usage_sentence(error)
    path = error.ctx.command_path if error.ctx else "unionbook"
    hint = _("“{command} --help” shows how it is used.").format(command=path)
    return _say(f"{sentence} {hint}", {}, as_json=as_json, code=answers.WRONG_USAGE)


def usage_sentence(error: click.UsageError) -> str:
    """Give click's complaint in our words and the user's language."""
    if isinstance(error, click.MissingParameter):
        return _missing(error)
    if isinstance(error, click.BadParameter):
        return _bad_value(error)
    if isinstance(error, click.NoSuchOption):
        sentence = _("There is no option {name}.").format(name=error.option_name)
        return _with_likely(sentence, error.possibilities)
    if isinstance(error, click.BadOptionUsage | click.BadArgumentUsage):
        return _bad_option(error) if isinstance(error, click.BadOptionUsage) else _bad_count(error)
    name = getattr(error, "command_name", "")  # NoSuchCommand, which older clicks do not have
    if name:
        sentence = _("There is no command “{name}”.").format(name=name)
        return _with_likely(sentence, getattr(error, "possibilities", None))
    return error.message


def _with_likely(sentence: str, likely: Sequence[str] | None) -> str:
    if not likely:
        return sentence
    return _("{sentence} Did you mean {likely}?").format(sentence=sentence, likely=likely[0])


def _missing(error: click.MissingParameter) -> str:
    name = _name(error.param, error.ctx)
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        known = ", ".join(str(choice) for choice in kind.choices)
        return _("{name} must be one of: {known}.").format(name=name, known=known)
    return _("{name} is missing.").format(name=name)


def _bad_value(error: click.BadParameter) -> str:
    name = _name(error.param, error.ctx)
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        known = ", ".join(str(choice) for choice in kind.choices)
        return _("{name} must be one of: {known}.").format(name=name, known=known)
    if isinstance(kind, click.types.IntParamType):
        least = getattr(kind, "min", None)
        if least is not None:
            return _("{name} must be a whole number, at least {least}.").format(
                name=name, least=least
            )
        return _("{name} must be a whole number.").format(name=name)
    return f"{name}: {error.message}" if error.param else error.message


def _bad_option(error: click.BadOptionUsage) -> str:
    command = error.ctx.command if error.ctx else None
    parameters = command.get_params(error.ctx) if command and error.ctx else []
    option = next((one for one in parameters if error.option_name in one.opts), None)
    if isinstance(option, click.Option) and option.is_flag:
        return _("The option {name} takes no value.").format(name=error.option_name)
    return _("The option {name} needs a value.").format(name=error.option_name)


def _bad_count(error: click.BadArgumentUsage) -> str:
    parameters = error.ctx.command.get_params(error.ctx) if error.ctx else []
    several = next((one for one in parameters if one.nargs > 1), None)
    if several is None:
        return error.message
    name = _name(several, error.ctx)
    return _("{name}: give {count} of them.").format(name=name, count=several.nargs)


def _name(parameter: click.Parameter | None, ctx: click.Context | None) -> str:
    if parameter is None:
        return "?"
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    sign = parameter.metavar and _(parameter.metavar)
    return sign or (parameter.make_metavar(ctx) if ctx else (parameter.name or "?").upper())
