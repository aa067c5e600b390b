# SPDX-License-Identifier: Apache-2.0
"""Powers to deduct dues: given, revoked, ended by leaving, and named in the annex."""

from __future__ import annotations

import pytest
import registers

from unionbook.errors import UnionbookError
from unionbook.operations import (
    check_off,
    check_off_powers,
    dues,
    dues_rules,
    events,
    ledger,
    members,
    money_reports,
    settings,
)

MONTH = "2025-09"


@pytest.fixture
def branch(tmp_path):
    opened = registers.make(tmp_path, country="ID")
    ledger.set_up_books(opened)
    dues_rules.adopt_rule(opened, key="flat", amount=20_000, since="2025-01-01")
    names = ("Siti Aminah", "Budi Santoso", "Dewi Lestari", "Agus Salim")
    ids = [registers.enrol(opened, name) for name in names]
    dues.assess_month(opened, month=MONTH)
    yield opened, ids
    opened.close()


def test_powers_are_given_once_revoked_and_listed(branch):
    session, (siti, budi, dewi, agus) = branch
    given = check_off_powers.give_powers(
        session, member_ids=[siti, budi, siti], on="2025-03-01", paper="SK 12"
    )
    assert len(given.rows["consents"]) == 2
    more = check_off_powers.give_powers(session, member_ids=[siti, dewi], on="2025-04-01")
    assert len(more.rows["consents"]) == 1
    with pytest.raises(UnionbookError, match="already"):
        check_off_powers.give_powers(session, member_ids=[siti])
    check_off_powers.revoke_powers(session, member_ids=[budi, agus], on="2025-09-10")
    with pytest.raises(UnionbookError, match="could be revoked"):
        check_off_powers.revoke_powers(session, member_ids=[agus])
    events.record_event(session, member_ids=[dewi], kind="left", on="2025-08-20")
    found = {one.member: one for one in check_off_powers.list_powers(session, month=MONTH)}
    assert set(found) == {siti, budi, dewi}
    assert (found[siti].paper, found[siti].revoked_on) == ("SK 12", "")
    assert (found[budi].revoked_on, found[budi].by_leaving) == ("2025-09-10", False)
    assert (found[dewi].revoked_on, found[dewi].by_leaving) == ("2025-08-20", True)
    before = {one.member: one for one in check_off_powers.list_powers(session, month="8/2025")}
    assert before[budi].revoked_on == ""


def test_a_power_given_again_is_in_force(branch):
    session, (siti, *_others) = branch
    check_off_powers.give_powers(session, member_ids=[siti], on="2025-03-01")
    check_off_powers.revoke_powers(session, member_ids=[siti], on="2025-04-01")
    check_off_powers.give_powers(session, member_ids=[siti], on="2025-05-01")
    (one,) = check_off_powers.list_powers(session, month=MONTH)
    assert (one.given_on, one.revoked_on) == ("2025-05-01", "")


def test_the_annex_names_who_gave_and_who_revoked_since(branch):
    session, (siti, budi, dewi, agus) = branch
    check_off_powers.give_powers(session, member_ids=[siti, budi, dewi, agus], on="2025-03-01")
    check_off_powers.revoke_powers(session, member_ids=[budi], on="2025-08-10")
    check_off_powers.revoke_powers(session, member_ids=[agus], on="2025-05-10")
    events.record_event(session, member_ids=[dewi], kind="left", on="2025-09-15")
    report = money_reports.make_report(session, name="checkoff-powers", period=MONTH)
    assert [(row[1], row[4], row[5]) for row in report.rows] == [
        ("Siti Aminah", "", ""),
        ("Budi Santoso", "2025-08-10", ""),
        ("Dewi Lestari", "2025-09-15", "left the union"),
    ]
    assert report.notes == ("In force: 1. Revoked since the list before: 2.",)


@pytest.mark.parametrize("word", ["surat kuasa", "Deducting dues from pay", "Trừ lương"])
def test_whichever_word_is_said_the_list_is_of_who_gave_the_power(branch, word):
    session, (siti, budi, dewi, _agus) = branch
    check_off_powers.give_powers(session, member_ids=[siti], on="2025-03-01")
    settings.record_consent(
        session, member_id=budi, purpose="Surat Kuasa", text_version="", form="paper"
    )
    settings.record_consent(session, member_id=dewi, purpose="Foto", text_version="", form="paper")
    report = money_reports.make_report(
        session, name="checkoff-list", period=MONTH, choices={"consent": word}
    )
    assert {row[1] for row in report.rows} == {"Siti Aminah", "Budi Santoso"}
    assert report.asked == check_off.deduction_list(session, month=MONTH, consent=word).asked
    assert members.get_member(session, member_id=siti).consents[0].purpose


def test_who_is_on_the_list_without_a_power_is_counted(branch):
    session, (siti, budi, *_others) = branch
    assert check_off_powers.without_power(session, month=MONTH) == 4
    check_off_powers.give_powers(session, member_ids=[siti, budi], on="2025-03-01")
    assert check_off_powers.without_power(session, month=MONTH) == 2


def test_everybody_of_today_with_the_power_as_it_stands(branch):
    session, (siti, budi, dewi, agus) = branch
    check_off_powers.give_powers(session, member_ids=[siti, budi, dewi], on="2025-03-01")
    check_off_powers.revoke_powers(session, member_ids=[budi], on="2025-09-10")
    events.record_event(session, member_ids=[dewi], kind="left", on="2025-08-20")
    found = {one.member: one for one in check_off_powers.powers_of_members(session)}
    assert set(found) == {siti, budi, agus}
    assert {key: one.lacking for key, one in found.items()} == {siti: False, budi: True, agus: True}
    assert found[agus].power is None
    assert found[siti].name == "Siti Aminah"
