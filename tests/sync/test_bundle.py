# SPDX-License-Identifier: Apache-2.0
"""Reading bundles: what is told without a key, what is proven, and what each key opens."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import bundles
import pytest

from unionbook.domain.exchange import Block, Kind, KnownCommit
from unionbook.sync import bundle, columns, frames, sealing, signing, strings, trust
from unionbook.sync import header as heads
from unionbook.sync.bundle import Limits, Seal
from unionbook.sync.packing import Cursor
from unionbook.sync.refusals import (
    BundleError,
    ForgedError,
    NotForThisKeyError,
    RevokedError,
    UnknownMakerError,
)

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = bundles.make()
EVERY = [bundles.OFFICE, bundles.CASES]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "month.bundle"
    path.write_bytes(WHOLE)
    return path


@pytest.fixture
def whole(path: Path) -> bundle.Bundle:
    return bundle.verify(path, bundles.KNOWN)


def test_what_went_in_comes_out(whole: bundle.Bundle):
    told = bundles.parts()
    first, *blocks, notice = whole.items("office", EVERY)
    assert first == bundle.Commits(0, told["office"][0])
    assert blocks == told["office"][1:4]
    assert notice == bundle.Notice("removed_user", b"\x01")
    assert list(whole.items("cases", EVERY))[1] == told["cases"][1]
    empty, *pieces = whole.items("files", EVERY)
    assert (empty.name, empty.content) == ("0" * 64, b"")
    assert b"".join(piece.content for piece in pieces) == told["files"][1][2]


def test_without_a_key_only_the_outside_is_told(path: Path):
    told = bundle.inspect(path)
    assert told.header == bundles.header()
    assert told.header == bundle.peek_header(path)
    assert told.size == len(WHOLE)
    assert told.signature is Seal.UNKNOWN_KEY  # no devices in this one
    names = [part.head.name for part in told.parts if part.head]
    assert names == ["office", "cases", "files"]
    office = told.parts[0].head
    assert office is not None
    assert office.since == {bundles.SITE: 99}
    assert [one.key for one in office.recipients] == [
        signing.key_id(public) for public in bundles.RECIPIENTS["office"]
    ]


def test_nothing_of_a_person_stands_in_clear():
    for block in (bundles.members(), *bundles.parts()["cases"][1:]):
        for column in block.values:
            for value in column:
                if isinstance(value, str) and len(value) > 5:
                    assert value.encode() not in WHOLE
    for commit in bundles.commits(2):
        assert commit.user_name.encode() not in WHOLE


def devices() -> bytes:
    """The list that a register's administration key signed for the maker."""
    admin = signing.make_key()
    told = bundles.header()
    certificate = trust.Certificate(
        told.register, told.site, bundles.PUBLIC, bundles.RECIPIENTS["files"][0], 1,
        trust.ACTIVE, 0, "2026-11-21",
    )  # fmt: skip
    known = trust.Devices(told.register, signing.public_of(admin))
    assert known.add(trust.sign_certificate(certificate, admin))
    return known.document()


def test_the_signature_is_held_against_the_list_that_is_carried(path: Path):
    data = bundles.make(head=bundles.header(devices=devices()))
    path.write_bytes(data)
    assert bundle.inspect(path).signature is Seal.GOOD
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert bundle.inspect(path).signature is Seal.BAD


def test_only_a_known_device_is_believed(path: Path):
    with pytest.raises(UnknownMakerError):
        bundle.verify(path, {})
    other = signing.public_of(signing.make_key())
    with pytest.raises(ForgedError):
        bundle.verify(path, {signing.key_id(bundles.PUBLIC): other})
    with pytest.raises(RevokedError):
        bundle.verify(path, bundles.KNOWN, revoked_keys=set(bundles.KNOWN))


def test_each_key_opens_its_parts_only(whole: bundle.Bundle):
    assert whole.may_open("office", [bundles.OFFICE])
    assert not whole.may_open("cases", [bundles.OFFICE])
    with pytest.raises(NotForThisKeyError):
        next(whole.items("cases", [bundles.OFFICE]))
    with pytest.raises(NotForThisKeyError):
        next(whole.items("office", [sealing.make_key()]))
    with pytest.raises(NotForThisKeyError):
        next(whole.items("office", []))


def test_a_part_can_be_kept_alone_and_proven_later(whole: bundle.Bundle, tmp_path: Path):
    kept = tmp_path / "kept"
    with kept.open("wb") as stream:
        whole.extract({"cases"}, stream)
    found = bundle.verify(kept, bundles.KNOWN)
    assert found.digest == whole.digest
    assert (found.has("cases"), found.has("office")) == (True, False)
    assert [part.head is None for part in found.parts] == [True, False, True]
    assert list(found.items("cases", EVERY)) == list(whole.items("cases", EVERY))
    with pytest.raises(KeyError):
        found.head("office")


def test_leaving_nothing_out_gives_the_same_file(whole: bundle.Bundle):
    stream = io.BytesIO()
    whole.extract({"office", "cases", "files"}, stream)
    assert stream.getvalue() == WHOLE


def test_a_full_stick_is_not_called_an_unreadable_bundle(whole: bundle.Bundle):
    class Full(io.BytesIO):
        def write(self, _data: object) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        whole.extract({"office"}, Full())


