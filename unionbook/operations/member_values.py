# SPDX-License-Identifier: Apache-2.0
"""Values as a person types them into a member's form, made canonical or refused with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.domain import amounts, clock, dates, fields, identity, phones
from unionbook.domain.fields import BY_NAME, Kind
from unionbook.domain.folding import fold, tidy
from unionbook.errors import InvalidValueError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PAST = ("born_on", "identity_issued_on", "joined_on")
"""Days that cannot be still to come."""
ELSEWHERE = ("status", "left_on", "photo")
"""Fields of the record that are changed by operations of their own."""


def canonical(
    values: Mapping[str, object], *, country: str, sensitive: frozenset[str]
) -> dict[str, object]:
    """Give the values in the form in which they are stored; an empty one becomes None.

    ``sensitive`` names the sensitive fields that the branch turned on. Raises InvalidValueError
    that names the field.
    """
    found: dict[str, object] = {}
    for name, value in values.items():
        field = BY_NAME.get(name)
        if field is None or name in ELSEWHERE:
            raise InvalidValueError(
                _("There is no field “{name}” that can be typed in.").format(name=name), field=name
            )
        if field.sensitive and name not in sensitive and value not in (None, ""):
            raise InvalidValueError(
                _(
                    "The field “{label}” is turned off, because it is sensitive. The head can turn "
                    "it on in the settings."
                ).format(label=_(field.label)),
                field=name,
            )
        found[name] = one(field, value, country=country)
    if found.get("identity_number") and not found.get("identity_kind"):
        found["identity_kind"] = identity.kind_of(str(found["identity_number"]))
    return found


def one(field: fields.Field, value: object, *, country: str) -> object:
    """Give one value in its stored form, or None for an empty one. Raises InvalidValueError."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if field.kind is Kind.MONEY and isinstance(value, int):
        return value
    reader = _READERS.get(field.kind, _text)
    return reader(field, str(value), country)


def _text(_field: fields.Field, text: str, _country: str) -> object:
    return tidy(text) or None  # of signs that are not shown nothing is left


def _long_text(_field: fields.Field, text: str, _country: str) -> object:
    return "\n".join(tidy(line) for line in text.strip().splitlines()).strip() or None


def _date(field: fields.Field, text: str, _country: str) -> object:
    value = dates.read_date(text).value
    if not value:
        raise _refused(field, _("Write a date like 31/12/1990, or a year alone."))
    if field.name in _PAST and value > clock.today()[: len(value)]:
        raise _refused(field, _("This day is still to come."))
    return value


def _identity(field: fields.Field, text: str, _country: str) -> object:
    reading = identity.read_identity(text)
    if reading.problem:
        raise _refused(field, reading.problem)
    return reading.number


def _phone(field: fields.Field, text: str, country: str) -> object:
    reading = phones.read_phones(text, country=country)
    if reading.problem or len(reading.numbers) != 1:
        raise _refused(field, reading.problem or _("Write one number in each field."))
    return reading.numbers[0]


def _email(field: fields.Field, text: str, _country: str) -> object:
    address, problem = phones.read_email(text)
    if problem:
        raise _refused(field, problem)
    return address


def _money(field: fields.Field, text: str, _country: str) -> object:
    reading = amounts.read_amount(text)
    if reading.amount is None:
        raise _refused(field, reading.problem)
    return reading.amount


def _choice(field: fields.Field, text: str, _country: str) -> object:
    labels = fields.CHOICE_LABELS[field.name]
    typed = fold(text)
    for choice in field.choices:
        if typed in (choice, fold(labels[choice]), fold(_(labels[choice]))):
            return choice
    known = ", ".join(_(labels[choice]) for choice in field.choices)
    raise _refused(field, _("Choose one of: {known}.").format(known=known))


def _refused(field: fields.Field, why: str) -> InvalidValueError:
    return InvalidValueError(
        _("{label}: {why}").format(label=_(field.label), why=why), field=field.name
    )


_READERS: dict[Kind, Callable[[fields.Field, str, str], object]] = {
    Kind.DATE: _date,
    Kind.IDENTITY: _identity,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    Kind.MONEY: _money,
    Kind.CHOICE: _choice,
    Kind.LONG_TEXT: _long_text,
}
