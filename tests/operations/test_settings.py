# SPDX-License-Identifier: Apache-2.0
"""What a branch settles for itself."""

from __future__ import annotations

import pytest
import registers

from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.operations import members, settings


def test_settings_are_changed_by_name(session):
    settings.change_settings(session, values={"branch": " Sao  Hôm ", "lock_after_minutes": "5"})
    assert session.info.branch == "Sao Hôm"
    assert settings.get_setting(session, key="lock_after_minutes") == "5"
    assert settings.get_setting(session, key="never made", default="x") == "x"


@pytest.mark.parametrize(
    "values",
    [{"country": "ID"}, {"card_signing_key": "x"}, {"branch": "  "}, {"roster_version": "0"}],
)
def test_what_is_not_to_be_changed_is_refused(session, values):
    before = registers.content(session)
    with pytest.raises(InvalidValueError):
        settings.change_settings(session, values=values)
    assert registers.content(session) == before


def test_sensitive_fields_are_known_by_name(session):
    with pytest.raises(InvalidValueError, match="There are: ethnicity"):
        settings.turn_on_sensitive(session, name="phone")


def test_fields_of_the_branchs_own(session):
    first = settings.add_free_field(session, name="Cỡ áo").rows["free_fields"][0]
    settings.add_free_field(session, name="Xe đưa đón")
    for taken in ("cỡ ÁO", "", "Full name", "Phone"):
        with pytest.raises(InvalidValueError):
            settings.add_free_field(session, name=taken)
    settings.change_free_field(session, field_id=first, name="Cỡ quần", hidden=True)
    settings.change_free_field(session, field_id=first, name="cỡ quần", hidden=True)
    fields = settings.list_free_fields(session)
    assert [(one.name, one.hidden) for one in fields] == [
        ("cỡ quần", True), ("Xe đưa đón", False),
    ]  # fmt: skip
    with pytest.raises(InvalidValueError):
        settings.change_free_field(session, field_id=first, name="xe ĐƯA đón")


def test_a_hidden_field_keeps_its_values(session):
    member = registers.enrol(session)
    members.correct_member(session, member_id=member, values={}, free={"Cỡ áo": "L"})
    [field] = settings.list_free_fields(session)
    settings.change_free_field(session, field_id=field.id, name="Cỡ áo", hidden=True)
    settings.change_free_field(session, field_id=field.id, name="Cỡ áo", hidden=False)
    assert members.get_member(session, member_id=member).free == {"Cỡ áo": "L"}


def test_a_consent_is_given_and_withdrawn(session):
    member = registers.enrol(session)
    settings.record_consent(
        session, member_id=member, purpose="ảnh thẻ", text_version="2026-1", form="giấy",
        on="15/03/2026",
    )  # fmt: skip
    [consent] = members.get_member(session, member_id=member).consents
    assert (consent.purpose, consent.given_on, consent.withdrawn_on) == (
        "ảnh thẻ",
        "2026-03-15",
        "",
    )
    settings.withdraw_consent(session, consent_id=consent.id, on="16/03/2026")
    [consent] = members.get_member(session, member_id=member).consents
    assert consent.withdrawn_on == "2026-03-16"


def test_a_consent_needs_a_member_a_purpose_and_a_day(session):
    member = registers.enrol(session)
    given = {"text_version": "1", "form": "giấy"}
    for more, kind in (
        ({"member_id": member, "purpose": " "}, InvalidValueError),
        ({"member_id": member, "purpose": "x", "on": "someday"}, InvalidValueError),
        ({"member_id": member, "purpose": "x", "on": "2026"}, InvalidValueError),
        ({"member_id": 12345, "purpose": "x"}, NotFoundError),
    ):
        with pytest.raises(kind):
            settings.record_consent(session, **given, **more)
    with pytest.raises(NotFoundError):
        settings.withdraw_consent(session, consent_id=12345)


@pytest.mark.parametrize(
    ("key", "value"),
    [("lock_after_minutes", "abc"), ("lock_after_minutes", "-5"), ("lock_after_minutes", "0"),
     ("language", "xx"), ("valid_until", "soon")],
)  # fmt: skip
def test_a_setting_that_does_not_fit_is_refused(session, key, value):
    with pytest.raises(InvalidValueError) as refused:
        settings.change_settings(session, values={key: value})
    assert refused.value.field == key
    assert settings.get_setting(session, key=key) != value
