# SPDX-License-Identifier: Apache-2.0
"""The one table of fields."""

from __future__ import annotations

import pytest
import registers

from unionbook import texts
from unionbook.domain import fields
from unionbook.domain.fields import BY_NAME, CHOICE_LABELS, FIELDS, SENSITIVE, STORED, Kind


def test_each_field_is_named_once():
    assert len(BY_NAME) == len(FIELDS)
    assert all(field.name.isidentifier() and field.name.islower() for field in FIELDS)


def test_choices_have_words():
    for field in FIELDS:
        assert bool(field.choices) == (field.kind is Kind.CHOICE), field.name
        if field.choices:
            assert set(CHOICE_LABELS[field.name]) == set(field.choices), field.name


def test_what_is_stored_is_a_column(tmp_path):
    session = registers.make(tmp_path)
    columns = {row[1] for row in session.database.rows("PRAGMA table_info(members)")}
    session.close()
    assert columns == set(STORED) | {"id", "department_id", "merged_into"}


def test_sensitive_fields_stand_apart():
    for name in SENSITIVE:
        assert BY_NAME[name].section is fields.Section.PRIVATE
    assert {"religion", "ethnicity", "health", "bank_account"} <= set(SENSITIVE)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_labels_are_told_apart_in_each_language(language):
    texts.use(language)
    labels = [texts.gettext(field.label) for field in FIELDS]
    assert len(set(labels)) == len(labels)
    assert set(fields.SECTION_LABELS) == set(fields.Section)
