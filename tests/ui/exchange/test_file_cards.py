# SPDX-License-Identifier: Apache-2.0
"""Of many files the count comes first, then those that need a person, then a line for the rest."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from unionbook.operations.bundles import BundleInfo
from unionbook.ui.exchange import file_cards
from unionbook.ui.exchange.arrivals import Arrival, Outcome

_NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def arrival(name: str, seal: str = "good", *, maker: str = "Sao Mai", place: str = "") -> Arrival:
    told = (7, maker, 1, _NOW, "", "1", 1000, "aa", seal, ("office",))
    return Arrival(Path(name), BundleInfo(Path(name), "up", "r", "s", *told), place=place)


def lines(card) -> list[str]:
    return [one.text().replace("\u200b", "") for one in card.findChildren(QLabel)]


@pytest.mark.usefixtures("qapp")
def test_what_is_wrong_stands_above_what_is_right():
    good = [arrival(f"good {number}") for number in range(12)]
    known = arrival("known", place="known")
    elsewhere = arrival("elsewhere", place="elsewhere")
    broken = Arrival(Path("broken"), None, "The file is damaged.")
    found = [*good, known, elsewhere, arrival("forged", "bad"), arrival("who", maker=""), broken]
    count, *cards = [lines(card) for card in file_cards.arrival_cards(found)]
    assert count == [
        "17 files",
        "1 cannot be read",
        "1 was altered on the way",
        "1 of an office or a PC that is not known here",
        "1 for another office",
        "1 was taken in before and counts once",
        "12 can be taken in",
    ]
    assert [card[0] for card in cards[:5]] == ["broken", "forged", "who", "elsewhere", "known"]
    # A signature that fits says little of a file that is for somebody else.
    assert cards[3][1] == "For another office"
    assert cards[-1][0] == "and 5 more files"
    assert len(cards[-1][1].splitlines()) == 5


@pytest.mark.usefixtures("qapp")
def test_one_file_needs_no_count():
    [card] = file_cards.arrival_cards([arrival("alone")])
    assert lines(card)[0] == "alone"


@pytest.mark.usefixtures("qapp")
def test_what_was_not_reached_is_counted_too():
    found = [Outcome(Path(str(number)), "applied", "ok") for number in range(10)]
    found.append(Outcome(Path("bad"), "refused", "no"))
    assert lines(file_cards.outcomes_counted(found, 15)) == [
        "15 files",
        "1 refused",
        "4 not taken in, because you stopped",
        "10 taken in",
    ]
    each, rest = file_cards.outcomes_in_order(found)
    assert each[0].state == "refused"
    assert len(each) + len(rest) == 11
