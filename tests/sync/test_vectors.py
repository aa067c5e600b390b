# SPDX-License-Identifier: Apache-2.0
"""The vectors are read alike by the program and by the reader written from the document."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import bundles
import document_reader
import pytest
from document_reader import Bundle, Reader, column, unpack

from unionbook.domain.exchange import Block
from unionbook.sync import bundle, columns, sealing, strings
from unionbook.sync.packing import Cursor

FOLDER = Path(__file__).resolve().parent / "vectors"
TOLD = json.loads((FOLDER / "vectors.json").read_text("utf-8"))
PRIVATE = {name: bytes.fromhex(key) for name, key in TOLD["sealing_private"].items()}
FILES = sorted(TOLD["bundles"])


def plain(value):
    if isinstance(value, bytes):
        long = len(value) > 4096
        return {"sha256": hashlib.sha256(value).hexdigest()} if long else {"hex": value.hex()}
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def as_told(item):
    """Give an item of the program in the shape of the vectors."""
    if isinstance(item, bundle.Commits):
        return {
            "commits": [
                [one.id, one.clock, one.digest, one.user_name, one.operation, one.reason]
                for one in item.commits
            ]
        }
    if isinstance(item, Block):
        return {
            "block": [
                item.table, int(item.kind), item.columns, item.ids, item.commits, item.values
            ]
        }  # fmt: skip
    if isinstance(item, bundle.Notice):
        return {"notice": [item.kind, item.body]}
    return {"piece": [item.name, item.size, item.offset, item.content]}


@pytest.mark.parametrize("name", FILES)
def test_a_stranger_reads_what_is_told(name: str):
    found = Bundle((FOLDER / name).read_bytes())
    found.check(bytes.fromhex(TOLD["signing_public"]))
    told = TOLD["bundles"][name]
    assert found.digest.hex() == told["digest"]
    assert plain(found.header) == told["header"]
    parts = {
        part: found.items(part, PRIVATE[part], bytes.fromhex(TOLD["sealing_public"][part]))
        for part in found.heads()
    }
    assert plain(parts) == told["parts"]


@pytest.mark.parametrize("name", FILES)
def test_the_program_reads_what_is_told(name: str):
    found = bundle.verify(FOLDER / name, bundles.KNOWN)
    told = TOLD["bundles"][name]
    assert found.digest.hex() == told["digest"]
    assert sorted(part.head.name for part in found.parts if part.head) == sorted(told["parts"])
    for part, items in told["parts"].items():
        assert [plain(as_told(item)) for item in found.items(part, [PRIVATE[part]])] == items


@pytest.mark.parametrize("place", range(len(TOLD["columns"])))
def test_columns_are_read_alike(place: int):
    told = TOLD["columns"][place]
    data, count = bytes.fromhex(told["bytes"]), len(told["values"])
    stranger = Reader(data)
    assert plain(column(stranger, count)) == told["values"]
    assert stranger.rest() == b""
    cursor = Cursor(data)
    ours = columns.decode_column(cursor, count, strings.Budget(1000))
    cursor.finish()
    assert plain(ours) == told["values"]


def test_every_content_and_every_form_of_texts_stands_in_the_vectors():
    data = [bytes.fromhex(told["bytes"]) for told in TOLD["columns"]]
    assert {one[0] & 127 for one in data} == set(columns.Content)
    assert {one[1] for one in data if one[0] == columns.Content.TEXT} == set(strings.Form)


def test_what_is_written_today_is_what_was_written_then():
    """All but the compressor's own choices, which may change with its version."""
    then = Bundle((FOLDER / "whole.bundle").read_bytes())
    boxes = {
        (name, one["key"]): one["sealed"]
        for name, head in then.heads().items()
        for one in unpack(Reader(head))["recipients"]
    }

    def seal(_secret, public, info):
        name = info.removeprefix(b"unionbook bundle part\0")[32:]
        return boxes[name.decode(), hashlib.sha256(public).digest()[:16]]

    now = Bundle(bundles.make(seal=seal))
    assert now.preamble == then.preamble
    assert now.heads() == then.heads()
    for name, private in PRIVATE.items():
        public = sealing.public_of(private)
        assert now.plain(name, private, public) == then.plain(name, private, public)


def test_sealing_is_the_one_of_the_standard():
    """The stranger's HPKE, with which he opens our boxes, gives what others published."""
    told = json.loads((FOLDER / "hpke.json").read_text("utf-8"))
    told = {key: bytes.fromhex(told[key]) for key in told if key != "source"}
    private = hashlib.shake_256(told["skRm"]).digest(96)
    assert sealing.public_of(private) == told["pkRm"]
    shared = document_reader.decapsulate(told["enc"], private)
    assert shared == told["shared_secret"]
    found = document_reader.key_schedule(shared, told["info"], 3)
    assert found == (told["key"], told["base_nonce"])
