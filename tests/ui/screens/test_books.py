# SPDX-License-Identifier: Apache-2.0
"""The books by hand: vouchers found, entered and reversed; accounts followed; months closed."""

from __future__ import annotations

import money_branch
import pytest
import registers
from PySide6.QtCore import Qt

from unionbook.domain import clock
from unionbook.domain.ledger import Line
from unionbook.operations import ledger, sessions
from unionbook.operations.vouchers import Criteria, list_page
from unionbook.ui.desk import Anything

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def enter(desk, window, folder, settle, user=registers.HEAD):
    session = sessions.open_register(folder=folder, user=user, passphrase=registers.PASSPHRASE)
    desk.enter((session, session.info))
    settle()
    window.workspace.close_help()
    return window.workspace


@pytest.fixture
def busy(register):
    session = registers.reopen(register)
    money_branch.set_up(session)
    registers.add_user(session, "Bình", "treasurer")
    registers.add_user(session, "Dung", "auditor")
    registers.add_user(session, "Cúc", "complaints_officer")
    session.close()
    return register


@pytest.fixture
def screen(window, desk, busy, settle):
    """Open the books of a branch with some money in it, at all its vouchers."""
    workspace = enter(desk, window, busy, settle)
    workspace.go("books", ("part", "vouchers"))
    settle()
    found = workspace.screen_of("books")
    found.parts["vouchers"]._show_all()
    settle()
    return found


def part(screen, name, settle):
    screen.show_part(name)
    settle()
    return screen.parts[name]


def on_screen(screen):
    table = screen.parts["vouchers"].table
    return [table.vouchers.listed(row).voucher.id for row in range(table.vouchers.rowCount())]


def in_the_ledger(desk, **criteria):
    page = list_page(desk.open_session, criteria=Criteria(**criteria))
    return [one.voucher.id for one in page.rows]


def test_books_are_set_up_from_an_empty_screen(window, desk, register, settle):
    workspace = enter(desk, window, register, settle)
    workspace.go("books", ("new", "receipt"))
    settle()
    screen = workspace.screen_of("books")
    assert not screen.tabs.isVisible()
    screen.set_up.click()
    settle()
    assert screen.tabs.isVisible()
    # What was asked for before comes up now.
    assert screen.parts["vouchers"].form.isVisible()


def test_the_list_is_that_of_the_ledger_and_is_narrowed(screen, desk, settle):
    vouchers = screen.parts["vouchers"]
    assert on_screen(screen) == in_the_ledger(desk)
    assert "vouchers" in vouchers.told.text()
    vouchers.kind.setCurrentIndex(vouchers.kind.findData("payment"))
    vouchers.kind.activated.emit(vouchers.kind.currentIndex())
    settle()
    assert on_screen(screen) == in_the_ledger(desk, kind="payment") != []
    vouchers.words.setText("no such word")
    vouchers._timer.timeout.emit()
    settle()
    assert on_screen(screen) == []
    assert vouchers._nothing.isVisible()


def test_an_account_in_the_filter_shows_its_balance(screen, desk, settle):
    vouchers = screen.parts["vouchers"]
    cash = ledger.by_role(desk.open_session, "cash")
    vouchers.account.choose(cash)
    vouchers.account.activated.emit(vouchers.account.currentIndex())
    settle()
    model = vouchers.table.vouchers
    assert model.of_account
    balance = ledger.balance_on(desk.open_session, account_id=cash)
    assert model.listed(0).balance == balance
    assert model.data(model.index(0, 7)) == f"{balance:,}"


def test_more_vouchers_come_as_one_scrolls(screen, desk, settle, monkeypatch):
    monkeypatch.setattr("unionbook.operations.vouchers.PAGE", 2)
    vouchers = screen.parts["vouchers"]
    vouchers.table.show_list(vouchers.criteria)
    settle()
    model = vouchers.table.vouchers
    while model.canFetchMore():
        model.fetchMore()
        settle()
    everything = on_screen(screen)
    monkeypatch.undo()
    assert everything == in_the_ledger(desk)
    assert len(everything) > 4


def test_a_voucher_is_seen_in_full_and_reversed(screen, desk, heard, settle):
    vouchers = screen.parts["vouchers"]
    paid = in_the_ledger(desk, kind="payment")[0]
    assert vouchers.table.choose(paid)
    settle()
    panel = vouchers.panel
    assert panel.isVisible()
    assert panel.amount.text() == "70,000"
    assert panel.in_words.text() == "Seventy thousand dong"
    panel.reverse.click()
    assert panel.reversal.isVisible()
    panel.reversal.carry_out.click()
    settle()
    assert panel.reversal.isVisible()
    assert "why" in panel.reversal._reason_row.note.text()
    panel.reversal.reason.setText("twice")
    panel.reversal.carry_out.click()
    settle()
    back = in_the_ledger(desk, kind="payment")[0]
    assert back != paid
    assert panel.sight.voucher.id == back
    assert panel.sight.voucher.reverses == paid
    assert not any(message.choices for message in heard), "money is not undone, but reversed"
    panel.bound.click()
    settle()
    assert panel.sight.voucher.id == paid
    assert not panel.reverse.isEnabled()


