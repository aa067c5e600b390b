# SPDX-License-Identifier: Apache-2.0
"""Sweeping from the command line."""

from __future__ import annotations


def test_sweeping_says_how_much(cli):
    assert cli.json("sweep") == {"reasons": 0, "notes": 0, "files": 0}
    assert "reasons 0" in cli.done("sweep").out
