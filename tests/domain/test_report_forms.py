# SPDX-License-Identifier: Apache-2.0
"""The lines of forms fit the chart of accounts, and are named in every language."""

from __future__ import annotations

import pytest

from unionbook.domain.chart import chart_of
from unionbook.domain.report_forms import LineKind, form_of
from unionbook.texts import LANGUAGES, in_language

FORMS = pytest.mark.parametrize(
    ("country", "key"), [("VN", "B07"), ("VN", "B14"), ("ID", "MONTHLY")]
)
SIDES = {"income": LineKind.INCOME, "expense": LineKind.SPENDING, "equity": LineKind.OPENING}


@FORMS
def test_every_account_feeds_a_line_of_its_own_side(country: str, key: str) -> None:
    lines = {line.code: line for line in form_of(country, key).lines}
    for entry in chart_of(country):
        if entry.kind in SIDES:
            assert lines[entry.lines[key]].kind is SIDES[entry.kind], entry.code


@FORMS
def test_each_side_has_one_sum_of_all_its_lines_and_one_for_the_rest(
    country: str, key: str
) -> None:
    lines = form_of(country, key).lines
    by_code = {line.code: line for line in lines}
    summed = [code for line in lines for code in line.of]
    for kind in (LineKind.INCOME, LineKind.SPENDING):
        codes = [line.code for line in lines if line.kind is kind]
        assert sorted(code for code in summed if by_code[code].kind is kind) == sorted(codes)
        assert sum(by_code[code].rest for code in codes) == 1
    assert [line.kind for line in (lines[0], lines[-1])] == [LineKind.OPENING, LineKind.CLOSING]


@FORMS
def test_names_are_there_in_every_language(country: str, key: str) -> None:
    form = form_of(country, key)
    for names in (form.names, *(line.names for line in form.lines)):
        assert all(names.get(language) for language in LANGUAGES)
    assert in_language({"en": "Income"}, "vi") == "Income"
    assert form.certainty in {"S", "S2", "R"}
