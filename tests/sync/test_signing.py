# SPDX-License-Identifier: Apache-2.0
"""Signatures hold for one key, one purpose and one content; papers carry theirs."""

from __future__ import annotations

import msgspec
import pytest

from unionbook.sync import signing
from unionbook.sync.refusals import BundleError, ForgedError


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    says: str
    number: int = 0


class Other(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: bytes


KEY = bytes(range(32))
PUBLIC = signing.public_of(KEY)


def test_the_first_vector_of_rfc_8032():
    private = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert signing.public_of(private).hex() == public


def test_a_signature_holds_for_its_key_purpose_and_content_only():
    signature = signing.sign(KEY, b"receipt 1", b"content")
    assert signing.is_signed(PUBLIC, b"receipt 1", b"content", signature)
    other = signing.public_of(signing.make_key())
    assert not signing.is_signed(other, b"receipt 1", b"content", signature)
    assert not signing.is_signed(PUBLIC, b"receipt 2", b"content", signature)
    assert not signing.is_signed(PUBLIC, b"receipt 1", b"contents", signature)
    assert not signing.is_signed(PUBLIC, b"receipt 1", b"content", bytes(64))
    assert not signing.is_signed(PUBLIC, b"receipt 1", b"content", signature[:-1])
    assert not signing.is_signed(b"short", b"receipt 1", b"content", signature)


def test_purpose_and_content_cannot_flow_into_each_other():
    signature = signing.sign(KEY, b"a", b"b\0c")
    assert not signing.is_signed(PUBLIC, b"ab", b"\0c", signature)
    with pytest.raises(ValueError, match="zero"):
        signing.is_signed(PUBLIC, b"a\0b", b"c", signature)


PRIME = 2**255 - 19


@pytest.mark.parametrize("y", [0, 1, PRIME - 1, PRIME, PRIME + 1, *signing._SMALL_ORDER])
@pytest.mark.parametrize("sign_bit", [0, 1 << 255])
def test_a_key_of_small_order_signs_nothing(y: int, sign_bit: int):
    """With such a point as public key some verifiers take any content."""
    weak = (y | sign_bit).to_bytes(32, "little")
    neutral = b"\x01" + bytes(31)
    for content in (b"x", b"y", b"z"):
        assert not signing.is_signed(weak, b"receipt 1", content, neutral + bytes(32))
        assert not signing.is_signed(weak, b"receipt 1", content, weak + bytes(32))


def test_a_signature_cannot_be_given_another_form():
    """S plus the order of the group is another writing of the same signature."""
    order = 2**252 + 27742317777372353535851937790883648493
    signature = signing.sign(KEY, b"receipt 1", b"x")
    bent = int.from_bytes(signature[32:], "little") + order
    altered = signature[:32] + bent.to_bytes(32, "little")
    assert not signing.is_signed(PUBLIC, b"receipt 1", b"x", altered)


def test_a_paper_comes_back():
    data = signing.seal_paper(Note("xin chào", 7), purpose=b"note 1", private=KEY)
    assert signing.read_paper(data, Note, purpose=b"note 1", public=PUBLIC) == Note("xin chào", 7)
    assert signing.peek_paper(data, Note) == Note("xin chào", 7)


def test_a_paper_of_another_hand_or_purpose_is_forged():
    data = signing.seal_paper(Note("x"), purpose=b"note 1", private=KEY)
    with pytest.raises(ForgedError):
        signing.read_paper(data, Note, purpose=b"note 2", public=PUBLIC)
    with pytest.raises(ForgedError):
        signing.read_paper(
            data, Note, purpose=b"note 1", public=signing.public_of(signing.make_key())
        )


def test_every_bit_of_a_paper_counts():
    data = signing.seal_paper(Note("x"), purpose=b"note 1", private=KEY)
    for place in range(len(data)):
        altered = bytearray(data)
        altered[place] ^= 1
        try:
            told = signing.read_paper(bytes(altered), Note, purpose=b"note 1", public=PUBLIC)
        except BundleError:
            continue
        # The id of the key is a hint for whom to ask, not part of what is proven.
        assert told == Note("x")
        assert data[place : place + 1] in data[-16:]


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"\xdd\xff\xff\xff\xff", b"\x81\xa7content\xc6\xff\xff\xff\xff",
     b"\x81\xa1\xff\x00", msgspec.msgpack.encode({"content": b"", "signature": b"", "key": b""})],
)  # fmt: skip
def test_what_is_no_paper_is_refused(data: bytes):
    with pytest.raises(BundleError):
        signing.peek_paper(data, Note)


def test_a_paper_of_another_kind_is_refused():
    data = signing.seal_paper(Other(b"x"), purpose=b"note 1", private=KEY)
    with pytest.raises(BundleError):
        signing.read_paper(data, Note, purpose=b"note 1", public=PUBLIC)


def test_a_paper_beyond_its_limit_is_refused():
    data = signing.seal_paper(Note("x" * 5000), purpose=b"note 1", private=KEY)
    with pytest.raises(BundleError, match="more than a bundle may hold"):
        signing.peek_paper(data, Note, limit=4096)
