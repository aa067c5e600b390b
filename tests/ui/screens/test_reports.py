# SPDX-License-Identifier: Apache-2.0
"""Reports: the paper shown is the paper printed, and every figure leads to its vouchers."""

from __future__ import annotations

import money_branch
import pytest
import python_calamine
import registers
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from unionbook.domain.report_tables import TOTAL_ROW
from unionbook.operations import sessions
from unionbook.operations.money_reports import kinds_of, make_report, save_report

Key = Qt.Key


@pytest.fixture
def busy(register):
    session = registers.reopen(register)
    money_branch.set_up(session)
    registers.add_user(session, "Cúc", "complaints_officer")
    session.close()
    return register


@pytest.fixture
def screen(window, desk, busy, settle):
    session = sessions.open_register(
        folder=busy, user=registers.HEAD, passphrase=registers.PASSPHRASE
    )
    desk.enter((session, session.info))
    settle()
    window.workspace.close_help()
    window.workspace.go("reports")
    settle()
    return window.workspace.screen_of("reports")


@pytest.fixture
def made(qtbot, settle, screen):
    """Ask for a report and wait until it is shown."""

    def wait(*what):
        if what:
            screen.arrive(("report", *what))
        settle()
        qtbot.waitUntil(lambda: not screen.is_working, timeout=15000)
        settle()
        return screen.report

    return wait


def test_every_report_of_the_country_is_in_the_gallery(screen, desk, made):
    made()
    assert set(screen.gallery.kinds) == {kind.name for kind in kinds_of(desk.open_session)}
    assert screen.report.name == "cash-book"


def test_each_report_is_shown_or_says_what_it_needs(screen, made):
    for name in screen.gallery.kinds:
        report = made(name)
        if report is None:
            assert screen._places.currentIndex() == 2
            assert screen._why._body.text(), name
            assert not screen.pdf.isEnabled()
        else:
            assert screen.preview.count > 0, name
            assert screen.pdf.isEnabled()


def test_what_is_shown_is_what_the_operation_makes(screen, desk, made):
    report = made("trial-balance", "9/2025")
    expected = make_report(desk.open_session, name="trial-balance", period="9/2025")
    assert report.rows == expected.rows
    assert screen.paper.content.startswith(b"%PDF")
    assert tuple(screen.figures.table.rows.rows) == report.rows


def test_another_period_makes_another_report(screen, made):
    made("dues-months", "2025")
    assert screen.report.first == "2025-01"
    assert screen.report.rows[0][0] == "2025-07"
    screen.choices.period.step(1)
    assert made().first == "2026-01"
    made("trial-balance")
    assert screen.choices.span.isVisibleTo(screen)
    made("arrears")
    assert not screen.choices.span.isVisibleTo(screen)


def test_a_figure_leads_to_vouchers_that_add_up_to_it(screen, window, made, settle):
    report = made("trial-balance", "9/2025")
    screen.views.setCurrentIndex(1)
    table = screen.figures.table
    followed = 0
    for row in (*range(len(report.rows)), TOTAL_ROW):
        for column in range(len(report.columns)):
            line = report.total if row == TOTAL_ROW else report.rows[row]
            if not isinstance(line[column], int) or not screen.figures.can_follow(row, column):
                continue
            shown = len(report.rows) if row == TOTAL_ROW else row
            table.clicked.emit(table.model().index(shown, column))
            settle()
            assert screen.behind.isVisible()
            found = screen.behind._found
            assert sum(one.amount for one in found) == line[column]
            followed += 1
    assert followed > 10
    screen.behind.table.opened.emit(0)
    settle()
    assert window.workspace.screen_name == "books"
    shown = window.workspace.screen_of("books").parts["vouchers"].panel.sight
    assert shown.voucher.id == screen.behind._found[0].voucher.id


def test_a_figure_is_followed_by_keyboard(screen, window, made, settle, qtbot):
    made("trial-balance", "9/2025")
    screen.views.setCurrentIndex(1)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    table = screen.figures.table
    table.setFocus()
    for key in (Key.Key_Home, *[Key.Key_Right] * 4, Key.Key_Return):
        qtbot.keyClick(table, key)
    settle()
    assert screen.behind.isVisible()
    screen.behind.setFocus()
    qtbot.keyClick(screen.behind, Key.Key_Escape)
    assert not screen.behind.isVisible()


def test_a_text_leads_nowhere(screen, made):
    made("trial-balance", "9/2025")
    assert not screen.figures.can_follow(0, 0)


def test_charts_stand_above_the_figures(screen, made):
    made("dues-months", "2025")
    screen.views.setCurrentIndex(1)
    assert screen.figures.charts[0].isVisible()
    assert "%" in screen.figures.charts[0].accessibleDescription()
    made("trial-balance", "9/2025")
    assert not screen.figures.charts[0].isVisible()


def test_an_account_may_be_chosen(screen, made):
    made("cash-book", "9/2025")
    box = screen.choices._fields["account"]
    box.setCurrentIndex(box.findData("112"))
    box.activated.emit(box.currentIndex())
    assert made().about.startswith("112")


