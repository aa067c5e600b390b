# SPDX-License-Identifier: Apache-2.0
"""Every branch that has no invitation gets one; what stops it leaves the rest as they are."""

from __future__ import annotations

from threading import Event

import offices
import pytest

from unionbook.operations import invitations, inviting, units


@pytest.fixture
def session(tmp_path):
    desk = offices.found(tmp_path, "desk", branch="Liên đoàn Phường Sao", kind="federation")
    with desk.open() as opened:
        for sector in ("Bắc", "Nam"):
            [top] = units.add_unit(opened, name=sector, level="sector").rows["units"]
            units.add_unit(opened, name="Sao Mai", parent_id=top)
        units.add_unit(opened, name="Hướng Dương")
        yield opened


def test_two_branches_of_one_name_do_not_overwrite_each_other(session, tmp_path):
    told = []
    made = inviting.invite_all(
        session, to=tmp_path, progress=lambda done, total: told.append((done, total))
    )
    assert sorted(path.stem for path in made) == ["Bắc - Sao Mai", "Hướng Dương", "Nam - Sao Mai"]
    places = {invitations.look_at_invitation(path=path).place for path in made}
    assert places == {("Bắc", "Sao Mai"), ("Nam", "Sao Mai"), ("Hướng Dương",)}
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert inviting.uninvited(units.list_units(session)) == []
    assert inviting.invite_all(session, to=tmp_path) == []


def test_what_lies_in_the_folder_already_stays(session, tmp_path):
    units.add_unit(session, name="Sao/Hôm")
    units.add_unit(session, name="Sao-Hôm")
    first = inviting.invite_all(session, to=tmp_path)
    assert len(set(first)) == len(first) == 5
    held = {path: path.read_bytes() for path in first}
    [top] = units.add_unit(session, name="Tây", level="sector").rows["units"]
    units.add_unit(session, name="Hướng Dương", parent_id=top)
    [second] = inviting.invite_all(session, to=tmp_path)
    assert {path: path.read_bytes() for path in first} == held
    places = {invitations.look_at_invitation(path=path).place for path in (*first, second)}
    assert len(places) == 6


def test_stopped_the_rest_stays_uninvited(session, tmp_path):
    stop = Event()
    made = inviting.invite_all(
        session, to=tmp_path, progress=lambda _done, _total: stop.set(), cancelled=stop
    )
    assert len(made) == 1
    assert len(inviting.uninvited(units.list_units(session))) == 2
