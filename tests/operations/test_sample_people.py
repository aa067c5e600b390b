# SPDX-License-Identifier: Apache-2.0
"""The invented members: always the same, plausible, and nobody real."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from unionbook.domain import fields
from unionbook.domain.countries import country as country_data
from unionbook.domain.events import ALLOWED_AFTER, STATUS_AFTER, EventKind
from unionbook.domain.identity import kind_of, misfits
from unionbook.operations.sample_people import make_people, sample_branch

BOTH = pytest.mark.parametrize("country", ["VN", "ID"])


@BOTH
def test_the_same_people_every_time_and_for_every_number_of_them(country):
    people = make_people(country=country, count=200)
    assert make_people(country=country, count=200) == people
    assert make_people(country=country, count=30) == people[:30]
    assert make_people(country=country, count=30, seed=7) != people[:30]


def test_the_very_people_are_known():
    first = make_people(country="VN", count=1)[0].values
    assert (first["full_name"], first["identity_number"]) == ("Bùi Tuấn Vinh", "024206990000")
    first = make_people(country="ID", count=1)[0].values
    assert (first["full_name"], first["identity_number"]) == (
        "Indah Marlina Ayu",
        "3602014409919000",
    )


@BOTH
def test_values_fit_the_member_record(country):
    for person in make_people(country=country):
        for name, value in person.values.items():
            field = fields.BY_NAME[name]
            assert value not in ("", None)
            assert not field.sensitive
            assert isinstance(value, int) == (field.kind is fields.Kind.MONEY)
            assert not field.choices or value in field.choices


@BOTH
def test_numbers_are_nobodys_but_look_right(country):
    people = [person.values for person in make_people(country=country, count=500)]
    for values in people:
        number = values["identity_number"]
        assert kind_of(number) == values["identity_kind"]
        assert misfits(number, born_on=values["born_on"], sex=values["sex"]) == []
        assert int(number[-6:]) >= 990000 if country == "VN" else int(number[-4:]) >= 9000
        assert values["phone"].startswith(("0500", "0840"))
        assert len(values["phone"]) in country_data(country).phones[0].mobile_digits
    for name in ("identity_number", "phone", "employee_number", "local_number"):
        assert len({values[name] for values in people}) == len(people), name


@BOTH
def test_both_sexes_and_all_ages_and_departments_are_there(country):
    people = [person.values for person in make_people(country=country)]
    women = sum(values["sex"] == "female" for values in people)
    assert 0.4 < women / len(people) < 0.65
    years = Counter(int(values["born_on"][:4]) // 10 for values in people)
    assert set(years) >= {197, 198, 199, 200}
    departments = {row["name"] for row in sample_branch(country)["departments"]}
    assert {values["department"] for values in people} == departments
    assert 1 < len({values["full_name"] for values in people}) < len(people)
    assert any(len(values["born_on"]) == 4 for values in people)


@BOTH
def test_days_follow_each_other(country):
    today = sample_branch(country)["as_of"]
    for person in make_people(country=country):
        values = person.values
        adult = str(int(values["born_on"][:4]) + 17)
        assert adult < values["hired_on"] < today
        days = [event.on for event in person.events]
        assert values["hired_on"] <= values["joined_on"] == days[0]
        assert days == sorted(days)
        assert date.fromisoformat(days[-1]) <= date.fromisoformat(today)


@BOTH
def test_events_may_follow_each_other(country):
    kinds = Counter()
    for person in make_people(country=country):
        status = "active"
        assert person.events[0].kind == "admitted"
        for event in person.events[1:]:
            kind = EventKind(event.kind)
            assert kind in ALLOWED_AFTER[status]
            status = STATUS_AFTER[kind]
            kinds[kind] += 1
    assert kinds["left"] > 5
    assert kinds["exempted"] > 2


@BOTH
def test_posts_are_held_by_active_members_once(country):
    people = make_people(country=country)
    labels = {term.label(sample_branch(country)["language"]): term.code
              for term in country_data(country).union_posts}  # fmt: skip
    held = [person for person in people if "union_post" in person.values]
    codes = Counter(labels[person.values["union_post"]] for person in held)
    assert dict(codes) == sample_branch(country)["posts"]
    assert all(len(person.events) == 1 for person in held)
