# SPDX-License-Identifier: Apache-2.0
"""Headers: what is told unencrypted, within its limits; a newer format is named, not refused."""

from __future__ import annotations

import bundles
import msgspec
import pytest

from unionbook.sync import header
from unionbook.sync.refusals import BundleError, NewerBundleError

GOOD = msgspec.to_builtins(bundles.header(), builtin_types=[bytes])


def packed(**changes: object) -> bytes:
    return msgspec.msgpack.encode(GOOD | changes)


def test_a_header_comes_back():
    assert header.read_header(header.write(bundles.header())) == bundles.header()


def test_what_has_a_default_may_be_missing():
    fields = {key: GOOD[key] for key in GOOD if key not in {"previous", "policy", "devices"}}
    found = header.read_header(msgspec.msgpack.encode(fields))
    assert (found.previous, found.policy, found.devices) == (b"", "", b"")


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 0},
        {"format": "1"},
        {"extra": 1},
        {"purpose": "Branch"},
        {"purpose": "branch\n"},
        {"register": "x" * 65},
        {"site": 0},
        {"made_at": 253_402_300_800_000},
        {"site": 1 << 31},
        {"key": bytes(15)},
        {"number": 0},
        {"previous": bytes(31)},
        {"made_at": 1 << 53},
        {"devices": bytes(header.MOST_DEVICES + 1)},
        {"schema": 1.5},
    ],
)
def test_what_is_outside_its_range_is_refused(changes: dict[str, object]):
    with pytest.raises(BundleError):
        header.read_header(packed(**changes))


@pytest.mark.parametrize("missing", ["program", "purpose", "register", "site", "key", "made_at"])
def test_what_is_missing_is_refused(missing: str):
    fields = {key: GOOD[key] for key in GOOD if key != missing}
    with pytest.raises(BundleError):
        header.read_header(msgspec.msgpack.encode(fields))


@pytest.mark.parametrize(
    "data", [b"", b"\xc1", b"\x90", b"\xdf\xff\xff\xff\xff", b"\x81\xa1\xff\x01", b"\x81" * 5000,
             b"\x91" * 100_000 + b"\xc0"]
)  # fmt: skip
def test_what_is_no_header_is_refused(data: bytes):
    with pytest.raises(BundleError):
        header.read_header(data)


def test_bytes_after_a_header_are_refused():
    with pytest.raises(BundleError):
        header.read_header(packed() + b"\0")


def test_a_newer_format_is_named_whatever_else_it_holds():
    data = msgspec.msgpack.encode({"format": 2, "program": "3.1", "maker": {"device": [1]}})
    with pytest.raises(NewerBundleError, match="update unionbook") as told:
        header.read_header(data)
    assert (told.value.format, told.value.program) == (2, "3.1")


HEAD = {
    "name": "office",
    "since": {5: 1},
    "until": {5: 9},
    "commitment": bytes(32),
    "recipients": [{"key": bytes(16), "sealed": bytes(1168)}],
}


def test_the_head_of_a_part_comes_back():
    found = header.read_head(msgspec.msgpack.encode(HEAD))
    assert header.read_head(header.write(found)) == found
    assert found.until == {5: 9}


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "../office"},
        {"since": {0: 1}},
        {"until": {5: 1 << 32}},
        {"until": {"5": 1}},
        {"commitment": bytes(31)},
        {"recipients": []},
        {"recipients": [{"key": bytes(16), "sealed": bytes(1167)}]},
        {"size": 5},
        {"since": dict.fromkeys(range(1, header.MOST_SITES + 2), 1)},
    ],
)
def test_a_head_outside_its_ranges_is_refused(changes: dict[str, object]):
    with pytest.raises(BundleError):
        header.read_head(msgspec.msgpack.encode(HEAD | changes))
