# SPDX-License-Identifier: Apache-2.0
"""Names in the order of each country's own lists."""

from __future__ import annotations

import random
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from unionbook.domain.collation import given_first, sort_key


def ordered(names: list[str], country: str) -> list[str]:
    mixed = names[:]
    random.Random(3).shuffle(mixed)
    return sorted(mixed, key=lambda name: sort_key(name, country))


def test_vietnamese_lists_go_by_the_given_name():
    names = ["Lê Thị An", "Trần Văn Anh", "Đỗ Bình", "Lê Văn Bình", "Nguyễn Ánh Dương", "An Ý"]
    assert ordered(names, "VN") == names


def test_letters_are_those_of_the_vietnamese_alphabet():
    letters = ["a", "ă", "â", "b", "d", "đ", "e", "ê", "o", "ô", "ơ", "u", "ư", "y"]
    assert ordered(letters, "VN") == letters


def test_a_letter_of_its_own_follows_all_words_of_the_letter_before():
    names = ["Dao", "Diệp", "Duy", "Đào", "Đức", "Hạnh", "Hằng", "Hân", "Loan", "Lợi", "Lụa", "Lựu"]
    assert ordered(names, "VN") == names


def test_tones_decide_only_between_names_otherwise_alike():
    names = ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ"]
    assert ordered(names, "VN") == names
    assert ordered(["Lê Má", "An Mạ", "Lê Ma"], "VN") == ["An Mạ", "Lê Ma", "Lê Má"]


def test_indonesian_lists_go_by_the_whole_name():
    names = ["Ahmad Zulkifli", "Budi Ani", "citra Dewi", "Dewi Ayu"]
    assert ordered(names, "ID") == names


@given(name=st.text(max_size=30), country=st.sampled_from(["VN", "ID"]))
def test_any_name_has_a_place_whatever_its_form(name, country):
    key = sort_key(name, country)
    assert sort_key(unicodedata.normalize("NFC", name), country) == sort_key(
        unicodedata.normalize("NFD", name), country
    )
    assert isinstance(key, str)


def test_the_given_name_first_for_searching():
    assert given_first("nguyen van duc", "VN") == "duc nguyen van"
    assert given_first("duc", "VN") == "duc"
    assert given_first("budi santoso", "ID") is None
