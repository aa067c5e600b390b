# SPDX-License-Identifier: Apache-2.0
"""Sums in words: each language's odd forms, and that every number can be read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionbook.domain.amount_words import MOST, amount_in_words, number_in_words
from unionbook.errors import InvalidValueError

VIETNAMESE = {
    0: "không",
    1: "một",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    44: "bốn mươi tư",
    51: "năm mươi mốt",
    55: "năm mươi lăm",
    100: "một trăm",
    101: "một trăm linh một",
    104: "một trăm linh bốn",
    105: "một trăm linh năm",
    110: "một trăm mười",
    115: "một trăm mười lăm",
    121: "một trăm hai mươi mốt",
    999: "chín trăm chín mươi chín",
    1_000: "một nghìn",
    1_001: "một nghìn không trăm linh một",
    1_010: "một nghìn không trăm mười",
    1_021: "một nghìn không trăm hai mươi mốt",
    1_100: "một nghìn một trăm",
    10_005: "mười nghìn không trăm linh năm",
    15_000: "mười lăm nghìn",
    21_000: "hai mươi mốt nghìn",
    40_000: "bốn mươi nghìn",
    105_000: "một trăm linh năm nghìn",
    234_000: "hai trăm ba mươi tư nghìn",
    1_000_000: "một triệu",
    1_000_005: "một triệu không trăm linh năm",
    1_005_000: "một triệu không trăm linh năm nghìn",
    2_340_000: "hai triệu ba trăm bốn mươi nghìn",
    11_700: "mười một nghìn bảy trăm",
    1_000_000_000: "một tỷ",
    1_000_000_001: "một tỷ không trăm linh một",
    1_050_000_000: "một tỷ không trăm năm mươi triệu",
    21_000_000_000: "hai mươi mốt tỷ",
    1_000_000_000_000: "một nghìn tỷ",
    1_002_000_000_000: "một nghìn không trăm linh hai tỷ",
}
INDONESIAN = {
    0: "nol",
    1: "satu",
    9: "sembilan",
    10: "sepuluh",
    11: "sebelas",
    12: "dua belas",
    19: "sembilan belas",
    20: "dua puluh",
    21: "dua puluh satu",
    100: "seratus",
    101: "seratus satu",
    110: "seratus sepuluh",
    111: "seratus sebelas",
    118: "seratus delapan belas",
    200: "dua ratus",
    999: "sembilan ratus sembilan puluh sembilan",
    1_000: "seribu",
    1_001: "seribu satu",
    1_100: "seribu seratus",
    2_000: "dua ribu",
    11_000: "sebelas ribu",
    100_000: "seratus ribu",
    101_000: "seratus satu ribu",
    1_000_000: "satu juta",
    1_001_000: "satu juta seribu",
    5_396_761: "lima juta tiga ratus sembilan puluh enam ribu tujuh ratus enam puluh satu",
    1_000_000_000: "satu miliar",
    1_500_000_000: "satu miliar lima ratus juta",
    1_000_000_000_000: "satu triliun",
    10**15: "satu kuadriliun",
}
ENGLISH = {
    0: "zero",
    7: "seven",
    13: "thirteen",
    20: "twenty",
    42: "forty-two",
    100: "one hundred",
    115: "one hundred fifteen",
    1_001: "one thousand one",
    50_000: "fifty thousand",
    1_234_567: "one million two hundred thirty-four thousand five hundred sixty-seven",
    2 * 10**9: "two billion",
}


@pytest.mark.parametrize(("number", "words"), VIETNAMESE.items())
def test_vietnamese(number, words):
    assert number_in_words(number, language="vi") == words


@pytest.mark.parametrize(("number", "words"), INDONESIAN.items())
def test_indonesian(number, words):
    assert number_in_words(number, language="id") == words


@pytest.mark.parametrize(("number", "words"), ENGLISH.items())
def test_english(number, words):
    assert number_in_words(number, language="en") == words


def test_a_sum_begins_with_a_capital_and_ends_with_the_currency():
    assert amount_in_words(50_000, language="vi", currency="VND") == "Năm mươi nghìn đồng"
    assert amount_in_words(1_000, language="id", currency="IDR") == "Seribu rupiah"
    assert amount_in_words(75_000, language="en", currency="VND") == "Seventy-five thousand dong"
    assert amount_in_words(1, language="xx", currency="USD") == "One USD"


def test_no_other_sums_are_spelled():
    for wrong in (-1, MOST + 1):
        with pytest.raises(InvalidValueError, match="written in words"):
            number_in_words(wrong, language="vi")


VI_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip


def read_vietnamese(text: str) -> int:
    """Read it back the way an ear does, knowing nothing of how it was spelled."""
    head, billion, tail = text.rpartition("tỷ")
    if billion:
        return read_vietnamese(head.strip()) * 10**9 + read_vietnamese(tail.strip())
    total = group = digit = 0
    for word in text.split():
        if word in VI_DIGITS:
            digit = VI_DIGITS[word]
        elif word == "mười":
            group, digit = group + 10, 0
        elif word in ("mươi", "trăm"):
            group, digit = group + digit * (10 if word == "mươi" else 100), 0
        elif word in ("nghìn", "triệu"):
            total += (group + digit) * (10**3 if word == "nghìn" else 10**6)
            group = digit = 0
        else:
            assert word == "linh"
    return total + group + digit


ID_UNITS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9, "nol": 0, "sepuluh": 10, "sebelas": 11, "seratus": 100,
}  # fmt: skip
ID_SCALES = {"ribu": 3, "juta": 6, "miliar": 9, "triliun": 12, "kuadriliun": 15}


def read_indonesian(text: str) -> int:
    total = group = digit = 0
    for word in text.split():
        if word in ID_UNITS:
            group, digit = group + digit, ID_UNITS[word]
        elif word in ("belas", "puluh", "ratus"):
            worth = digit + 10 if word == "belas" else digit * (10 if word == "puluh" else 100)
            group, digit = group + worth, 0
        elif word == "seribu":
            total += 1_000
        else:
            total += (group + digit) * 10 ** ID_SCALES[word]
            group = digit = 0
    return total + group + digit


@given(st.integers(0, MOST) | st.integers(0, 10**7).map(lambda number: number * 500))
def test_every_sum_can_be_read_back(number):
    assert read_vietnamese(number_in_words(number, language="vi")) == number
    assert read_indonesian(number_in_words(number, language="id")) == number


@given(st.integers(0, 99_999))
def test_no_two_small_sums_sound_alike(number):
    for language in ("vi", "id", "en"):
        words = number_in_words(number, language=language)
        assert words != number_in_words(number + 1, language=language)
        assert "  " not in words
        assert words == words.strip()
