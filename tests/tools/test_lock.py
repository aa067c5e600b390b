# SPDX-License-Identifier: Apache-2.0
"""What may stand in a lock."""

from __future__ import annotations

import pytest

from tools import lock

HASH = "    --hash=sha256:" + "0" * 64


def test_versions_and_hashes_may_stand_in_a_lock():
    text = f"babel==2.18.0 \\\n{HASH} \\\n{HASH}\ncffi==2 ; os_name == 'nt' \\\n{HASH}\n"
    assert lock.strange_lines(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://example.org/simple",
        "--find-links wheels",
        "babel @ https://example.org/babel.whl \\",
        "babel==2.18.0",
        "babel>=2 \\",
        "-e .",
        "    --hash=md5:" + "0" * 32,
    ],
)
def test_nothing_else_may(line: str):
    assert lock.strange_lines(f"babel==2.18.0 \\\n{HASH}\n{line}\n") == [line]
