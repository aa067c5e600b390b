# SPDX-License-Identifier: Apache-2.0
"""Events, merging, photos and consents from the command line."""

from __future__ import annotations

import pytest
from PIL import Image
from pypdf import PdfReader


def test_leaving_and_coming_back(cli):
    left = cli.json("members", "leave", "0001", "0002", "--on", "1/11/2026", "--reason", "nghỉ")
    assert (left["kind"], len(left["members"])) == ("left", 2)
    record = cli.json("members", "show", "0001")
    assert record["values"]["status"] == "left"
    assert record["events"][-1]["on"] == "2026-11-01"
    assert record["events"][-1]["reason"] == "nghỉ"
    cli.done("members", "event", "returned", "0001", "--on", "2/11/2026", "--decision", "3/QĐ")
    assert cli.json("members", "show", "0001")["values"]["status"] == "active"
    assert "02/11/2026  Return, 3/QĐ" in cli.done("members", "show", "0001").out


def test_a_suspension_with_an_end(cli):
    cli.done("members", "event", "suspended", "0003", "--on", "1/1/2020", "--until", "1/2/2020")
    record = cli.json("members", "show", "0003")
    assert record["values"]["status"] == "active"
    assert record["events"][-1]["until"] == "2020-02-01"


def test_an_event_that_cannot_follow(cli):
    assert "cannot follow" in cli.refused("members", "event", "returned", "0001")
    ran = cli("members", "leave", "0001", "--on", "soon", "--json")
    assert ran.json["error"]["field"] == "on"
    assert cli("members", "event", "promoted", "0001").code == 2


def test_a_transfer_with_its_paper(cli, tmp_path):
    paper = tmp_path / "paper.pdf"
    told = cli.json(
        "members", "transfer", "0001", "--to", "CĐCS Hoa Sen", "--on", "5/11/2026", "--paper", paper
    )
    assert told["paper"] == str(paper)
    text = PdfReader(paper).pages[0].extract_text()
    assert "CĐCS Hoa Sen" in text
    assert cli.json("members", "show", "0001")["values"]["status"] == "transferred"


def test_a_paper_that_fails_does_not_hide_the_step(cli, tmp_path):
    ran = cli.done(
        "members", "transfer", "0001", "--to", "B", "--paper", tmp_path / "no" / "p.pdf", "--json"
    )
    assert ran.json["paper"] is None
    assert ran.json["step"]
    assert "no is not there: choose another folder." in ran.err
    assert cli.json("members", "show", "0001")["values"]["status"] == "transferred"


def test_one_paper_at_a_time(cli, tmp_path):
    words = ("members", "transfer", "0001", "0002", "--to", "B", "--paper", tmp_path / "p.pdf")
    assert "one member at a time" in cli.refused(*words)
    assert cli.json("members", "show", "0001")["values"]["status"] == "active"


def test_two_records_become_one_and_two_again(cli):
    merged = cli.json("members", "merge", "0001", "0003", "--set", "job=Thợ cắt",
                      "--set", "department=May 2")  # fmt: skip
    record = cli.json("members", "show", "0001")
    assert record["id"] == merged["member"]
    assert record["values"]["job"] == "Thợ cắt"
    assert record["values"]["department"] == "May 2"
    assert cli.json("members", "list")["count"] == 2
    cli.done("undo")
    assert cli.json("members", "list")["count"] == 3
    assert cli.refused("members", "merge", "0001", "0001") == "Choose two different records."


def test_a_photo_comes_goes_and_is_saved(cli, tmp_path):
    picture, saved = tmp_path / "an.png", tmp_path / "an.jpg"
    Image.new("RGB", (300, 400), "navy").save(picture)
    cli.done("members", "photo", "0001", picture)
    assert cli.json("members", "show", "0001")["has_photo"] is True
    assert cli.json("export", "photo", "0001", saved)["file"] == str(saved)
    with Image.open(saved) as kept:
        assert (kept.format, kept.size) == ("JPEG", (354, 472))
    cli.done("members", "photo", "0001", "--remove")
    assert cli.refused("export", "photo", "0001", saved) == "This member has no photo."


@pytest.mark.parametrize("words", [(), ("x.png", "--remove")])
def test_a_photo_is_given_or_taken(cli, words):
    assert cli("members", "photo", "0001", *words).code == 2


def test_a_file_that_is_no_picture(cli, tmp_path):
    (tmp_path / "x.png").write_bytes(b"not a picture")
    assert cli.refused("members", "photo", "0001", tmp_path / "x.png").startswith("x.png is not")


def test_a_consent_is_given_and_withdrawn(cli):
    cli.done(
        "members", "consent", "0001", "photo on the card", "--form", "paper", "--on", "1/2/2026"
    )
    cli.done("members", "consent", "0001", "Photo on the card", "--withdraw", "--on", "3/2/2026")
    consents = cli.json("members", "show", "0001")["consents"]
    assert [(one["given_on"], one["withdrawn_on"]) for one in consents] == [
        ("2026-02-01", "2026-02-03")
    ]
    assert "withdrawn on 03/02/2026" in cli.done("members", "show", "0001").out
    assert "no consent" in cli.refused("members", "consent", "0001", "x", "--withdraw")


def test_erasing_somebody_who_left(cli):
    [told] = cli.json("members", "erase", "0001", "--preview")["people"]
    assert not told["possible"]
    assert "Still a member" in told["against"][0]
    cli.done("members", "leave", "0001")
    [told] = cli.json("members", "erase", "0001", "--preview")["people"]
    assert (told["possible"], told["against"]) == (True, [])
    assert "What goes:" in cli.done("members", "erase", "0001", "--preview").out
    assert "Say why" in cli.refused("members", "erase", "0001", "--yes")
    assert cli("members", "erase", "0001", "--reason", "asked in writing", "--json").code == 2
    done = cli.json("members", "erase", "0001", "--reason", "asked in writing", "--yes")
    assert done["operation"] == "erase_member"
    [one] = done["erased"]
    assert one["pseudonym"] == told["pseudonym"]
    record = cli.json("members", "show", one["member"])
    assert record["values"]["full_name"] == told["pseudonym"]
    assert cli.json("verify")["whole"]
    assert "cannot be undone" in cli.refused("undo", done["step"])


def test_several_are_erased_in_one_step_or_none_of_them(cli):
    numbers = [
        cli.json("members", "add", "--set", f"full_name=Lê Văn {one}")["member"] for one in "AB"
    ]
    cli.done("members", "leave", numbers[0])
    both = ("members", "erase", *numbers, "--reason", "asked in writing", "--yes")
    assert "Lê Văn B: Still a member" in cli.refused(*both)
    cli.done("members", "leave", numbers[1])
    done = cli.json(*both)
    assert [one["member"] for one in done["erased"]] == numbers
    for one in done["erased"]:
        told = cli.json("members", "show", one["member"])["values"]["full_name"]
        assert told == one["pseudonym"]
    assert cli.json("verify")["whole"]
