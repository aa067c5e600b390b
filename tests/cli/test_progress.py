# SPDX-License-Identifier: Apache-2.0
"""How far long work has come."""

from __future__ import annotations

from unittest.mock import Mock

import pytest

from unionbook.cli import progress
from unionbook.cli.progress import Progress


@pytest.fixture
def said(monkeypatch):
    heard = []
    monkeypatch.setattr(progress.click, "echo", lambda text, **_more: heard.append(text))
    return heard


def test_a_person_sees_figures_and_then_nothing(said, monkeypatch):
    monkeypatch.setattr(progress.sys, "stderr", Mock(isatty=lambda: True))
    monkeypatch.setattr(progress, "_PAUSE", 0)
    with Progress() as going:
        going(1200, 4000)
        going.count(3)
    assert [text.strip() for text in said] == ["1,200 / 4,000", "3", ""]
    assert len({len(text) for text in said[:2]}) == 1


def test_lines_do_not_flicker(said, monkeypatch):
    monkeypatch.setattr(progress.sys, "stderr", Mock(isatty=lambda: True))
    with Progress() as going:
        for done in range(100):
            going(done, 100)
    assert len(said) < 10


def test_a_program_sees_nothing(said):
    with Progress() as going:
        going(1, 2)
    assert said == []
