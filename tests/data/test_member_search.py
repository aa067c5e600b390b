# SPDX-License-Identifier: Apache-2.0
"""Found while a person types: folded, in any order, the best match first, whatever the signs."""

from __future__ import annotations

import pytest
import registers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionbook.operations import groups, members
from unionbook.operations.doubles import merge_members
from unionbook.operations.events import record_event
from unionbook.operations.members import Criteria

PEOPLE = {
    "duc": {"full_name": "Trần Văn Đức", "department": "May 1", "phone": "0912345678"},
    "nguyen": {
        "full_name": "Nguyễn Văn Đức Anh",
        "identity_number": "001090001234",
        "email": "anh.nguyen+cd@example.vn",
    },
    "van": {"full_name": "Lê Thị Vân", "department": "Cắt", "employee_number": "NV00042"},
    "anh": {"full_name": "Anh Thị Thư", "phone": "0987654321", "local_number": "0420"},
    "duong": {"full_name": "Nguyễn Đức Dương", "official_number": "CD-2026-000042"},
    "hue": {"full_name": "Hoàng Thị Huệ", "card_number": "AB-778899", "department": "Kho vải"},
    "y": {"full_name": "Phạm Như Ý", "social_insurance_number": "7916123456"},
}


@pytest.fixture
def branch(session):
    numbers = {
        key: registers.enrol(session, **{"local_number": f"1{place:03d}", **values})
        for place, (key, values) in enumerate(PEOPLE.items())
    }
    return session, numbers


def found(branch, text, **more) -> list[str]:
    session, numbers = branch
    keys = {number: key for key, number in numbers.items()}
    return [keys[row[0]] for row in members.search_members(session, text=text, **more)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("duc", "duc"),
        ("Đức", "duc"),
        ("ĐỨC", "duc"),
        ("nguyen v", "nguyen"),
        ("Nguyễn V", "nguyen"),
        ("nguyễn văn", "nguyen"),
        ("tran van duc", "duc"),
        ("duc tran", "duc"),
        ("thi van", "van"),
        ("nhu y", "y"),
        ("huệ", "hue"),
        ("0912345678", "duc"),
        ("0912", "duc"),
        ("345678", "duc"),
        ("456", "duc"),
        ("091 234 56 78", "duc"),
        ("0912.345.678", "duc"),
        ("0912-345", "duc"),
        ("001090", "nguyen"),
        ("0001234", "nguyen"),
        ("NV00042", "van"),
        ("nv00042", "van"),
        ("v00042", "van"),
        ("CD-2026-000042", "duong"),
        ("cd-2026", "duong"),
        ("2026-0000", "duong"),
        ("AB-778899", "hue"),
        ("78899", "hue"),
        ("7916123456", "y"),
        ("916123", "y"),
        ("anh.nguyen", "nguyen"),
        ("anh.nguyen+cd@example.vn", "nguyen"),
        ("nguyen example", "nguyen"),
        ("kho vai", "hue"),
        ("Kho vải", "hue"),
        ("hue kho", "hue"),
        ("may 1", "duc"),
        ("0420", "anh"),
    ],
)
def test_the_one_who_is_meant_comes_first(branch, typed, first):
    assert found(branch, typed)[:1] == [first]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("duc 5678", ["duc"]),
        ("5678 đức", ["duc"]),
        ("duc 0912 345", ["duc"]),
        ("duc may 1 5678", ["duc"]),
        ("duc 1 5678", ["duc"]),
        ("anh 54321", ["anh"]),
        ("anh 0001234", ["nguyen"]),
        ("kho 78899", ["hue"]),
        ("duc 54321", []),
        ("uc 5678", []),
        ("duc 99999", []),
    ],
)
def test_a_word_and_part_of_a_number_find_who_has_both(branch, typed, expected):
    assert found(branch, typed) == expected


def test_decomposed_accents_are_the_same(branch):
    import unicodedata

    assert found(branch, unicodedata.normalize("NFD", "Đức")) == found(branch, "Đức")


def test_a_given_name_comes_before_a_word_in_the_middle(branch):
    assert found(branch, "duc") == ["duc", "nguyen", "duong"] or found(branch, "duc")[0] == "duc"
    assert set(found(branch, "duc")) == {"duc", "nguyen", "duong"}
    assert found(branch, "anh")[:2] == ["anh", "nguyen"]
    assert found(branch, "van")[0] == "van"


def test_a_local_number_comes_before_a_phone_that_holds_it(branch):
    session, numbers = branch
    numbers["other"] = registers.enrol(session, "Đỗ Văn Ba", phone="0904200042")
    assert found(branch, "0420")[0] == "anh"
    assert "other" in found(branch, "0420")


