# SPDX-License-Identifier: Apache-2.0
"""What is kept of a mistake of ours, and what is not."""

from __future__ import annotations

import re

import pytest

from unionbook.domain.dates import full_year
from unionbook.operations.crash_reports import describe, write_report

SECRET = "Trần Văn An 0912345678"


@pytest.fixture
def mistake():
    try:
        try:
            full_year(SECRET, 2026)
        except TypeError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError as error:
        return error


def test_kinds_files_and_lines_and_no_value(mistake):
    text = describe(mistake)
    assert "builtins.RuntimeError" in text
    assert "builtins.TypeError" in text
    assert re.search(r"^  domain/dates\.py:\d+$", text, re.MULTILINE)
    assert "Trần" not in text
    assert "0912" not in text
    assert "/home" not in text.replace("domain/", "")


def test_a_report_is_kept_and_only_the_last_twenty(mistake, home):
    paths = [write_report(mistake) for _time in range(25)]
    kept = sorted(home.glob("crash-*.txt"))
    assert len(kept) == 20
    assert kept[-1] == paths[-1]
    assert kept[-1].read_text("utf-8") == describe(mistake)


def test_a_report_that_cannot_be_kept_hides_nothing(mistake, tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setenv("UNIONBOOK_HOME", str(blocked))
    assert write_report(mistake) is None


def test_errors_that_cause_each_other_come_to_an_end():
    error = last = ValueError("0")
    for number in range(50):
        following = ValueError(str(number))
        last.__cause__ = following
        last = following
    assert describe(error).count("ValueError") < 20
