# SPDX-License-Identifier: Apache-2.0
"""What a passphrase must be."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionbook.domain import passphrases
from unionbook.errors import InvalidValueError


@pytest.mark.parametrize(
    "refused",
    ["", "short", "1234567", "12345678", "Password1", "Mật Khẩu", "matkhau123", "congdoan!",
     "qwertyui", "aaaaaaaa", "abababababab"],
)  # fmt: skip
def test_what_is_guessed_at_once_is_refused(refused):
    assert passphrases.strength(refused).level == 0
    with pytest.raises(InvalidValueError, match="cannot be used") as caught:
        passphrases.check(refused)
    assert caught.value.field == "passphrase"


@pytest.mark.parametrize(
    ("taken", "least"),
    [("trời xanh cá mập đọc báo", 3), ("k7#mQp2!xV", 2), ("con mèo ngủ", 1), ("xanhbiec", 1)],
)
def test_what_is_harder_is_better(taken, least):
    assert passphrases.strength(taken).level >= least
    passphrases.check(taken)


def test_a_common_word_in_a_long_phrase_is_no_harm():
    assert passphrases.strength("công đoàn của chúng tôi ăn phở").level > 0


@given(typed=st.text(max_size=40))
def test_each_input_method_types_the_same(typed):
    forms = {unicodedata.normalize(form, typed) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert len({passphrases.normalise(form) for form in forms}) == 1


@given(typed=st.text(max_size=80))
def test_anything_typed_is_judged(typed):
    judged = passphrases.strength(typed)
    assert judged.level in range(4)
    assert judged.advice