def test_nothing_typed_finds_nobody(branch):
    for typed in ("", " ", "-", "'", '"', "*", "()", "%", "…"):
        assert found(branch, typed) == []


def test_nobody_is_found_twice(branch):
    for typed in ("d", "n", "anh", "0", "09", "042"):
        names = found(branch, typed)
        assert len(names) == len(set(names))


def test_as_many_as_asked_for(branch):
    session, _numbers = branch
    registers.enrol_many(session, registers.invent(60))
    assert len(members.search_members(session, text="n", limit=5)) == 5
    assert len(members.search_members(session, text="n", limit=1)) == 1


def test_filters_hold(branch):
    session, numbers = branch
    record_event(session, member_ids=[numbers["duc"]], kind="left", on="01/02/2026")
    assert found(branch, "duc", criteria=Criteria(statuses=("active",))) == ["nguyen", "duong"] or (
        "duc" not in found(branch, "duc", criteria=Criteria(statuses=("active",)))
    )
    assert found(branch, "duc", criteria=Criteria(statuses=("left",))) == ["duc"]
    may = groups.find_group(session, name="May 1")
    assert found(branch, "duc", criteria=Criteria(department_id=may)) == ["duc"]
    assert found(branch, "0912", criteria=Criteria(department_id=may)) == ["duc"]
    assert found(branch, "le thi", criteria=Criteria(department_id=may)) == []
    team = groups.add_group(session, kind="worker_group", name="Tổ 7").rows["groups"][0]
    groups.put_in_group(session, group_id=team, member_ids=[numbers["y"]])
    assert found(branch, "y", criteria=Criteria(group_id=team)) == ["y"]
    assert found(branch, "du", criteria=Criteria(group_id=team)) == []
    both = Criteria(statuses=("active",), group_id=team, department_id=may)
    assert found(branch, "n", criteria=both) == []


def test_who_was_merged_away_is_not_found(branch):
    session, numbers = branch
    merge_members(session, keep=numbers["nguyen"], other=numbers["duc"])
    for typed in ("tran van duc", "0912345678", "1000"):
        assert "duc" not in found(branch, typed)
    assert found(branch, "0912345678") == [] or found(branch, "0912345678") == ["nguyen"]


def test_a_correction_is_found_at_once(branch):
    session, numbers = branch
    members.correct_member(
        session,
        member_id=numbers["van"],
        values={"full_name": "Lê Thị Mơ", "phone": "0333444555", "department": "Bảo vệ"},
    )
    assert found(branch, "mo")[:1] == ["van"]
    assert found(branch, "3444") == ["van"]
    assert found(branch, "bao ve") == ["van"]
    assert "van" not in found(branch, "le thi van")
    groups.change_group(
        session,
        group_id=groups.find_group(session, name="Bảo vệ"),
        values={"name": "Tạp vụ"},
    )
    assert found(branch, "tap vu") == ["van"]
    assert found(branch, "bao ve") == []


def test_the_list_is_searched_the_same_way(branch):
    session, numbers = branch
    ids = members.list_member_ids(session, criteria=Criteria(text="nguyen v"))
    assert list(ids) == [numbers["nguyen"]]


SPECIAL = st.text(
    st.sampled_from("abcdđêư 0123456789\"'*-()^:{}[]+~%_\\/.,;!?@#&|<>=\0\n\t“”…"), max_size=20
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(typed=st.one_of(SPECIAL, st.text(st.characters(exclude_categories=["Cs"]), max_size=12)))
def test_anything_can_be_typed(branch, typed):
    session, numbers = branch
    rows = members.search_members(session, text=typed)
    assert {row[0] for row in rows} <= set(numbers.values())


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(key=st.sampled_from(sorted(PEOPLE)), data=st.data())
def test_any_part_of_a_number_finds_its_owner(branch, key, data):
    numbers = [
        PEOPLE[key][name]
        for name in ("phone", "identity_number", "social_insurance_number", "employee_number")
        if name in PEOPLE[key]
    ]
    if not numbers:
        return
    number = data.draw(st.sampled_from(numbers))
    start = data.draw(st.integers(0, len(number) - 3))
    end = data.draw(st.integers(start + 3, len(number)))
    if any(sign.isdigit() for sign in number[start:end]):
        assert key in found(branch, number[start:end])


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(key=st.sampled_from(sorted(PEOPLE)), data=st.data())
def test_the_beginnings_of_some_words_in_any_order_find_their_owner(branch, key, data):
    words = PEOPLE[key]["full_name"].split()
    chosen = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True))
    typed = " ".join(word[: data.draw(st.integers(1, len(word)))] for word in chosen)
    assert key in found(branch, typed)
