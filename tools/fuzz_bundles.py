# SPDX-License-Identifier: Apache-2.0
"""Throws altered bundles at the reader: ``python -m tools.fuzz_bundles [--seconds N]``.

The reader may refuse with a sentence and nothing else: any other error ends the run and leaves the
input in a file. Where atheris is installed (Linux, ``pip install atheris``) it looks for inputs
that reach new lines; without it, inputs are made by altering the test vectors at random.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import importlib.util
import io
import json
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from unionbook.domain.exchange import KnownCommit
from unionbook.errors import UnionbookError
from unionbook.sync import bundle, columns, frames, header, squeezing, strings, trust
from unionbook.sync.items import Decoder, encode_commits
from unionbook.sync.packing import Cursor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

VECTORS = Path(__file__).resolve().parent.parent / "tests" / "sync" / "vectors"
_SMALL = bundle.Limits(plain=1 << 24, rows=100_000, values=1_000_000)
_LONGEST = 1 << 16


def _file(data: bytes) -> None:
    trust.claimed_keys(frames.read_layout(io.BytesIO(data), len(data)).header.devices)


def _plain(data: bytes) -> None:
    decoder, reading = Decoder(), bundle.Reading(_SMALL, len(data))
    for form, body in reading.items(iter([data])):
        decoder.decode(form, body)
        reading.check(decoder)
    decoder.finish()


def _block(data: bytes) -> None:
    columns.decode_block(data, 5, strings.Budget(1 << 20))


def _column(data: bytes) -> None:
    cursor = Cursor(data[1:])
    columns.decode_column(cursor, data[0] if data else 0, strings.Budget(1 << 20))
    cursor.finish()


def _head(data: bytes) -> None:
    header.read_head(data)


def _devices(data: bytes) -> None:
    trust.claimed_keys(data)


def _chunk(data: bytes) -> None:
    squeezing.unsqueeze(data, frames.CHUNK)


TARGETS: tuple[Callable[[bytes], None], ...] = (
    _file, _plain, _block, _column, _head, _devices, _chunk,
)  # fmt: skip


def one_input(data: bytes) -> bool:
    """Give the target named by the first byte the rest; tell whether it was taken."""
    if not data:
        return False
    try:
        TARGETS[data[0] % len(TARGETS)](data[1:])
    except UnionbookError:
        return False
    return True


def seeds() -> list[bytes]:
    """Give good inputs to begin with: the vectors, and what their columns are made of."""
    files = [path.read_bytes() for path in sorted(VECTORS.glob("*.bundle"))]
    told = json.loads((VECTORS / "vectors.json").read_text("utf-8"))
    made = [b"\0" + data for data in files]
    body = b"".join(encode_commits([KnownCommit(1, 1, bytes(32), "Lan", "enrol_member", "")]))
    commit = b"\x01" + len(body).to_bytes(4, "big") + body
    for column in told["columns"]:
        data = bytes.fromhex(column["bytes"])
        made.append(bytes([3, len(column["values"])]) + data)
        block = b"\x01m\x00" + bytes([len(column["values"])]) + b"\x01\x01c"
        block += b"\x00\x02\x01\x00" + b"\x00\x00\x01\x00" + data
        made.append(b"\x02" + block)
        made.append(b"\x01" + commit + b"\x02" + len(block).to_bytes(4, "big") + block)
        made.append(b"\x06" + squeezing.squeeze([data, bytes(600)]))
    layout = frames.read_layout(io.BytesIO(files[-1]), len(files[-1]))
    made.extend(b"\x04" + header.write(part.head) for part in layout.parts if part.head)
    return made


def altered(data: bytes, dice: random.Random) -> bytes:
    """Alter an input in one to four places: turn, put in, leave out, repeat, make extreme."""
    out = bytearray(data)
    for _time in range(dice.randint(1, 4)):
        at = dice.randrange(len(out)) if out else 0
        length = min(dice.choice((1, 1, 2, 4, 16)), len(out) - at)
        made = (
            lambda at=at: bytes([out[at] ^ 1 << dice.randrange(8)]) if out else b"\0",
            lambda length=length: dice.randbytes(length),
            lambda: b"",
            lambda at=at, length=length: bytes(out[at : at + length]) * 2,
            lambda length=length: dice.choice((b"\xff", b"\x00", b"\x80", b"\x7f")) * length,
        )
        what = dice.randrange(len(made))
        out[at : at + (1 if what == 0 else length)] = made[what]()
    return bytes(out[:_LONGEST])


def run(inputs: int, seconds: float, seed: int) -> tuple[int, int]:
    """Try altered seeds; give how many were tried and how many were taken."""
    dice, good = random.Random(seed), seeds()  # noqa: S311 - nothing secret hangs on it
    end = time.monotonic() + seconds
    tried = taken = 0
    while tried < inputs and time.monotonic() < end:
        data = altered(dice.choice(good), dice)
        try:
            taken += one_input(data)
        except Exception:
            _keep(data)
            raise
        tried += 1
    return tried, taken


def _keep(data: bytes) -> None:
    path = Path(f"crash-{hashlib.sha256(data).hexdigest()[:16]}")
    path.write_bytes(data)
    print(f"kept as {path}", file=sys.stderr)


def _by_coverage(seconds: int, corpus: Path) -> None:
    atheris = importlib.import_module("atheris")
    corpus.mkdir(parents=True, exist_ok=True)
    for data in seeds():
        (corpus / hashlib.sha256(data).hexdigest()).write_bytes(data)
    atheris.instrument_all()
    limits = [f"-max_total_time={seconds}", f"-max_len={_LONGEST}", "-rss_limit_mb=1024"]
    atheris.Setup([sys.argv[0], *limits, "-timeout=20", str(corpus)], one_input_quietly)
    atheris.Fuzz()


def one_input_quietly(data: bytes) -> None:
    """Do ``one_input`` for a fuzzer that wants nothing back."""
    one_input(data)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz for as long as asked."""
    reader = argparse.ArgumentParser(description="altered bundles at the reader")
    reader.add_argument("--seconds", type=int, default=60)
    reader.add_argument("--inputs", type=int, default=1 << 62)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--corpus", type=Path, help="fuzz with atheris, keeping its inputs here")
    asked = reader.parse_args(arguments)
    if asked.corpus and importlib.util.find_spec("atheris"):
        _by_coverage(asked.seconds, asked.corpus)
    tried, taken = run(asked.inputs, asked.seconds, asked.seed)
    print(f"{tried:,} inputs, {taken:,} of them taken, the others refused by a sentence")
    return 0


if __name__ == "__main__":
    sys.exit(main())
