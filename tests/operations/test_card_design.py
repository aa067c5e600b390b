# SPDX-License-Identifier: Apache-2.0
"""The branch's own card: kept, used for its cards, refused where no card could show it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pdf
import pytest
import registers
from PIL import Image

from unionbook.errors import InvalidValueError, UnreadableFileError
from unionbook.operations import card_design
from unionbook.operations.card_design import CardColours, CardTemplate, Design
from unionbook.operations.history import undo_commit
from unionbook.operations.papers import make_cards

if TYPE_CHECKING:
    from pathlib import Path

OWN = CardTemplate(
    colours=CardColours(band="#7A1020"),
    title='Thẻ "đoàn viên"',
    fields=("card_number", "job"),
    back_lines=("Dòng một", "Dòng\thai"),
    signatory="Ban chấp hành",
)


def test_a_branch_begins_with_the_programs_design(tmp_path: Path):
    session = registers.make(tmp_path)
    assert card_design.read_design(session) == card_design.program_design()
    session.close()


def test_a_design_is_kept_used_and_taken_back(tmp_path: Path):
    session = registers.make(tmp_path)
    member = registers.enrol(session, "Trần Văn An", job="Thợ cắt")
    picture = io.BytesIO()
    Image.new("RGBA", (900, 600), (10, 20, 30, 0)).save(picture, "PNG")
    (tmp_path / "emblem.png").write_bytes(picture.getvalue())
    emblem = card_design.read_emblem(tmp_path / "emblem.png")
    assert Image.open(io.BytesIO(emblem)).size == (400, 267)
    changes = card_design.save_design(session, design=Design(OWN, emblem))
    assert card_design.read_design(session) == Design(OWN, emblem)
    text = pdf.words(make_cards(session, ids=[member]).content)
    assert "Thợ cắt" in text
    assert "Ban chấp hành" in text
    undo_commit(session, commit_id=changes.commit_id)
    assert card_design.read_design(session) == card_design.program_design()
    session.close()


def test_an_emblem_that_would_fill_the_memory_is_not_drawn(tmp_path: Path):
    """It may have come from another PC."""
    session = registers.make(tmp_path)
    out = io.BytesIO()
    Image.new("1", (401, 9)).save(out, "PNG")
    huge = out.getvalue()
    card_design.save_design(session, design=Design(OWN, huge))
    assert card_design.read_design(session) == Design(OWN)
    session.close()


def test_a_design_may_be_tried_without_being_kept(tmp_path: Path):
    session = registers.make(tmp_path)
    member = registers.enrol(session)
    paper = make_cards(session, ids=[member], single=True, design=Design(OWN))
    assert "Ban chấp hành" in pdf.words(paper.content)
    assert card_design.read_design(session) == card_design.program_design()
    session.close()


def test_what_no_card_can_show_is_refused(tmp_path: Path):
    session = registers.make(tmp_path)
    wrong = replace(OWN, colours=CardColours(band="red"))
    with pytest.raises(InvalidValueError):
        card_design.save_design(session, design=Design(wrong))
    (tmp_path / "words.png").write_text("no picture")
    with pytest.raises(UnreadableFileError):
        card_design.read_emblem(tmp_path / "words.png")
    session.close()
