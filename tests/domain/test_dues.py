# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from unionbook.domain.dues import Basis, DuesRule, Exemption, Person, assess, liable
from unionbook.domain.dues_templates import templates_of
from unionbook.domain.events import Event, EventKind

SALARY = 2_340_000


def reference(kind, region, _day):
    return {"base_salary": SALARY, "minimum_wage": 4_900_000 if region == "Bekasi" else 0}[kind]


def vietnam():
    return next(one.rule for one in templates_of("VN").rules if one.key == "wage_capped")


def person(**more):
    return Person(1, **more)


@pytest.mark.parametrize(
    ("wage", "owed", "bound"),
    [
        (8_000_000, 40_000, ""),
        (46_800_000, 234_000, ""),
        (60_000_000, 234_000, "cap"),
        (None, 11_700, "no_wage"),
    ],
)
def test_half_a_percent_of_the_wage_is_capped_at_a_tenth_of_the_base_salary(wage, owed, bound):
    wages = (("2025-01-01", wage),) if wage else ()
    found = assess(person(wages=wages), "2025-08", [vietnam()], reference)
    assert (found.amount, found.bound) == (owed, bound)


def test_the_wage_of_the_last_day_counts():
    who = person(wages=(("2025-01-01", 8_000_000), ("2025-08-20", 10_000_000)))
    assert assess(who, "2025-07", [vietnam()], reference).amount == 40_000
    assert assess(who, "2025-08", [vietnam()], reference).amount == 50_000


def test_a_share_of_the_minimum_wage_of_a_region():
    rule = DuesRule(1, "UMK", Basis.MINIMUM_WAGE, "2020-01-01", rate=10_000, region="Bekasi")
    assert assess(person(), "2026-01", [rule], reference).amount == 49_000


def test_the_narrower_rule_wins_and_then_the_later():
    everybody = DuesRule(1, "a", Basis.FLAT, "2020-01-01", amount=10)
    later = DuesRule(2, "b", Basis.FLAT, "2022-01-01", amount=20)
    seasonal = DuesRule(3, "c", Basis.FLAT, "2020-01-01", amount=5, contract_kinds=("seasonal",))
    rules = [everybody, later, seasonal]
    assert assess(person(), "2023-01", rules, reference).amount == 20
    assert assess(person(), "2021-01", rules, reference).amount == 10
    assert assess(person(contract_kind="seasonal"), "2023-01", rules, reference).amount == 5


def test_a_surcharge_is_kept_apart_and_each_part_rounded():
    rule = DuesRule(1, "x", Basis.WAGE, "2020-01-01", rate=5_000, surcharge=2_500, rounding=1_000)
    found = assess(person(wages=(("2020-01-01", 8_100_000),)), "2025-01", [rule], reference)
    assert (found.amount, found.surcharge) == (61_000, 20_000)


def test_an_exempt_month_owes_nothing_and_says_why():
    who = person(exemptions=(Exemption("maternity", "2025-03", "2025-08"),))
    assert assess(who, "2025-08", [vietnam()], reference).exemption == "maternity"
    assert assess(who, "2025-08", [vietnam()], reference).amount == 0
    assert assess(who, "2025-09", [vietnam()], reference).exemption == ""


@pytest.mark.parametrize(
    ("events", "month", "expected"),
    [
        ((), "2025-01", ""),
        ((("admitted", "2025-02-10"),), "2025-01", "absent"),
        ((("admitted", "2025-02-10"),), "2025-02", ""),
        ((("left", "2025-02-10"),), "2025-02", ""),
        ((("left", "2025-02-10"),), "2025-03", "absent"),
        ((("exempted", "2025-01-01"),), "2025-02", "exempt"),
        ((("exempted", "2025-02-15"),), "2025-02", ""),
    ],
)
def test_a_month_counts_in_which_there_was_a_day_of_membership(events, month, expected):
    happened = tuple(Event(n, EventKind(kind), on) for n, (kind, on) in enumerate(events))
    assert liable(person(events=happened), month) == expected


def test_nobody_owes_before_joining():
    assert liable(person(joined_on="2025-05-20"), "2025-04") == "absent"
    assert liable(person(joined_on="2025-05-20"), "2025-05") == ""


@pytest.mark.parametrize("country", ["VN", "ID"])
def test_what_a_country_brings_adds_up_and_names_its_sources(country):
    templates = templates_of(country)
    assert templates.rules
    assert all(sum(split.shares.values()) == 1_000_000 for split in templates.splits)
    told = [*templates.references, *templates.splits, *(one.rule for one in templates.rules)]
    assert all(one.source and one.certainty in ("S", "S2", "R") for one in told)


@pytest.mark.parametrize(("country", "language"), [("VN", "vi"), ("ID", "id")])
def test_every_rule_names_its_source_in_the_language_of_its_country(country, language):
    told = templates_of(country)
    for one in (*told.rules, *told.references, *told.splits, *told.joining_fees):
        assert one.sources.get(language), one
