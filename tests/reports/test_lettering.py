# SPDX-License-Identifier: Apache-2.0
"""Text fits its room and is never cut."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unionbook.reports.canvas import Face
from unionbook.reports.lettering import balance, clean, fit, lacking, width, wrap

FACE = Face.REGULAR
TEXTS = st.text(alphabet="aMiđỨ ễỵ-/W.1", min_size=0, max_size=120).map(clean)


@settings(deadline=None)  # the first call loads the fonts
@given(TEXTS, st.floats(20, 300))
def test_wrapped_lines_fit_and_keep_every_letter(text: str, room: float) -> None:
    lines = wrap(text, FACE, 8, room)
    assert all(width(line, FACE, 8) <= room + 0.01 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@settings(deadline=None)  # the first call loads the fonts
@given(TEXTS, st.integers(1, 3))
def test_fitted_lines_fit(text: str, lines: int) -> None:
    made = fit(text, face=FACE, size=9, room=90, lines=lines)
    assert len(made.lines) <= lines
    assert all(width(line, FACE, made.size) <= 90.02 for line in made.lines)


def test_a_little_too_long_shrinks_before_it_wraps() -> None:
    room = width("Nguyễn Thị Hồng Nhung", FACE, 10) * 0.95
    made = fit("Nguyễn Thị Hồng Nhung", face=FACE, size=10, room=room, lines=2)
    assert len(made.lines) == 1
    assert 9 < made.size < 10


def test_much_too_long_wraps_at_full_size() -> None:
    room = width("Nguyễn Thị Hồng Nhung", FACE, 10) * 0.6
    made = fit("Nguyễn Thị Hồng Nhung", face=FACE, size=10, room=room, lines=2)
    assert (made.size, len(made.lines)) == (10, 2)


def test_what_cannot_fit_says_so() -> None:
    made = fit("Nguyễn " * 40, face=FACE, size=9, room=60, lines=1)
    assert made.lines[0].endswith("…")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("  a \u00a0 b\tc\n", "a b c"),
        ("a\u200bb\u202ec", "abc"),
        ("a\x00b", "a b"),
        ("", ""),
    ],
)
def test_clean(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@settings(deadline=None)  # the first call loads the fonts
@given(TEXTS, st.floats(40, 300))
def test_balanced_lines_are_as_few_and_keep_every_letter(text: str, room: float) -> None:
    plain, even = wrap(text, FACE, 8, room), balance(text, FACE, 8, room)
    assert len(even) == len(plain)
    assert all(width(line, FACE, 8) <= room + 0.01 for line in even)
    assert "".join(even).replace(" ", "") == text.replace(" ", "")


def test_letters_the_font_lacks_are_named() -> None:
    assert lacking("Nguyễn Thị Hồng Ỷ đ Đ Ơ ằ") == ""
    assert lacking("Lý 李明 李") == "李明"
