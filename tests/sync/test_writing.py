# SPDX-License-Identifier: Apache-2.0
"""Making bundles: straight out, in chunks, and nothing that a reader would refuse."""

from __future__ import annotations

import io
import random
from dataclasses import astuple

import bundles
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionbook.domain.exchange import Block, Kind
from unionbook.sync import frames, sealing
from unionbook.sync.bundle import Commits, Notice, verify
from unionbook.sync.refusals import BundleError
from unionbook.sync.writing import Writer


def saved(path, data: bytes):
    path.write_bytes(data)
    return verify(path, bundles.KNOWN)


class OnlyForward(io.RawIOBase):
    """A stream that can only be written on, as a pipe is."""

    def __init__(self) -> None:
        super().__init__()
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.data += data
        return len(data)


def part_of(stream, **more):
    writer = Writer(stream, bundles.header(), bundles.SIGNING)
    whom = {"recipients": bundles.RECIPIENTS["office"], "since": {}, "until": {}}
    return writer, writer.part("office", **whom | more)


def test_a_bundle_is_written_straight_out(tmp_path):
    stream, noise = OnlyForward(), random.Random(1).randbytes(100_000)
    writer, opened = part_of(stream)
    with opened as part:
        part.commits(bundles.commits(1))
        for place in range(40):
            part.notice("n", noise[place:])
        assert len(stream.data) > 250_000  # chunks left before the end
    digest = writer.finish()
    found = saved(tmp_path / "b", bytes(stream.data))
    assert found.digest == digest
    assert len(list(found.items("office", [bundles.OFFICE]))) == 41


def test_an_empty_part_is_a_part(tmp_path):
    found = saved(tmp_path / "b", bundles.make(contents={"office": []}))
    assert list(found.items("office", [bundles.OFFICE])) == []


def test_a_bundle_without_parts_is_a_bundle(tmp_path):
    stream = io.BytesIO()
    Writer(stream, bundles.header(), bundles.SIGNING).finish()
    assert saved(tmp_path / "b", stream.getvalue()).parts == ()


def test_the_same_made_twice_is_the_same_but_for_the_sealed_keys():
    public = {sealing.public_of(bundles.OFFICE), sealing.public_of(bundles.CASES)}

    def seal(secret: bytes, whom: bytes, info: bytes) -> bytes:
        assert whom in public
        return (secret + info).ljust(sealing.SEALED_KEY_SIZE, b"-")

    assert bundles.make(seal=seal) == bundles.make(seal=seal)


def test_a_large_block_is_split(tmp_path):
    story = [f"{place} " + "dài " * 4000 for place in range(500)]
    block = Block("cases", Kind.PUT, ("story",), list(range(1, 501)), [0] * 500, [story])
    contents = {"office": [bundles.commits(1), block]}
    found = saved(tmp_path / "b", bundles.make(contents=contents))
    _commits, *blocks = found.items("office", [bundles.OFFICE])
    assert len(blocks) > 1
    assert [row for one in blocks for row in one.ids] == block.ids
    assert [text for one in blocks for text in one.values[0]] == story


def test_mistakes_are_found_before_they_are_written():
    stream = io.BytesIO()
    _writer, opened = part_of(stream)
    with opened as part:
        part.commits(bundles.commits(2))
        late = Block("members", Kind.PATCH, ("phone",), [1], [2], [["1"]])
        with pytest.raises(ValueError, match="commit"):
            part.block(late)
        huge = Block("members", Kind.PATCH, ("note",), [1], [0], [["x" * (9 << 20)]])
        with pytest.raises(ValueError, match="row of"):
            part.block(huge)
        with pytest.raises(ValueError, match="ends at"):
            part.file("a", 10, io.BytesIO(b"short"))


def test_a_header_that_no_reader_takes_is_not_written():
    stream = io.BytesIO()
    with pytest.raises(BundleError):
        Writer(stream, bundles.header(site=0), bundles.SIGNING)
    with pytest.raises(ValueError, match="another key"):
        Writer(stream, bundles.header(key=bytes(16)), bundles.SIGNING)
    assert stream.getvalue() == b""


def test_chunks_are_full_whatever_the_items_are():
    noise = io.BytesIO(bytes(range(256)) * 12_000)
    size = len(noise.getvalue())
    data = bundles.make(contents={"files": [("f", size, noise.getvalue())]})
    found = frames.read_layout(io.BytesIO(data), len(data))
    part = found.parts[0]
    source = frames.Source(io.BytesIO(data[part.start :]), part.length)
    source.take(1)
    source.sized(1 << 20, "head")
    assert len(list(frames.read_chunks(source))) == size // frames.CHUNK + 1


NAME = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(lambda name: name != "id")
VALUE = (
    st.none()
    | st.integers(-(1 << 63), (1 << 63) - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    | st.binary(max_size=20)
)


@st.composite
def blocks(draw) -> Block:
    rows = draw(st.integers(1, 12))
    columns = draw(st.lists(NAME, unique=True, max_size=4))
    table = [draw(st.lists(VALUE, min_size=rows, max_size=rows)) for _column in columns]
    ids = draw(st.lists(st.integers(1, (1 << 63) - 1), min_size=rows, max_size=rows))
    commits = draw(st.lists(st.integers(0, 2), min_size=rows, max_size=rows))
    return Block(draw(NAME), draw(st.sampled_from(Kind)), tuple(columns), ids, commits, table)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.lists(blocks() | st.tuples(NAME, st.binary(max_size=50)), max_size=6))
def test_any_part_comes_back(tmp_path, items):
    found = saved(tmp_path / "b", bundles.make(contents={"office": [bundles.commits(3), *items]}))
    told = [tuple(astuple(one)) if isinstance(one, Notice) else one
            for one in found.items("office", [bundles.OFFICE])]  # fmt: skip
    assert told == [Commits(0, bundles.commits(3)), *items]
