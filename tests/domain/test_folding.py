# SPDX-License-Identifier: Apache-2.0
"""Text made comparable."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionbook.domain.folding import fold, tidy, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đức", "duc"),
        ("NGUYỄN  VĂN\u00a0Ý ", "nguyen van y"),
        ("ƯỜNG ượng", "uong uong"),
        ("Łódź Øre", "lodz ore"),
        ("straße", "strasse"),
        ("", ""),
        ("\t\n", ""),
    ],
)
def test_accents_case_and_spaces_do_not_count(text, folded):
    assert fold(text) == folded


@given(text=st.text(max_size=40))
def test_every_form_of_a_text_is_folded_alike(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(text=st.text("aăâbdđeêoôơuưAĂĐ ,.-1\u0301\u0309\u00a0", max_size=40))
def test_what_is_folded_stays_as_it_is(text):
    assert fold(fold(text)) == fold(text)
    assert words(fold(text)) == words(text)
    assert all(word.isalnum() for word in words(text))


@given(text=st.text(max_size=40))
def test_what_is_tidy_stays_tidy(text):
    clean = tidy(text)
    assert tidy(clean) == clean
    assert clean == clean.strip()
    assert "  " not in clean


@pytest.mark.parametrize(
    ("disguised", "shown"),
    [
        ("Liên đoàn \u202eoaS gnaS\u202c", "Liên đoàn oaS gnaS"),
        ("PC \u2066thủ quỹ\u2069", "PC thủ quỹ"),
        ("Máy\u200b 1\x07\x1b[31m", "Máy 1[31m"),
        ("thông báo\u202efdp.exe", "thông báofdp.exe"),
        ("Lan\u00ad\ufeff\u2028Anh\ue000", "Lan Anh"),
        ("\u200f\u202e", ""),
        ("Phường\u3000Sao\tMai\n", "Phường Sao Mai"),
        ("nhóm 👩‍🏭", "nhóm 👩🏭"),
    ],
)
def test_what_is_not_seen_cannot_disguise_a_name(disguised, shown):
    assert tidy(disguised) == shown


def test_tidying_keeps_accents_and_case():
    assert tidy("  Nguye\u0302\u0303n\u00a0 Văn ") == "Nguyễn Văn"
