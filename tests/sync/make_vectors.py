# SPDX-License-Identifier: Apache-2.0
"""Makes the test vectors anew: ``python tests/sync/make_vectors.py`` from the project's folder.

They are made once for each format and then stay: a released reader must read them for ever.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "vectors"
sys.path[:0] = [str(HERE.parent.parent), str(HERE.parent)]

import bundles  # noqa: E402 - found by the path above
from document_reader import Bundle  # noqa: E402 - likewise

from unionbook.sync import bundle, columns, sealing, strings  # noqa: E402 - likewise

PRIVATE = {"office": bundles.OFFICE, "cases": bundles.CASES, "files": bundles.OFFICE}


def plain(value: object) -> object:
    """Give a value as JSON can hold it: bytes as ``{"hex": …}``, long ones by their digest."""
    if isinstance(value, bytes):
        long = len(value) > 4096
        return {"sha256": hashlib.sha256(value).hexdigest()} if long else {"hex": value.hex()}
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def column_vectors() -> list[dict[str, object]]:
    """One column for each content, and one for each form of texts."""
    names = [f"{family} {given}" for family in ("Đỗ", "Lê") for given in ("An", "Ý", "Hà")]
    mixed = [None, 1, "a", b"\xff", 0.5, -1, "", None]
    found: list[list[object]] = [
        [None, None],
        [7, 7, 7],
        [-(2**63), 2**63 - 1],
        [1_000_000, 1_025_000, 1_100_000, 1_075_000],
        list(range(5_000_000_000, 5_000_000_040)),
        [None, 3, None, 300, 70_000],
        [0.1, -0.0, 1e300, -2.5e-300],
        [b"", b"\x00\x01", None],
        mixed,
    ]
    made = [(values, columns.encode_column(values)) for values in found]
    texts = {
        strings.Form.RAW: (strings._raw, ["Hà", "", "Ngô Thị Ý", "𝄞"]),
        strings.Form.DICTIONARY: (strings._dictionary, names[:2] * 3),
        strings.Form.DIGITS: (strings._digits, ["001", "0", "999999999999999999"]),
        strings.Form.DAYS: (None, ["2026-11-21", "1969-12-31", "0001-01-01", "9999-12-31"]),
        strings.Form.PARTED: (strings._parted, ["0901", "x", "12"]),
        strings.Form.WORDS: (strings._words, [*names, "", "một-hai 3.4 năm", "07/2026"]),
    }
    for form, (encode, values) in texts.items():
        head = [bytes([columns.Content.TEXT])]
        body = [bytes([form]), *encode(values)] if encode else strings.encode(values)
        made.append((list(values), head + body))
    return [{"values": plain(values), "bytes": b"".join(pieces).hex()} for values, pieces in made]


def bundle_vector(data: bytes) -> dict[str, object]:
    """What an independent reader finds in a file."""
    told = Bundle(data)
    return {
        "digest": told.digest.hex(),
        "header": plain(told.header),
        "parts": {
            name: plain(told.items(name, PRIVATE[name], sealing.public_of(PRIVATE[name])))
            for name in told.heads()
        },
    }


def main() -> None:
    """Write the files and what is in them."""
    FOLDER.mkdir(exist_ok=True)
    whole = bundles.make()
    path = FOLDER / "whole.bundle"
    path.write_bytes(whole)
    alone = io.BytesIO()
    bundle.verify(path, bundles.KNOWN).extract({"cases"}, alone)
    (FOLDER / "cases-alone.bundle").write_bytes(alone.getvalue())
    told = {
        "signing_private": bundles.SIGNING.hex(),
        "signing_public": bundles.PUBLIC.hex(),
        "sealing_private": {name: key.hex() for name, key in PRIVATE.items()},
        "sealing_public": {name: sealing.public_of(key).hex() for name, key in PRIVATE.items()},
        "bundles": {
            "whole.bundle": bundle_vector(whole),
            "cases-alone.bundle": bundle_vector(alone.getvalue()),
        },
        "columns": column_vectors(),
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (FOLDER / "vectors.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
