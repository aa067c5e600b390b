# SPDX-License-Identifier: Apache-2.0
"""The printed recovery key, and sealing keys to a slot."""

from __future__ import annotations

from contextlib import suppress

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from unionbook.data import slot_keys
from unionbook.errors import WrongPassphraseError

SIGNS = slot_keys._LETTERS


def test_what_is_sealed_opens_with_its_private_key_and_purpose_only():
    private = slot_keys.make_private_key()
    box = slot_keys.seal(b"secret", slot_keys.public_part(private), b"office")
    assert slot_keys.unseal(box, private, b"office") == b"secret"
    for other, purpose in ((private, b"cases"), (slot_keys.make_private_key(), b"office")):
        with pytest.raises(InvalidTag):
            slot_keys.unseal(box, other, purpose)


def test_an_altered_box_does_not_open():
    private = slot_keys.make_private_key()
    box = slot_keys.seal(b"secret", slot_keys.public_part(private), b"office")
    for place in (0, len(box) // 2, len(box) - 1):
        altered = bytearray(box)
        altered[place] ^= 1
        with pytest.raises(InvalidTag):
            slot_keys.unseal(bytes(altered), private, b"office")


def test_a_recovery_key_has_seven_groups_of_five():
    key = slot_keys.make_recovery_key()
    assert [len(group) for group in key.split("-")] == [5] * 7
    assert set(key) <= set(SIGNS + "-")
    assert slot_keys.read_recovery_key(key) == key
    assert slot_keys.make_recovery_key() != key


@given(place=st.integers(0, 34), sign=st.sampled_from(SIGNS))
def test_any_one_mistyped_sign_is_noticed(place: int, sign: str):
    key = slot_keys._grouped("7" * 33 + slot_keys._check("7" * 33)).replace("-", "")
    typed = key[:place] + sign + key[place + 1 :]
    if typed == key:
        assert slot_keys.read_recovery_key(typed)
    else:
        with pytest.raises(WrongPassphraseError):
            slot_keys.read_recovery_key(typed)


@given(signs=st.text(SIGNS, min_size=33, max_size=33), place=st.integers(0, 33))
def test_two_neighbours_swapped_are_noticed(signs: str, place: int):
    key = signs + slot_keys._check(signs)
    typed = key[:place] + key[place + 1] + key[place] + key[place + 2 :]
    if typed == key:
        return
    with pytest.raises(WrongPassphraseError):
        slot_keys.read_recovery_key(typed)


@given(text=st.text(max_size=60))
def test_anything_typed_is_read_or_refused(text: str):
    with suppress(WrongPassphraseError):
        assert len(slot_keys.read_recovery_key(text)) == 41
