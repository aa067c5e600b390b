# SPDX-License-Identifier: Apache-2.0
"""What the branch settles for itself: its name, sensitive fields, fields of its own, consents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import consents, free_fields, settings
from unionbook.data.free_fields import FreeField
from unionbook.domain import clock
from unionbook.domain.dates import read_date
from unionbook.domain.fields import BY_NAME, SENSITIVE
from unionbook.domain.folding import fold, tidy
from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.operations.members import get_member
from unionbook.texts import LANGUAGES
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

__all__ = ["FreeField"]

SIGNERS = ("signer_head", "signer_accountant", "signer_cashier")
"""The settings that hold whose names stand under papers about money."""
CHANGEABLE = ("branch", "parent", "language", "lock_after_minutes", "valid_until", *SIGNERS)
"""The settings a head may change by name."""
_WHOLE_DAY = 10
_LONGEST_IDLE = 480


def get_setting(session: Session, *, key: str, default: str = "") -> str:
    """Give a setting."""
    return settings.get_setting(session.database, key, default)


def change_settings(session: Session, *, values: Mapping[str, str]) -> Changes:
    """Change settings of the branch."""
    unknown = set(values) - set(CHANGEABLE)
    if unknown:
        raise InvalidValueError(
            _("There is no setting “{name}”. There are: {known}.").format(
                name=min(unknown), known=", ".join(CHANGEABLE)
            )
        )
    if "branch" in values and not values["branch"].strip():
        raise InvalidValueError(_("Give the name of the branch."), field="branch")
    checked = {key: _checked(key, tidy(value)) for key, value in values.items()}
    with session.commit("change_settings") as changes:
        for key, value in checked.items():
            settings.set_setting(session.office, session.site, key, value)
    return changes


def _checked(key: str, value: str) -> str:
    """Give the stored form of a setting. Raises InvalidValueError where the value does not fit."""
    if key == "lock_after_minutes" and value:
        if not value.isdecimal() or not 1 <= int(value) <= _LONGEST_IDLE:
            raise InvalidValueError(
                _("Give a number of minutes from 1 to {most}.").format(most=_LONGEST_IDLE),
                field=key,
            )
        return str(int(value))
    if key == "language" and value not in LANGUAGES:
        raise InvalidValueError(
            _("Choose one of: {known}.").format(known=", ".join(LANGUAGES)), field=key
        )
    if key == "valid_until" and value:
        day = read_date(value).value
        if not day:
            raise InvalidValueError(_("Write a date like 31/12/2025."), field=key)
        return day
    return value


def turn_on_sensitive(session: Session, *, name: str, on: bool = True) -> Changes:
    """Turn a sensitive field on or off; values that are there stay, hidden while it is off."""
    if name not in SENSITIVE:
        raise InvalidValueError(
            _("“{name}” is not a sensitive field. There are: {known}.").format(
                name=name, known=", ".join(SENSITIVE)
            )
        )
    with session.commit("change_fields", right="change_settings") as changes:
        settings.set_setting(
            session.office, session.site, f"sensitive.{name}", "on" if on else "off"
        )
    return changes


def list_free_fields(session: Session) -> list[FreeField]:
    """Give the branch's own fields in their order."""
    session.require("read_members")
    return free_fields.list_free_fields(session.database)


def add_free_field(session: Session, *, name: str) -> Changes:
    """Add a field of the branch's own. Raises InvalidValueError where the name is taken."""
    _check_free_name(session, name, 0)
    with session.commit("change_fields") as changes:
        free_fields.add_free_field(session.office, session.site, name)
    return changes


def change_free_field(
    session: Session, *, field_id: int, name: str, hidden: bool = False
) -> Changes:
    """Rename a field of the branch's own, or hide it; its values stay."""
    _check_free_name(session, name, field_id)
    with session.commit("change_fields") as changes:
        free_fields.change_free_field(session.office, field_id, name=name, hidden=hidden)
    return changes


def _check_free_name(session: Session, name: str, own: int) -> None:
    if not name.strip():
        raise InvalidValueError(_("Give the field a name."), field="name")
    taken = {fold(_(field.label)) for field in BY_NAME.values()}
    other = free_fields.find_free_field(session.database, name)
    if fold(name) in taken or (other is not None and other != own):
        raise InvalidValueError(
            _("There is a field “{name}” already.").format(name=name.strip()), field="name"
        )


def record_consent(
    session: Session, *, member_id: int, purpose: str, text_version: str, form: str, on: str = ""
) -> Changes:
    """Record a member's consent for one purpose: to which text, in what form, on which day."""
    if not purpose.strip():
        raise InvalidValueError(_("Say what the consent is for."), field="purpose")
    day = _day(on)
    get_member(session, member_id=member_id)
    with session.commit("record_consent") as changes:
        consents.add_consent(
            session.office,
            session.site,
            member_id,
            purpose=tidy(purpose),
            text_version=tidy(text_version),
            form=tidy(form),
            on=day,
        )
    return changes


def withdraw_consent(session: Session, *, consent_id: int, on: str = "") -> Changes:
    """Record that a consent was withdrawn; that it was given stays known."""
    day = _day(on)
    if consents.find_consent(session.database, consent_id) is None:
        raise NotFoundError(_("There is no such consent."))
    with session.commit("record_consent") as changes:
        consents.withdraw_consent(session.office, consent_id, day)
    return changes


def _day(text: str) -> str:
    if not text.strip():
        return clock.today()
    value = read_date(text).value
    if len(value) != _WHOLE_DAY:
        raise InvalidValueError(_("Write a date like 31/12/2025."), field="on")
    return value
