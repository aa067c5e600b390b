# SPDX-License-Identifier: Apache-2.0
"""A member's whole record, for programs and for people."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from unionbook.cli.answers import number
from unionbook.cli.shown import label, shown
from unionbook.cli.tables import pairs
from unionbook.domain.events import EVENT_LABELS
from unionbook.domain.fields import FIELDS, SECTION_LABELS, Kind, Section
from unionbook.operations.sending import sending_words
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionbook.operations.members import MemberRecord
    from unionbook.operations.sending import Sending

_HIDDEN = ("photo", "department_id", "merged_into")


def record_data(record: MemberRecord, sent: Sending | None) -> dict[str, Any]:
    """Give the record as JSON holds it, with how it stands with the union above."""
    values = {name: value for name, value in record.values.items() if name not in _HIDDEN}
    return {
        "id": number(record.id),
        "merged_into": number(record.values["merged_into"]),
        "has_photo": bool(record.values["photo"]),
        "sending": asdict(sent) if sent else None,
        "values": values,
        "own": record.free,
        "events": [
            {
                "id": number(event.id),
                "kind": event.kind.value,
                "on": event.on,
                "until": event.until,
                "decision": event.decision,
                "reason": event.reason,
                "place": event.place,
            }
            for event in record.events
        ],
        "wages": [
            {"id": number(wage.id), "from_on": wage.from_on, "amount": wage.amount}
            for wage in record.wages
        ],
        "groups": [
            {"id": number(key), "kind": kind, "name": name} for key, kind, name in record.groups
        ],
        "consents": [
            {
                "id": number(consent.id),
                "purpose": consent.purpose,
                "text_version": consent.text_version,
                "form": consent.form,
                "given_on": consent.given_on,
                "withdrawn_on": consent.withdrawn_on,
            }
            for consent in record.consents
        ],
    }


def record_lines(record: MemberRecord, sent: Sending | None) -> Iterator[str]:
    """Give the record as people read it: what is there, section by section."""
    for section in Section:
        rows = [
            (label(field.name), shown(field.name, record.values.get(field.name)))
            for field in FIELDS
            if field.section is section and field.kind is not Kind.PHOTO
        ]
        if section is Section.OTHER:
            rows.extend(record.free.items())
        yield from _section(_(SECTION_LABELS[section]), [row for row in rows if row[1]])
    yield from _section(_("Groups"), [(name, "") for _id, _kind, name in record.groups])
    yield from _section(_("Wages"), [_wage_row(one.from_on, one.amount) for one in record.wages])
    yield from _section(_("Events"), [_event_row(event) for event in record.events])
    consents = [(one.purpose, _consent(one.given_on, one.withdrawn_on)) for one in record.consents]
    yield from _section(_("Consents"), consents)
    if sent is not None:
        yield sending_words(sent)
    yield _("Record number {number}").format(number=record.id)


def _section(title: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    if rows:
        yield f"— {title} —"
        yield from pairs(rows)
        yield ""


def _wage_row(since: str, amount: int) -> tuple[str, str]:
    return date_text(since), number_text(amount)


def _event_row(event: Any) -> tuple[str, str]:
    parts = [_(EVENT_LABELS[event.kind]), event.place, event.decision, event.reason]
    if event.until:
        parts.insert(1, _("until {day}").format(day=date_text(event.until)))
    return date_text(event.on), ", ".join(part for part in parts if part)


def _consent(given_on: str, withdrawn_on: str) -> str:
    if withdrawn_on:
        return _("given on {given}, withdrawn on {withdrawn}").format(
            given=date_text(given_on), withdrawn=date_text(withdrawn_on)
        )
    return _("given on {given}").format(given=date_text(given_on))