def test_what_is_shown_is_saved(screen, made, tmp_path, monkeypatch, settle, heard):
    made("trial-balance", "9/2025")
    for name, button in (("t.pdf", screen.pdf), ("t.xlsx", screen.excel)):
        path = tmp_path / name
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *_args, path=path: (str(path), "")
        )
        button.click()
        settle()
        assert path.is_file()
        assert path.name in heard.sentences[-1]
    rows = python_calamine.load_workbook(str(tmp_path / "t.xlsx")).get_sheet_by_index(0)
    flat = [cell for row in rows.to_python() for cell in row]
    assert "Tiền mặt" in flat


def test_figures_are_made_again_when_money_moves(desk, made):
    before = made("trial-balance", "9/2025").total
    money_branch.post(desk.open_session, "receipt", "cash", "other_income", 9, "2025-09-30")
    desk.changed.emit(type("Changed", (), {"rows": {"vouchers": (1,)}})(), desk)
    after = made().total
    assert after[4] == before[4] + 9


def test_locking_comes_back_to_the_same_report(screen, window, made, settle, unlock, qtbot):
    made("dues-months", "2025")
    screen.views.setCurrentIndex(1)
    window.lock()
    settle()
    unlock()
    again = window.workspace.screen_of("reports")
    qtbot.waitUntil(lambda: again.report is not None and not again.is_working)
    assert (again.report.name, again.report.first) == ("dues-months", "2025-01")
    assert again.views.currentIndex() == 1


def test_who_may_not_see_money_sees_no_reports(window, desk, busy, settle):
    session = sessions.open_register(folder=busy, user="Cúc", passphrase=registers.PASSPHRASE)
    desk.enter((session, session.info))
    settle()
    assert "reports" not in window.workspace.side.ways


def test_a_report_that_is_handed_in_is_checked(screen, desk, made, tmp_path, settle, qtbot):
    report = made("trial-balance", "9/2025")
    path = tmp_path / "handed-in.pdf"
    save_report(desk.open_session, report=report, path=path)
    screen.check_file(path)
    settle()
    qtbot.waitUntil(screen.checked.isVisible)
    assert "every figure is that of the register" in screen.checked.verdict.text()
    assert not screen.checked.table.isVisibleTo(screen.checked)
    money_branch.post(desk.open_session, "receipt", "cash", "other_income", 9, "2025-09-30")
    screen.check_file(path)
    settle()
    assert "was right when it was made" in screen.checked.verdict.text()
    assert screen.checked.table.rows.rows
    screen.checked.close_it.click()
    assert not screen.checked.isVisible()


def test_a_file_that_is_no_report_is_told_so(screen, made, tmp_path, settle, heard):
    made()
    path = tmp_path / "other.pdf"
    path.write_bytes(b"%PDF-1.4 nothing")
    screen.check_file(path)
    settle()
    assert heard.sentences
    assert not screen.checked.isVisible()


def test_a_report_dropped_on_the_screen_is_checked(screen, desk, made, tmp_path, settle, qtbot):
    path = tmp_path / "dropped.xlsx"
    save_report(desk.open_session, report=made("trial-balance", "9/2025"), path=path)
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    enters = QDragEnterEvent(QPoint(200, 200), copy, what, left, plain)
    drops = QDropEvent(QPointF(200, 200), copy, what, left, plain)
    QApplication.sendEvent(screen, enters)
    QApplication.sendEvent(screen, drops)
    settle()
    qtbot.waitUntil(screen.checked.isVisible)
    assert "every figure is that of the register" in screen.checked.verdict.text()


def test_a_report_is_checked_from_the_search(window, screen, made, settle, monkeypatch, qtbot):
    made()
    asked = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_all: (asked.append(1), ("", ""))[1]
    )
    window.workspace.go("home")
    settle()
    next(one for one in window.workspace.commands if one.name == "Check a report").act()
    settle()
    qtbot.waitUntil(lambda: bool(asked))
    assert screen.isVisible()


def test_long_titles_of_reports_are_whole(screen, made):
    made()
    gallery = screen.gallery
    gallery.window().resize(960, 540)
    for name, item in gallery._items.items():
        rect = gallery.visualItemRect(item)
        words = gallery.fontMetrics().boundingRect(
            0, 0, rect.width() - 8, 0, Qt.TextFlag.TextWordWrap, item.text(0)
        )
        assert words.height() <= rect.height(), name
        assert words.width() <= rect.width(), name


def test_it_begins_at_the_latest_month_with_vouchers(screen, desk, made):
    from unionbook.domain import clock
    from unionbook.operations.vouchers import latest_month

    made()
    latest = latest_month(desk.open_session, until=clock.today()[:7])
    assert latest < clock.today()[:7]
    assert screen.choices.period.last == latest


def test_a_verdict_stands_alone_without_the_report_chosen(screen, made, tmp_path, desk, settle):
    report = made("trial-balance")
    path = tmp_path / "report.xlsx"
    save_report(desk.open_session, report=report, path=path)
    screen.check_file(path)
    settle()
    assert screen._strip.isHidden()
    assert not screen.print.isEnabled()
    screen.checked.close_it.click()
    settle()
    assert not screen._strip.isHidden()
    assert screen.print.isEnabled()