def test_dues_in_a_voucher_lead_to_their_member(screen, desk, window, settle):
    vouchers = screen.parts["vouchers"]
    receipt = in_the_ledger(desk, kind="receipt")[-1]
    vouchers.show_voucher(receipt)
    settle()
    panel = vouchers.panel
    assert panel.dues.isVisible()
    panel.dues.opened.emit(0)
    settle()
    assert window.workspace.screen_name == "members"
    assert window.workspace.screen_of("members").panel.head.name.text() == "Trần Văn An"


def test_a_receipt_is_entered_by_keyboard(screen, desk, window, settle, qtbot, heard):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    before = in_the_ledger(desk)
    qtbot.keyClick(window, Key.Key_F3)
    settle()
    form = screen.parts["vouchers"].form
    assert form.counterparty.hasFocus()
    qtbot.keyClicks(form.counterparty, "Employer")
    line = form.lines.lines[0]
    # What comes up below would be a window of its own, which this platform warns of.
    line.account.setCompleter(None)
    line.account.setFocus()
    line.account.lineEdit().selectAll()
    qtbot.keyClicks(line.account.lineEdit(), "5118")
    line.debit.setFocus()
    qtbot.keyClicks(line.debit, "2500000")
    assert line.account.account == ledger.by_role(desk.open_session, "other_income")
    assert form.total.text() == "2,500,000"
    assert form.in_words.text() == "Two million five hundred thousand dong"
    qtbot.keyClick(line.debit, Key.Key_S, CONTROL)
    settle()
    (made,) = set(in_the_ledger(desk)) - set(before)
    voucher = ledger.get_voucher(desk.open_session, voucher_id=made)
    assert [(account.role, one.amount) for account, one in voucher.lines] == [
        ("cash", 2_500_000),
        ("other_income", -2_500_000),
    ]
    assert voucher.voucher.counterparty == "Employer"
    assert voucher.shown_number in heard.sentences[-1]
    assert heard[-1].choices == ()
    # The form is ready for the next one.
    assert not form.typed


@pytest.mark.parametrize(
    ("kind", "signs"),
    [("payment", {"cash": -1, "welfare": 1}), ("receipt", {"cash": 1, "welfare": -1})],
)
def test_money_stands_on_its_side(screen, desk, settle, kind, signs):
    vouchers = screen.parts["vouchers"]
    screen.arrive(("new", kind))
    form = vouchers.form
    line = form.lines.lines[0]
    line.account.choose(ledger.by_role(desk.open_session, "welfare"))
    line.debit.show_amount(9_000)
    form._on_amount()
    form.post.click()
    settle()
    made = in_the_ledger(desk, kind=kind, first=clock.today()[:7])[0]
    voucher = ledger.get_voucher(desk.open_session, voucher_id=made)
    assert {account.role: one.amount for account, one in voucher.lines} == {
        role: sign * 9_000 for role, sign in signs.items()
    }


def test_a_transfer_goes_from_one_account_to_another(screen, desk, settle):
    vouchers = screen.parts["vouchers"]
    screen.arrive(("new", "transfer"))
    form = vouchers.form
    form.money.choose(ledger.by_role(desk.open_session, "bank"))
    form.amount.show_amount(4_000)
    form.post.click()
    settle()
    assert "account" in form._other_row.note.text()
    form.other.choose(ledger.by_role(desk.open_session, "cash"))
    form.post.click()
    settle()
    made = in_the_ledger(desk, kind="transfer")[0]
    voucher = ledger.get_voucher(desk.open_session, voucher_id=made)
    assert {account.role: one.amount for account, one in voucher.lines} == {
        "bank": 4_000,
        "cash": -4_000,
    }


def test_what_does_not_balance_is_not_posted_and_stays_typed(screen, desk, settle):
    vouchers = screen.parts["vouchers"]
    before = in_the_ledger(desk)
    screen.arrive(("new", "opening"))
    form = vouchers.form
    for line, role, amount in zip(form.lines.lines, ("cash", "opening_fund"), (7, 5), strict=True):
        line.account.choose(ledger.by_role(desk.open_session, role))
        (line.debit if role == "cash" else line.credit).show_amount(amount)
    form._on_amount()
    assert form._sum_title.text() == "Debit and credit differ by"
    form.post.click()
    settle()
    assert "differ" in form.fault.text()
    assert form.post.hasFocus()
    assert in_the_ledger(desk) == before
    assert form.typed
    form.lines.lines[1].credit.show_amount(7)
    form._on_amount()
    form.post.click()
    settle()
    assert len(in_the_ledger(desk)) == len(before) + 1


