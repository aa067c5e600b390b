# SPDX-License-Identifier: Apache-2.0
"""The sample register: everybody in it in one step, searchable, some with a placeholder photo."""

from __future__ import annotations

import pytest

from unionbook.operations import groups, history, members, photos, sessions
from unionbook.operations.sample_people import make_people, sample_branch, sample_passphrase
from unionbook.operations.sample_register import make_sample_register
from unionbook.operations.verify import verify_register
from unionbook.reports.photos import read_jpeg

QUICK = sessions.Kdf(memory_kib=8192, iterations=1, lanes=1)


@pytest.fixture(params=["VN", "ID"])
def country(request):
    return request.param


@pytest.fixture
def session(tmp_path, country):
    opened, _key = make_sample_register(
        folder=tmp_path / "sample", country=country, count=60, photos=3, months=0, kdf=QUICK
    )
    yield opened
    opened.close()


def test_everybody_is_in_it_in_one_step(session, country):
    everybody = members.list_member_ids(session)
    assert len(everybody) == 60
    names = {row[0] for row in members.read_members(session, ids=everybody, names=["full_name"])}
    assert names == {p.values["full_name"] for p in make_people(country=country, count=60)}
    step = history.list_steps(session)[0]
    assert (step.operation, step.label) == ("make_sample", "Sample branch made")
    assert session.info.branch == sample_branch(country)["branch"]
    assert verify_register(session).problems == ()


def test_values_events_and_wages_are_those_of_the_person(session, country):
    person = make_people(country=country, count=60)[0]
    number = members.find_member(session, key=person.values["identity_number"])
    record = members.get_member(session, member_id=number)
    for name, value in person.values.items():
        assert record.values[name] == value, name
    assert [event.kind for event in record.events] == [event.kind for event in person.events]


def test_the_first_ones_have_a_placeholder(session, country):
    people = make_people(country=country, count=60)
    for place, person in enumerate(people[:5]):
        number = members.find_member(session, key=person.values["identity_number"])
        content = photos.read_photo(session, member_id=number)
        assert (content is not None) == (place < 3)
        assert content is None or read_jpeg(content)


def test_worker_groups_have_a_head_and_members(session):
    found = groups.list_groups(session, kind="worker_group")
    assert [group.members for group in found] == [12, 12]
    assert all(group.head_id and group.place for group in found)


def test_it_opens_with_its_passphrase(session, country):
    folder = session.register.folder
    session.close()
    again = sessions.open_register(
        folder=folder, user=sample_branch(country)["user"], passphrase=sample_passphrase(country)
    )
    assert len(members.search_members(again, text="a", limit=5)) == 5
    again.close()
