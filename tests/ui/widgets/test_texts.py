# SPDX-License-Identifier: Apache-2.0
"""What people wrote is shown as they wrote it: no text makes Qt fetch a picture."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import offices
import pytest
import registers
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListView,
    QTextEdit,
    QTreeView,
    QWidget,
)

from unionbook import ui
from unionbook.domain.ledger import CASH, Line
from unionbook.operations import groups, ledger, members, sessions, units
from unionbook.ui.navigation import DESK_SCREENS, SCREENS
from unionbook.ui.widgets.texts import label, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionbook.ui.desk import Desk
    from unionbook.ui.main_window import MainWindow

PICTURE = '<img src="//thief.example/x.png">An'
_TIP = Qt.ItemDataRole.ToolTipRole
_ROWS = 40  # of each table: what is not seen is made in the same way


@pytest.mark.parametrize("text", ["", "Trần Văn An", "A & B < C", "1 < 2 > 0", "two\nlines"])
def test_a_usual_text_stays_as_it_is(text: str):
    assert plain(text) == text


@pytest.mark.usefixtures("qapp")
def test_what_looks_like_a_picture_is_text():
    assert GuiQt.mightBeRichText(PICTURE)
    told = plain(PICTURE)
    assert "<img" not in told
    assert "&lt;img" in told
    assert label(PICTURE).textFormat() is Qt.TextFormat.PlainText


@pytest.mark.usefixtures("qapp")
def test_a_tip_says_every_letter():
    told = f"{PICTURE} & <b>Bình</b>"
    page = QTextDocument()
    page.setHtml(plain(told))
    assert page.toPlainText() == told


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    folder = Path(ui.__file__).parent
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and name in {
                getattr(node.func, "id", ""),
                getattr(node.func, "attr", ""),
            }:
                yield f"{path.relative_to(folder)}:{node.lineno}", node


def is_plain(given: ast.expr) -> bool:
    return isinstance(given, ast.Constant) or (
        isinstance(given, ast.Call) and getattr(given.func, "id", "") in {"plain", "_"}
    )


def test_every_tip_and_label_is_made_plain():
    """Whatever is added later too: a tip by ``plain``, a label with words by ``label``."""
    tips = [place for place, node in calls("setToolTip") if not is_plain(node.args[-1])]
    tips += [place for place, node in calls("showText") if not is_plain(node.args[1])]
    labels = [
        place
        for place, node in calls("QLabel")
        if node.args and not place.startswith("widgets/texts.py")
    ]
    roles = [
        path.name
        for path in Path(ui.__file__).parent.rglob("*.py")
        if "ToolTipRole" in (text := path.read_text("utf-8")) and "plain(" not in text
    ]
    assert (tips, labels, roles) == ([], [], [])
    for name in ("QMessageBox", "QTextEdit", "QErrorMessage", "setHtml", "insertHtml"):
        assert list(calls(name)) == [], name


def tips_of(view: QAbstractItemView) -> Iterator[str]:
    model, is_list = view.model(), isinstance(view, QListView)

    def below(parent: QModelIndex) -> Iterator[str]:
        for row in range(min(model.rowCount(parent), _ROWS)):
            for column in range(1 if is_list else model.columnCount(parent)):
                yield str(model.index(row, column, parent).data(_TIP) or "")
            if isinstance(view, QTreeView):  # a table's rows have none below them
                yield from below(model.index(row, 0, parent))

    if model is not None:
        yield from below(QModelIndex())


def rich(root: QWidget) -> list[str]:
    """Give what Qt would take for more than text."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        told = [widget.toolTip(), widget.whatsThis(), widget.statusTip()]
        if isinstance(widget, QAbstractItemView):
            told += tips_of(widget)
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
            told.append(widget.text())
        if isinstance(widget, QTextEdit):
            found += ["a picture in a page"] * widget.toHtml().count("<img")
        named = f"{type(widget).__name__} {widget.objectName()}"
        found += [f"{named}: {one}" for one in told if "<img" in one]
    return found


def enter(desk: Desk, folder: Path, settle) -> None:
    session = sessions.open_register(
        folder=folder, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    desk.enter((session, session.info))
    settle()


def test_a_branch_where_all_is_called_so(window: MainWindow, desk: Desk, tmp_path: Path, settle):
    session = registers.make(tmp_path)
    told = dict.fromkeys(("department", "job", "note", "employer"), PICTURE)
    registers.enrol(session, PICTURE, **told)
    registers.enrol(session, PICTURE, **told)
    groups.add_group(session, name=PICTURE, kind="union_team")
    groups.save_filter(session, name=PICTURE, criteria=members.Criteria(text="img"))
    ledger.set_up_books(session)
    ledger.add_account(session, code="91119", name=PICTURE, kind="expense")
    spent, cash = ledger.account(session, code="91119").id, ledger.by_role(session, CASH)
    lines = (Line(spent, 5_000), Line(cash, -5_000))
    ledger.post_voucher(session, kind="payment", lines=lines, reason=PICTURE, counterparty=PICTURE)
    session.close()
    enter(desk, tmp_path / "branch.unionbook", settle)
    workspace = window.workspace
    assert workspace is not None
    found = []
    for name in SCREENS:
        workspace.go(name)
        settle()
        found += [f"{name}: {one}" for one in rich(window)]
    workspace.go("members")
    settle()
    workspace.screen_of("members").table.selectRow(0)
    settle()
    found += rich(window)
    assert found == []


def test_a_desk_whose_units_are_called_so(window: MainWindow, desk: Desk, tmp_path: Path, settle):
    pc = offices.found(tmp_path, "desk", branch=PICTURE, kind="federation")
    with pc.open() as session:
        units.add_unit(session, name=PICTURE)
    enter(desk, pc.folder, settle)
    found = []
    for name in DESK_SCREENS:
        window.workspace.go(name)
        settle()
        found += [f"{name}: {one}" for one in rich(window)]
    assert found == []
