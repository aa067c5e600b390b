# SPDX-License-Identifier: Apache-2.0
"""A chart in the window: readable in both looks, and told to who cannot see it."""

from __future__ import annotations

import pytest

from unionbook.domain.drawing import Bar, Chart, ChartKind, Tone, Unit
from unionbook.ui import theme as look
from unionbook.ui.widgets import chart as widget
from unionbook.ui.widgets.chart import ChartView

CHART = Chart(
    "Arrears by age",
    ChartKind.BARS,
    Unit.MONEY,
    (Bar("This month", 110_000), Bar("1–2 months", 50_000)),
)


def contrast(one: str, other: str) -> float:
    def brightness(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [look.LIGHT, look.DARK], ids=["light", "dark"])
def test_bars_and_texts_stand_out_from_what_they_lie_on(colours: look.Colours) -> None:
    for ground in (colours.window, colours.surface):
        assert contrast(getattr(colours, widget._ROLES[Tone.TEXT]), ground) >= 4.5
        assert contrast(getattr(colours, widget._ROLES[Tone.QUIET]), ground) >= 4.5
        assert contrast(getattr(colours, widget._ROLES[Tone.BAR]), ground) >= 3
    track = getattr(colours, widget._ROLES[Tone.TRACK])
    assert contrast(getattr(colours, widget._ROLES[Tone.BAR]), track) >= 3


def test_it_is_painted_as_wide_as_there_is_room_and_read_aloud(qtbot, desk) -> None:
    view = ChartView(desk.theme, CHART)
    qtbot.addWidget(view)
    view.resize(600, 10)
    view.grab()
    assert view.drawing is not None
    assert view.drawing.width == 600
    assert view.height() == round(view.drawing.height) > 50
    accent = desk.theme.colour("accent").rgb()
    picture = view.grab().toImage()
    found = [
        picture.pixel(x, y)
        for x in range(0, picture.width(), 7)
        for y in range(0, picture.height(), 3)
    ]
    assert found.count(accent) > 20
    assert view.accessibleName() == "Arrears by age"
    assert view.accessibleDescription() == "This month: 110,000; 1–2 months: 50,000"
    view.show_chart(None)
    assert (view.height(), view.accessibleName()) == (0, "")
    view.grab()