def test_a_file_exchanged_after_it_was_proven_is_refused(whole: bundle.Bundle, path: Path):
    part = whole.parts[0]
    altered = bytearray(WHOLE)
    altered[part.start + part.length - 1] ^= 1
    path.write_bytes(altered)
    with pytest.raises(BundleError):
        list(whole.items("office", EVERY))
    with pytest.raises(BundleError):
        whole.extract({"office"}, io.BytesIO())
    path.write_bytes(WHOLE + b"\0")
    with pytest.raises(BundleError):
        list(whole.items("office", EVERY))


def test_a_file_exchanged_for_one_that_opens_as_well_is_refused(path: Path):
    """Whoever may open a part knows its key, and could seal something else with it."""
    contents = {"office": [("said", b"yes")]}
    path.write_bytes(bundles.make(contents=contents, seal=_no_randomness))
    found = bundle.verify(path, bundles.KNOWN)
    path.write_bytes(bundles.make(contents={"office": [("said", b"no!")]}, seal=_no_randomness))
    told = []
    with pytest.raises(BundleError):
        told.extend(_items(found))
    assert told == []


_BOXES: dict[tuple[bytes, bytes], bytes] = {}


def _no_randomness(secret: bytes, public: bytes, info: bytes) -> bytes:
    if (public, info) not in _BOXES:
        _BOXES[public, info] = sealing.seal(secret, public, info)
    return _BOXES[public, info]


def _items(found: bundle.Bundle) -> list[object]:
    return list(found.items("office", [bundles.OFFICE]))


def test_a_file_that_is_gone_is_named(tmp_path: Path):
    for read in (bundle.inspect, bundle.peek_header):
        with pytest.raises(BundleError, match="cannot be read"):
            read(tmp_path / "nothing")


@pytest.mark.parametrize(
    "limits",
    [Limits(plain=1000), Limits(rows=30), Limits(values=500), Limits(slack=100, fold=0)],
    ids=str,
)
def test_a_part_holds_no_more_than_its_limits(whole: bundle.Bundle, limits: Limits):
    with pytest.raises(BundleError, match="more than a bundle may hold"):
        list(whole.items("office", EVERY, limits))


def test_limits_that_are_just_enough_are_enough(path: Path):
    streets = ["Trần Phú", "Lê Lợi", "Lý Tự"] * 200
    block = Block("places", Kind.PUT, ("street",), list(range(1, 601)), [0] * 600, [streets])
    alike = [KnownCommit(place, place, bytes(32)) for place in range(1, 4)]
    path.write_bytes(bundles.make(contents={"office": [alike, block]}))
    whole = bundle.verify(path, bundles.KNOWN)
    rows, values = 3 + 600, 3 * 6 + 600 * 3
    assert len(list(whole.items("office", EVERY, Limits(rows=rows, values=values)))) == 2
    with pytest.raises(BundleError):
        list(whole.items("office", EVERY, Limits(rows=rows - 1, values=values)))
    with pytest.raises(BundleError):
        list(whole.items("office", EVERY, Limits(rows=rows, values=values - 1)))


def test_words_count_as_values():
    streets = [f"{number} Trần Phú" for number in range(100)]
    pieces = [bytes([columns.Content.TEXT, strings.Form.WORDS]), *strings._words(streets)]
    budget = strings.Budget(10_000)
    assert columns.decode_column(Cursor(b"".join(pieces)), 100, budget) == streets
    assert budget.words == 100 * 4


def test_a_key_that_is_not_the_one_committed_to_opens_nothing(path: Path):
    def another_key(_secret: bytes, public: bytes, info: bytes) -> bytes:
        return sealing.seal(bytes(32), public, info)

    path.write_bytes(bundles.make(seal=another_key))
    found = bundle.verify(path, bundles.KNOWN)
    with pytest.raises(BundleError) as told:
        next(found.items("office", [bundles.OFFICE]))
    assert "key" in told.value.detail


def test_the_layout_is_what_is_told(whole: bundle.Bundle):
    assert whole.head("office").name == "office"
    assert replace(whole.parts[0]) == whole.parts[0]
    assert whole.digest == frames.digest_of(
        WHOLE[: whole.parts[0].start], [part.digest for part in whole.parts]
    )


def test_a_key_known_under_another_id_proves_nothing(tmp_path: Path):
    """Whoever keeps the keys by their ids must not be led to believe one for another."""
    path = tmp_path / "b"
    layout = frames.read_layout(io.BytesIO(WHOLE), len(WHOLE))
    data = heads.write(bundles.header(key=bytes(16)))
    preamble = frames.MAGIC + frames.LENGTH.pack(len(data)) + data
    digest = frames.digest_of(preamble, [part.digest for part in layout.parts])
    parts = WHOLE[layout.parts[0].start : -65]
    signature = signing.sign(bundles.SIGNING, frames.PURPOSE, digest)
    path.write_bytes(preamble + parts + bytes(1) + signature)
    with pytest.raises(ForgedError):
        bundle.verify(path, {bytes(16): bundles.PUBLIC})


def test_an_item_that_is_too_long_is_not_waited_for():
    announced = bytes([1]) + ((16 << 20) + 1).to_bytes(4, "big")
    with pytest.raises(BundleError) as refused:
        list(bundle.Reading(Limits(), 1).items(iter([announced, b"x"])))
    assert "an item of" in refused.value.detail
