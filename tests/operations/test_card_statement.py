# SPDX-License-Identifier: Apache-2.0
"""The signed statement of a card: checked with the public key alone."""

from __future__ import annotations

import base64

import pytest
import registers

from unionbook.operations import card_statement, history
from unionbook.operations.card_statement import ForgedCardError, Statement

ANA = Statement("0042", "Nguyễn Văn Đức", "Công đoàn Sao Mai", "2027-12-31")


@pytest.fixture
def signed(session):
    return card_statement.sign(card_statement.signer(session), ANA), card_statement.public_key(
        session
    )


def test_a_card_says_who_holds_it(signed):
    content, public = signed
    assert card_statement.verify(content, public) == ANA
    assert content.decode().splitlines()[:3] == ["UB1", "0042", "Nguyễn Văn Đức"]


@pytest.mark.parametrize("place", [0, 5, 10, 40, -1, -10, -60])
def test_an_altered_card_is_refused(signed, place):
    content, public = signed
    altered = bytearray(content)
    altered[place] ^= 1
    with pytest.raises(ForgedCardError):
        card_statement.verify(bytes(altered), public)


def test_a_card_of_another_branch_is_refused(signed, tmp_path):
    other = registers.make_other(tmp_path / "other")
    public = card_statement.public_key(other)
    other.close()
    with pytest.raises(ForgedCardError, match="not issued by the branch"):
        card_statement.verify(signed[0], public)


@pytest.mark.parametrize("content", [b"", b"UB1", b"\xff\xfe", b"UB1\n1\n2\n3\n4\nAAAA", b"\n" * 9])
def test_anything_else_is_refused(signed, content):
    with pytest.raises(ForgedCardError):
        card_statement.verify(content, signed[1])


@pytest.mark.parametrize("public", ["", "no key", "é", base64.b64encode(b"x" * 31).decode()])
def test_a_key_that_is_none_is_refused(signed, public):
    with pytest.raises(ForgedCardError):
        card_statement.verify(signed[0], public)


def test_long_names_and_line_breaks_keep_the_lines(session):
    key = card_statement.signer(session)
    odd = Statement("1\n2", "Á" * 90, "B\nC" * 40, "")
    found = card_statement.verify(card_statement.sign(key, odd), card_statement.public_key(session))
    assert found.number == "1 2"
    assert len(found.full_name) <= 48
    assert "\n" not in found.branch


def test_the_key_cannot_be_read_from_the_history(session):
    """Who may read the history, or get it, must not be able to sign cards."""
    key = card_statement.signer(session).private_bytes_raw().hex()
    for step in history.list_steps(session):
        assert key not in repr(step)
