# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from unionbook import texts
from unionbook.domain.cash import COIN, NOTE, denominations


@pytest.mark.parametrize(("country", "largest"), [("VN", 500_000), ("ID", 100_000)])
def test_notes_and_coins_are_data_with_source_and_day(country, largest):
    found = denominations(country, "2026-11-01")
    values = [one.value for one in found]
    assert values[0] == largest
    assert values == sorted(set(values), reverse=True)
    for one in found:
        assert set(one.kinds) <= {NOTE, COIN}
        assert one.source
        assert one.certainty in {"S", "S2", "R"}


def test_a_value_is_there_from_its_day_on():
    assert 75_000 not in {one.value for one in denominations("ID", "2020-08-16")}
    assert 75_000 in {one.value for one in denominations("ID", "2020-08-17")}


@pytest.mark.parametrize(("country", "language"), [("VN", "vi"), ("ID", "id")])
def test_the_source_is_named_in_the_language_in_use(country, language):
    english = {one.source for one in denominations(country, "2026-11-01")}
    with texts.spoken(language):
        assert not english & {one.source for one in denominations(country, "2026-11-01")}
