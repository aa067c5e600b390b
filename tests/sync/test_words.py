# SPDX-License-Identifier: Apache-2.0
"""Six words: enough bits, easy to read out, the same on both sides."""

from __future__ import annotations

import math

from unionbook.sync import words


def test_six_words_carry_66_bits():
    assert len(set(words.WORDS)) == len(words.WORDS) == 2048
    assert words.COUNT * math.log2(len(words.WORDS)) >= 66


def test_no_word_has_a_letter_that_the_telephone_mixes_up():
    for word in words.WORDS:
        assert set(word) <= set("bdghklmstaioun"), word
        assert word[0] in "bdghklmst", word
        assert word[1] in "aiou", word
        assert word[3] in "aiou", word
        assert word[2] in "bdghklmst", word
        assert word[4:] in {"", "n"}, word


def test_no_word_is_one_nobody_wants_to_read_out():
    unfit = {"babi", "tahi", "mati", "gila", "susu", "tuli", "buta"}
    assert not unfit & set(words.WORDS)
    assert not [word for word in words.WORDS if word.endswith("lon")]


def test_both_sides_see_the_same_words():
    told = words.six_words(b"invitation", b"answer")
    assert told == words.six_words(b"answer", b"invitation")
    # For ever: two versions of the program must see the same.
    assert told == ("sugun", "kagon", "soko", "sata", "suman", "sasan")


def test_another_paper_gives_other_words():
    told = set(words.six_words(b"invitation", b"answer"))
    assert told != set(words.six_words(b"invitation", b"answeR"))
    assert told != set(words.six_words(b"invitatio", b"nanswer"))


def test_bits_are_spread_over_all_words():
    seen = [words.six_words(b"a", bytes([k])) for k in range(6)]
    for place in range(6):
        assert len({one[place] for one in seen}) >= 5
