# SPDX-License-Identifier: Apache-2.0
"""Values as a person types them, made canonical or refused by field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionbook import texts
from unionbook.domain.fields import BY_NAME, FIELDS, SENSITIVE
from unionbook.errors import InvalidValueError
from unionbook.operations import member_values


def one(name: str, typed: object, country: str = "VN") -> object:
    found = member_values.canonical({name: typed}, country=country, sensitive=frozenset(SENSITIVE))
    return found[name]


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("full_name", "  Trần   Văn\u00a0An ", "Trần Văn An"),
        ("full_name", "Tra\u0302\u0300n", "Trần"),
        ("born_on", "1/2/1990", "1990-02-01"),
        ("born_on", "1990", "1990"),
        ("born_on", "02/1990", "1990-02"),
        ("phone", "(091) 234-56.78", "0912345678"),
        ("wage", "5.250.000", 5_250_000),
        ("wage", 5_250_000, 5_250_000),
        ("wage", 0, 0),
        ("note", " một \n\n hai ", "một\n\nhai"),
        ("sex", "female", "female"),
        ("sex", "FEMALE", "female"),
        ("employee_number", "00042", "00042"),
        ("job", "", None),
        ("job", "   ", None),
        ("job", None, None),
    ],
)
def test_what_is_typed_is_stored_in_one_form(name, typed, stored):
    assert one(name, typed) == stored


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_choices_are_typed_in_the_language_in_use(language):
    from unionbook.domain.fields import CHOICE_LABELS

    texts.use(language)
    for field in FIELDS:
        for choice in field.choices if field.name not in member_values.ELSEWHERE else ():
            label = texts.gettext(CHOICE_LABELS[field.name][choice])
            assert one(field.name, label) == one(field.name, choice) == choice


def test_a_sensitive_field_that_is_off_takes_nothing_but_emptiness():
    empty = member_values.canonical({"health": ""}, country="VN", sensitive=frozenset())
    assert empty == {"health": None}
    with pytest.raises(InvalidValueError, match="turned off") as caught:
        member_values.canonical({"health": "x"}, country="VN", sensitive=frozenset())
    assert caught.value.field == "health"


@given(
    name=st.sampled_from([one.name for one in FIELDS]),
    typed=st.one_of(st.text(max_size=20), st.integers(), st.floats(), st.booleans(), st.none()),
    country=st.sampled_from(["VN", "ID"]),
)
def test_anything_is_stored_or_refused_by_its_field(name, typed, country):
    try:
        stored = one(name, typed, country)
    except InvalidValueError as refusal:
        refused = refusal.field
    else:
        refused = name
        assert stored is None or isinstance(stored, (str, int))
        if isinstance(stored, str):
            assert one(name, stored, country) == stored
    assert refused == name
    assert name in BY_NAME


@pytest.mark.parametrize("name", ["full_name", "note"])
def test_signs_that_are_not_shown_are_no_value(name):
    assert one(name, "\x1b", "VN") is None
    assert one(name, " \x1b\n\x1b ", "VN") is None
