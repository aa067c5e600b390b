# SPDX-License-Identifier: Apache-2.0
"""Which members a command means, and which values it is given."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from unionbook.cli.commands import argument, option
from unionbook.domain.dates import read_date
from unionbook.domain.events import PRESENT
from unionbook.domain.fields import STATUSES
from unionbook.errors import InvalidValueError, NotFoundError, UnionbookError
from unionbook.operations.groups import find_group, list_filters
from unionbook.operations.members import Criteria, find_member, list_member_ids
from unionbook.operations.sending import SENDING_LABELS
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionbook.cli.commands import Declared
    from unionbook.operations.sessions import Session

P = ParamSpec("P")
R = TypeVar("R")

SENDING = tuple(SENDING_LABELS)
ORDERS = ("name", "number", "newest", "department")
_CRITERIA = ("statuses", "department", "group_name", "text", "sending", "filter_name", "order")
MEMBER = N_("MEMBER")
_WHOLE_DAY = 10


def member_argument(name: str = "member", **more: Any) -> Declared:
    """Declare an argument that names a member by a number."""
    return argument(name, metavar=MEMBER, **more)


def fits_options(function: Callable[P, R]) -> Callable[..., R]:
    """Give a command the options that choose members, as one argument ``fitting``."""

    @wraps(function)
    def gathered(*args: Any, **kwargs: Any) -> R:
        kwargs["fitting"] = {name: kwargs.pop(name) for name in _CRITERIA}
        return function(*args, **kwargs)

    options = (
        option(
            "--status",
            "statuses",
            type=click.Choice(STATUSES),
            multiple=True,
            help=N_("Only members of this status; may be given several times."),
        ),
        option("--department", metavar=N_("NAME"), help=N_("Only members of this department.")),
        option("--group", "group_name", metavar=N_("NAME"), help=N_("Only members of this group.")),
        option("--text", metavar=N_("TEXT"), default="", help=N_("Only members who are found so.")),
        option(
            "--sending",
            type=click.Choice(SENDING),
            help=N_("Only members whose record stands so with the union above."),
        ),
        option(
            "--filter", "filter_name", metavar=N_("NAME"), help=N_("The list kept by this name.")
        ),
        option("--order", type=click.Choice(ORDERS), help=N_("In which order.")),
    )
    result: Callable[..., R] = gathered
    for one in reversed(options):
        result = one(result)
    return result


def is_narrowed(fitting: dict[str, Any]) -> bool:
    """Tell whether any of the options chose members."""
    return any(value for name, value in fitting.items() if name != "order")


def criteria(session: Session, fitting: dict[str, Any]) -> Criteria:
    """Give what the options of ``fits_options`` say."""
    kept = _kept(session, fitting["filter_name"]) if fitting["filter_name"] else Criteria()
    department, group = fitting["department"], fitting["group_name"]
    return Criteria(
        statuses=tuple(fitting["statuses"]) or kept.statuses,
        department_id=find_group(session, name=department, kind="department")
        if department
        else kept.department_id,
        group_id=find_group(session, name=group) if group else kept.group_id,
        text=fitting["text"] or kept.text,
        order=fitting["order"] or kept.order,
        sending=fitting["sending"] or kept.sending,
    )


def _kept(session: Session, name: str) -> Criteria:
    for one in list_filters(session):
        if one.name.casefold() == name.strip().casefold():
            return one.criteria
    raise NotFoundError(
        _("There is no filter “{name}”. “unionbook filters list” shows them.").format(name=name)
    )


def members_meant(session: Session, keys: Sequence[str], fitting: dict[str, Any]) -> list[int]:
    """Give the members who are named, or those who fit; never all by an oversight.

    Raises UnionbookError where neither is said, or both.
    """
    if keys and is_narrowed(fitting):
        raise UnionbookError(_("Either name members or say which ones fit, not both."))
    if keys:
        return [find_member(session, key=key) for key in keys]
    return list(list_member_ids(session, criteria=criteria(session, fitting)))


def present_meant(session: Session, keys: Sequence[str], fitting: dict[str, Any]) -> list[int]:
    """Give the members who are named, or those who fit and are members today."""
    if not keys and not fitting["statuses"] and not fitting["filter_name"]:
        fitting = {**fitting, "statuses": PRESENT}
        return list(list_member_ids(session, criteria=criteria(session, fitting)))
    return members_meant(session, keys, fitting)


def require_choice(keys: Sequence[str], fitting: dict[str, Any]) -> None:
    """Refuse a command that would change everybody because nobody was chosen."""
    if not keys and not is_narrowed(fitting):
        raise UnionbookError(
            _("Name the members by a number, or say which ones fit, with --department for example.")
        )


def fields_option(text: str) -> Declared:
    """Declare the option that chooses fields."""
    return option("--fields", metavar=N_("NAME,NAME…"), callback=_split, default="", help=text)


def _split(_ctx: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())


def set_option(text: str = N_("Give a field a value; an empty one clears it.")) -> Declared:
    """Declare the option that gives fields values."""
    return option(
        "--set", "values", metavar=N_("FIELD=VALUE"), multiple=True, callback=given, help=text
    )


def told_as_words(
    keys: Sequence[str], values: dict[str, str]
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Tell ``FIELD=VALUE`` among the words from the members; what ``--set`` gives comes on top."""
    said = [key for key in keys if "=" in key]
    return tuple(key for key in keys if "=" not in key), {**assigned(said), **values}


def own_option() -> Declared:
    """Declare the option that gives the branch's own fields values."""
    return option(
        "--own",
        metavar=N_("NAME=VALUE"),
        multiple=True,
        callback=given,
        help=N_("Give one of the branch's own fields a value."),
    )


def given(_ctx: click.Context, _parameter: click.Parameter, value: Sequence[str]) -> dict[str, str]:
    """Take an option's or argument's ``NAME=VALUE`` apart."""
    return assigned(value)


def assigned(words: Sequence[str]) -> dict[str, str]:
    """Take ``NAME=VALUE`` apart."""
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(_("Write “{word}” as NAME=VALUE.").format(word=word))
        found[name.strip()] = value
    return found


def day(text: str, field: str) -> str:
    """Give a typed day as an ISO date, empty for none. Raises InvalidValueError."""
    if not text.strip():
        return ""
    value = read_date(text).value
    if len(value) != _WHOLE_DAY:
        raise InvalidValueError(_("Write a date like 31/12/2025."), field=field)
    return value