def test_a_half_typed_voucher_keeps_the_window_from_closing(screen, window, settle, heard):
    screen.arrive(("new", "receipt"))
    form = screen.parts["vouchers"].form
    form.lines.lines[0].debit.show_amount(9_000)
    window.workspace.go("history")
    gone = []
    window.workspace.leave(lambda: gone.append(1))
    settle()
    assert gone == []
    assert window.workspace.screen_name == "books"
    assert "half typed" in heard.sentences[-1]
    heard[-1].choices[0].act()
    assert gone == [1]
    assert not form.typed


def test_a_half_typed_voucher_is_kept_over_locking(screen, window, desk, settle, unlock):
    screen.arrive(("new", "payment"))
    form = screen.parts["vouchers"].form
    form.counterparty.setText("Trần Văn An")
    form.reason.setText("Thăm ốm")
    form.lines.lines[0].account.show_typed("5")
    form.lines.lines[0].debit.setText("90000")
    welfare = ledger.by_role(desk.open_session, "welfare")
    line = form.lines.add_line()
    line.account.choose(welfare)
    line.debit.setText("10000")
    money = form.money.account
    settle()
    window.lock()
    settle()
    unlock()
    settle()
    back = window.workspace.screen_of("books").parts["vouchers"].form
    assert back.isVisible()
    assert back.kind.currentData() == "payment"
    assert (back.counterparty.text(), back.reason.text()) == ("Trần Văn An", "Thăm ốm")
    assert back.money.account == money
    assert back.lines.lines[0].account.currentText() == "5"
    assert back.lines.lines[1].account.account == welfare
    assert back.lines.total == 100_000
    assert back.total.text() == "100,000"


def test_what_is_typed_stays_when_accounts_are_added(screen, desk, settle):
    vouchers = screen.parts["vouchers"]
    screen.arrive(("new", "receipt"))
    vouchers.form.lines.lines[0].debit.show_amount(9_000)
    ledger.add_account(desk.open_session, code="1119", name="Hộp quỹ thứ hai", kind="asset")
    vouchers.read()
    settle()
    assert vouchers.form.lines.total == 9_000


def test_looking_at_a_voucher_does_not_lose_a_half_typed_one(screen, desk, settle):
    vouchers = screen.parts["vouchers"]
    screen.arrive(("new", "receipt"))
    vouchers.form.lines.lines[0].debit.show_amount(9_000)
    screen.arrive(("voucher", in_the_ledger(desk)[0]))
    settle()
    assert vouchers.half_typed
    vouchers.new.click()
    assert vouchers.form.isVisible()
    assert vouchers.form.lines.total == 9_000


def test_accounts_stand_as_the_ledger_says_and_lead_to_vouchers(screen, desk, settle):
    accounts = part(screen, "accounts", settle)
    screen.arrive(("account", "cash"))
    settle()
    session = desk.open_session
    cash = ledger.account(session, code="cash")
    assert accounts.chosen.account == cash
    balance = ledger.balance_on(session, account_id=cash.id)
    assert accounts._balance.text() == f"{balance:,}"
    assert accounts.table.vouchers.listed(0).balance == balance
    opened = accounts.table.vouchers.listed(0).voucher.id
    accounts.table.opened.emit(opened)
    settle()
    assert screen.part_name == "vouchers"
    assert screen.parts["vouchers"].panel.sight.voucher.id == opened
    part(screen, "accounts", settle)
    accounts.on.setText("31/8/2025")
    accounts.on.editingFinished.emit()
    settle()
    then = ledger.balance_on(session, account_id=cash.id, on="2025-08-31")
    assert accounts._balance.text() == f"{then:,}"


def test_an_account_of_the_branch_is_added_below_another(screen, settle):
    accounts = part(screen, "accounts", settle)
    screen.arrive(("account", "bank"))
    settle()
    accounts.add.click()
    accounts.form.code.setText("112")
    accounts.form.name.setText("Second bank")
    accounts.form.save.click()
    settle()
    assert "already" in accounts.form._code_row.note.text()
    accounts.form.code.setText("1122")
    accounts.form.save.click()
    settle()
    assert accounts.chosen.account.code == "1122"
    assert accounts.tree.currentItem().parent().text(0).startswith("112 ")


