# SPDX-License-Identifier: Apache-2.0
"""Where a rule is written, and how sure that is."""

from __future__ import annotations

from unionbook.domain.sources import certainty_text, sources_of


def test_how_sure_something_is_is_said_in_words():
    told = [certainty_text(one) for one in ("S", "S2", "R", "")]
    assert told == ["Source seen", "Second-hand", "Unconfirmed", "The branch's own"]
    assert certainty_text("S9") == "Unconfirmed"


def test_a_source_is_kept_by_language():
    row = {"source": "Law 1", "source_vi": "Luật 1", "certainty": "S"}
    assert sources_of(row) == {"en": "Law 1", "vi": "Luật 1"}
