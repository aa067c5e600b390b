# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from unionbook.domain.programmes import age_on, is_of_age, shared


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2010-06-01", "2026-06-01", 16),
        ("2010-06-02", "2026-06-01", 15),
        ("2010-06", "2026-05-31", 15),
        ("2010", "2026-01-01", 16),
        ("2012-02-29", "2026-02-28", 13),
        ("", "2026-01-01", None),
    ],
)
def test_age_is_counted_in_whole_years(born, day, age):
    assert age_on(born, day) == age


def test_who_has_no_known_birth_is_of_no_age():
    assert is_of_age("2010-06-01", "2026-06-01", 0, 16)
    assert not is_of_age("2010-06-01", "2026-06-01", 0, 15)
    assert not is_of_age("", "2026-06-01", 0, 99)


def test_a_share_is_rounded_down():
    assert shared(500_001, 700_000) == 350_000
    assert shared(500_000, 1_000_000) == 500_000
