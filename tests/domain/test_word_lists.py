# SPDX-License-Identifier: Apache-2.0
"""Word lists and code lists of the rules."""

from __future__ import annotations

from unionbook.domain.phones import read_phones
from unionbook.domain.word_lists import folded_choices, place_codes


def test_place_codes_are_those_of_the_country_data():
    assert len(place_codes("cccd")) == 63
    assert {"001", "079", "096"} < place_codes("cccd")
    assert {"11", "36", "96"} < place_codes("nik")
    assert "20" not in place_codes("nik")


def test_old_prefixes_are_those_of_the_country_data():
    assert read_phones("0168 234 5678", country="VN").numbers == ("0382345678",)
    assert read_phones("01992345678", country="VN").numbers == ("0592345678",)


def test_choices_are_folded():
    assert folded_choices("sex")["nu"] == "female"
