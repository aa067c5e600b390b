# SPDX-License-Identifier: Apache-2.0
"""The country data that comes with the program, and choosing what holds on a day."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from unionbook.domain import countries, country_files
from unionbook.domain.countries import Certainty, country
from unionbook.domain.events import EventKind
from unionbook.domain.fields import CONTRACT_KINDS
from unionbook.domain.number_templates import fill_template, tokens_of

BOTH = pytest.mark.parametrize("code", ["VN", "ID"])
TODAY = date(2026, 11, 21)


def names(places):
    return {place.name for place in places}


def test_every_topic_has_a_shape_and_a_place_in_the_country():
    assert countries.TOPICS.keys() == country_files.SHAPES.keys()
    assert countries.TOPICS.keys() <= {field.name for field in fields(countries.Country)}


@BOTH
def test_every_fact_has_a_source_and_a_mark(code):
    land = country(code)
    facts = [fact for topic in countries.TOPICS for fact in getattr(land, topic)]
    assert len(facts) > 150
    assert all(fact.source.title and isinstance(fact.mark, Certainty) for fact in facts)
    assert any(not fact.confirmed for fact in facts)


@BOTH
def test_the_codes_are_those_of_the_member_record(code):
    land = country(code)
    assert {term.code for term in land.contract_kinds} == set(CONTRACT_KINDS)
    assert {term.code for term in land.event_kinds} == {kind.value for kind in EventKind}


@BOTH
def test_a_name_written_in_a_list_means_one_thing(code):
    land = country(code)
    for topic in ("contract_kinds", "education_levels", "union_posts", "department_kinds"):
        ways = [
            way.casefold()
            for term in getattr(land, topic)
            for way in {*term.aliases, term.label(land.languages[0])}
        ]
        assert len(ways) == len(set(ways)), topic


@BOTH
def test_the_examples_are_what_the_templates_make(code):
    branch = {"VN": "CD", "ID": "PUK"}[code]
    for template in country(code).number_templates:
        made = fill_template(template.template, serial=42, on=TODAY, branch=branch, province="32")
        assert made == template.example


@BOTH
def test_headers_use_known_tokens_only(code):
    tokens = {
        token for head in country(code).headers for line in head.lines for token in tokens_of(line)
    }
    assert tokens <= {"federation", "upper", "branch"}


def test_vietnam_has_63_places_of_birth_whatever_the_day():
    land = country("VN")
    codes = [place.code for place in land.as_of(TODAY).identity_places]
    assert len(codes) == len(set(codes)) == 63
    assert all(len(code) == 3 and code.startswith("0") for code in codes)
    assert {p.code: p.name for p in land.identity_places}["079"] == "Thành phố Hồ Chí Minh"


def test_vietnam_went_from_63_provinces_to_34_in_one_night():
    land = country("VN")
    before, after = land.as_of(date(2025, 6, 30)), land.as_of(date(2025, 7, 1))
    assert (len(before.provinces), len(after.provinces)) == (63, 34)
    gathered = [name for province in after.provinces for name in province.old]
    assert sorted(gathered) == sorted(names(before.provinces))
    new = {province.name: province for province in after.provinces}
    assert set(new["Lâm Đồng"].old) == {"Lâm Đồng", "Đắk Nông", "Bình Thuận"}
    assert names(before.provinces) & {"Thừa Thiên Huế", "Huế"} == {"Huế"}


def test_indonesia_got_four_new_provinces_in_2022():
    land = country("ID")
    assert len(land.as_of(date(2022, 7, 24)).provinces) == 34
    assert len(land.as_of(TODAY).provinces) == 38


def test_old_mobile_numbers_lose_one_digit():
    prefixes = country("VN").old_phone_prefixes
    assert len({prefix.old for prefix in prefixes}) == len(prefixes) == 21
    assert all((len(prefix.old), len(prefix.new)) == (4, 3) for prefix in prefixes)
    assert country("VN").phones[0].mobile_digits == (10,)


def test_days_off_of_a_year_are_in_order_and_once():
    for code, year, number in [("VN", 2025, 11), ("VN", 2026, 13), ("ID", 2025, 28)]:
        days = [day.on for day in country(code).days_off(year)]
        assert days == sorted(set(days))
        assert len(days) == number, (code, year)
    days = {day.on: day for day in country("VN").days_off(2026)}
    assert days[date(2026, 9, 2)].label("vi") == "Quốc khánh"
    assert days[date(2026, 4, 27)].kind == "substitute"
    assert date(2026, 11, 24) in days
    assert date(2025, 11, 24) not in {day.on for day in country("VN").days_off(2025)}


def test_next_years_feasts_are_known_and_marked_as_unconfirmed():
    for code, feast in [("VN", date(2027, 2, 6)), ("ID", date(2027, 3, 10))]:
        day = next(day for day in country(code).as_of(TODAY).days_off(2027) if day.on == feast)
        assert not day.confirmed


def test_a_label_falls_back_to_english_and_a_header_to_the_countrys_language():
    land = country("VN")
    assert land.union_posts[0].label("vi") == "Chủ tịch công đoàn"
    assert land.union_posts[0].label("id") == "Chair"
    assert land.header("national", "id")[1] == "Độc lập - Tự do - Hạnh phúc"
    assert country("ID").header("national", "id") == ()


@BOTH
def test_money_has_no_small_unit(code):
    assert country(code).currency.decimals == 0
