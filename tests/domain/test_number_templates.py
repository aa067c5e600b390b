# SPDX-License-Identifier: Apache-2.0
"""Numbers made from a template."""

from __future__ import annotations

from datetime import date

import pytest

from unionbook.domain.number_templates import check_template, fill_template, tokens_of
from unionbook.errors import InvalidValueError

DAY = date(2026, 11, 9)


@pytest.mark.parametrize(
    ("template", "number"),
    [
        ("{branch}-{serial:4}", "CD-0042"),
        ("{branch}/{year}/{serial}", "CD/2026/42"),
        ("{province}.{year2}{month}.{serial:6}", "32.2611.000042"),
        ("{serial:3}/MUT/{department}/{month_roman}/{year}", "042/MUT/Cat/XI/2026"),
        ("{serial:1}", "42"),
    ],
)
def test_a_template_is_filled(template, number):
    made = fill_template(template, serial=42, on=DAY, branch="CD", province="32", department="Cat")
    assert made == number


@pytest.mark.parametrize(
    ("template", "part"),
    [
        ("{serial:4}-{birthday}", "{birthday}"),
        ("{branch}-2026", "{serial:4}"),
        ("{serial:4", "brace"),
        ("{serial:4}}", "brace"),
        ("{Serial}", "brace"),
        ("{serial.__class__}", "brace"),
    ],
)
def test_an_unfit_template_is_refused_with_what_to_do(template, part):
    with pytest.raises(InvalidValueError, match=part.replace("{", r"\{")):
        check_template(template)


def test_tokens_are_named_once():
    assert tokens_of("{branch}/{branch}/{serial:4}") == {"branch", "serial"}