def test_a_month_is_closed_reopened_and_its_differences_shown(screen, desk, settle):
    months = part(screen, "months", settle)
    screen.arrive(("months", "2025-08"))
    settle()
    assert months.sight.month.month == "2025-08"
    months.close_it.click()
    settle()
    assert months.sight.month.closed
    assert not months.close_it.isVisible()
    months.reopen.click()
    months.reopening.carry_out.click()
    settle()
    assert "why" in months.reopening._row.note.text()
    months.reopening.reason.setText("a receipt was forgotten")
    months.reopening.carry_out.click()
    settle()
    assert months.sight.month.reopened
    money_branch.post(desk.open_session, "receipt", "cash", "other_income", 500, "2025-08-20")
    screen.on_changed(Anything(0), screen)
    settle()
    rows = months.differences.rows.rows
    assert {row[0][:3]: row[3] for row in rows} == {"111": 500, "511": -500}
    assert months.differences.isVisible()


def test_the_trial_balance_leads_to_accounts(screen, settle):
    trial = part(screen, "trial", settle)
    trial.arrive("2025-09")
    settle()
    assert trial.report.total is not None
    assert trial.report.total[4] == trial.report.total[5]
    trial.table.opened.emit(0)
    settle()
    assert screen.part_name == "accounts"
    assert screen.parts["accounts"].chosen.account.code == trial.report.rows[0][0]


def test_who_only_reads_enters_nothing(window, desk, busy, settle):
    workspace = enter(desk, window, busy, settle, "Dung")
    workspace.go("books", ("new", "receipt"))
    settle()
    screen = workspace.screen_of("books")
    vouchers = screen.parts["vouchers"]
    assert vouchers.controls == ()
    assert not vouchers.form.isVisible()
    vouchers._show_all()
    settle()
    vouchers.table.selectRow(0)
    settle()
    assert not vouchers.panel.reverse.isVisible()


def test_who_may_not_see_money_has_no_way_to_the_books(window, desk, busy, settle):
    workspace = enter(desk, window, busy, settle, "Cúc")
    assert "books" not in workspace.side.ways
    assert not any(command.keys == "Ctrl+7" for command in workspace.commands)


def test_a_treasurer_closes_and_only_the_head_reopens(window, desk, busy, settle):
    workspace = enter(desk, window, busy, settle, "Bình")
    workspace.go("books", ("months", "2025-07"))
    settle()
    months = workspace.screen_of("books").parts["months"]
    months.close_it.click()
    settle()
    assert months.sight.month.closed
    assert not months.reopen.isVisible()


def test_locking_comes_back_to_the_same_voucher(screen, window, settle, unlock):
    vouchers = screen.parts["vouchers"]
    row = vouchers.table.vouchers.listed(1).voucher.id
    vouchers.table.choose(row)
    settle()
    window.lock()
    settle()
    unlock()
    again = window.workspace.screen_of("books")
    settle()
    assert window.workspace.screen_name == "books"
    assert again.parts["vouchers"].panel.sight.voucher.id == row


def test_vouchers_open_at_the_latest_month_that_has_some(window, desk, busy, settle):
    workspace = enter(desk, window, busy, settle)
    workspace.go("books", ("part", "vouchers"))
    settle()
    vouchers = workspace.screen_of("books").parts["vouchers"]
    latest = max(
        one.voucher.dated_on for one in list_page(desk.open_session, criteria=Criteria()).rows
    )
    assert vouchers.period.first == latest[:7]
    assert vouchers.table.vouchers.rowCount()


def test_every_kind_of_voucher_is_read_whole(screen):
    from unionbook import texts
    from unionbook.domain.ledger import VOUCHER_LABELS
    from unionbook.ui.models import vouchers as columns

    table = screen.parts["vouchers"].table
    texts.use("id")  # the longest names
    try:
        table.fit_columns()
        widest = max(
            table.fontMetrics().horizontalAdvance(texts.gettext(one))
            for one in VOUCHER_LABELS.values()
        )
    finally:
        texts.use("en")
    assert table.isColumnHidden(columns.KIND) or table.columnWidth(columns.KIND) > widest
    assert not table.isColumnHidden(columns.KIND)


def test_the_keyboard_stays_at_the_months_when_one_is_closed(screen, window, settle, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    months = part(screen, "months", settle)
    months.close_it.setFocus()
    months.close_it.click()
    settle()
    assert months.table.hasFocus()


def test_what_was_entered_elsewhere_is_there_when_one_comes_back(screen, window, desk, settle):
    window.workspace.go("members")
    settle()
    before = on_screen(screen)
    ids = [ledger.by_role(desk.open_session, role) for role in ("cash", "dues_income")]
    lines = [Line(ids[0], 1000), Line(ids[1], -1000)]
    desk.write(
        window,
        lambda session, _task: ledger.post_voucher(
            session, kind="receipt", lines=lines, on="2025-12-31"
        ),
    )
    settle()
    window.workspace.go("books")
    settle()
    assert len(on_screen(screen)) == len(before) + 1
