# SPDX-License-Identifier: Apache-2.0
"""Vouchers as slips, with what the ledger says of them."""

from __future__ import annotations

import pdf
import pytest
import registers

from unionbook import texts
from unionbook.domain.ledger import Line
from unionbook.errors import NotAllowedError, UnionbookError
from unionbook.operations import history, ledger, money_papers, settings


@pytest.fixture
def session(tmp_path):
    opened = registers.make(tmp_path)
    ledger.set_up_books(opened)
    yield opened
    opened.close()


@pytest.fixture
def vietnamese():
    texts.use("vi")
    yield
    texts.use("en")


def receipt(session, amount=50_000):
    cash, other = ledger.by_role(session, "cash"), ledger.by_role(session, "other_income")
    changes = ledger.post_voucher(
        session,
        kind="receipt",
        lines=[Line(cash, amount), Line(other, -amount + 1_000), Line(other, -1_000)],
        on="2026-03-05",
        counterparty="Trần Văn An",
        papers=2,
    )
    return changes.rows["vouchers"][0]


@pytest.mark.usefixtures("vietnamese")
def test_a_slip_has_its_words_its_form_and_the_names_of_the_settings(session):
    settings.change_settings(session, values={"signer_cashier": "Phạm Thu Hà"})
    text = pdf.words(money_papers.make_vouchers(session, ids=[receipt(session)]).content)
    for shown in ("Năm mươi nghìn đồng", "50.000 VND", "C40-BB", "Phạm Thu Hà", "Trần Văn An"):
        assert shown in text, shown
    assert "5118: 50.000" in text


def test_a_slip_knows_what_took_it_back(session):
    voucher = receipt(session)
    back = ledger.reverse_voucher(session, voucher_id=voucher, reason="x").rows["vouchers"][0]
    first, second = (
        pdf.words(money_papers.make_vouchers(session, ids=[one]).content) for one in (voucher, back)
    )
    year = ledger.get_voucher(session, voucher_id=back).voucher.year
    assert f"Taken back by: PT{'0001' if year != 2026 else '0002'}/{year}" in first
    assert "Takes back: PT0001/2026" in second


def test_printing_is_noted_in_the_history_but_for_a_reader(session, tmp_path):
    voucher = receipt(session)
    assert money_papers.print_vouchers(session, path=tmp_path / "a.pdf", ids=[voucher]) == 1
    assert len(pdf.pages((tmp_path / "a.pdf").read_bytes())) == 1
    step = history.list_steps(session, limit=1)[0]
    assert (step.operation, step.reason) == ("print", "a.pdf: 1 voucher")
    session.close()
    reader = registers.reopen(session.register.folder, read_only=True)
    assert money_papers.print_vouchers(reader, path=tmp_path / "b.pdf", ids=[voucher]) == 1
    reader.close()


def test_nothing_chosen_is_refused_and_so_is_who_may_not_read_money(session):
    voucher = receipt(session)
    with pytest.raises(UnionbookError, match="at least one voucher"):
        money_papers.make_vouchers(session, ids=[])
    registers.add_user(session, "Minh", "complaints_officer")
    session.close()
    officer = registers.open_as(session.register.folder, "Minh")
    with pytest.raises(NotAllowedError):
        money_papers.make_vouchers(officer, ids=[voucher])
    officer.close()
