# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLR2004 - lengths and code points are what they are
"""Vietnamese text from before Unicode, recognised cell by cell and made Unicode.

Old fonts drew Vietnamese letters in the places of Western ones, so their text looks like
"Hä vµ tªn" (TCVN3, also called ABC: TCVN 5712:1993, VN3) or "Hoï vaø teân" (VNI for Windows);
others are VISCII (RFC 1456), VPS, Windows-1258, and UTF-8 once read as Western text. A decoding is
taken only when its words are Vietnamese syllables and the text's own are not, so text in other
languages stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from unionbook.domain.word_lists import import_resource
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

_TCVN3_PLACES = (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ "
    "C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ "
    "E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự "
    "FAỳ FBỷ FCỹ FDý FEỵ"
)
_TCVN3 = {int(place[:2], 16): place[2] for place in _TCVN3_PLACES.split()}

_VNI_MARKS = {
    "a": "ùá øà ûả õã ïạ ââ áấ àầ åẩ ãẫ äậ êă éắ èằ úẳ üẵ ëặ",
    "e": "ùé øè ûẻ õẽ ïẹ âê áế àề åể ãễ äệ",
    "o": "ùó øò ûỏ õõ ïọ âô áố àồ åổ ãỗ äộ",
    "ô": "ùớ øờ ûở õỡ ïợ",
    "u": "ùú øù ûủ õũ ïụ",
    "ö": "ùứ øừ ûử õữ ïự",
    "y": "ùý øỳ ûỷ õỹ",
}
_VNI_ALONE = {
    "ô": "ơ",
    "ö": "ư",
    "ñ": "đ",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
    "í": "í",
    "ì": "ì",
}

_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)

_VPS_PLACES = (
    "E1á E0à E4ả E3ã E5ạ C1Á 80À 81Ả 82Ã E2â C3ấ C0ầ C4ẩ C5ẫ C6ậ C2Â 83Ấ 84Ầ 85Ẩ E6ă A1ắ A2ằ A3ẳ "
    "A4ẵ A5ặ 88Ă 8DẮ 8EẰ 8FẲ F0Ẵ E9é E8è C8ẻ EBẽ CBẹ C9É D7È DEẺ FEẼ EAê 89ế 8Aề 8Bể CDễ 8Cệ CAÊ "
    "90Ế 93Ề 94Ể 95Ễ F3ó F2ò D5ỏ F5õ 86ọ B9Ó BCÒ BDỎ BEÕ F4ô D3ố D2ồ B0ổ 87ỗ B6ộ D4Ô 96Ố 97Ồ 98Ổ "
    "99Ỗ D6ơ A7ớ A9ờ AAở ABỡ AEợ F7Ơ 9DỚ 9EỜ 9FỞ A6Ỡ FAú F9ù FBủ DBũ F8ụ DAÚ A8Ù D1Ủ ACŨ DCư D9ứ "
    "D8ừ BAử BBữ BFự D0Ư ADỨ AFỪ B1Ử EDí ECì CCỉ EFĩ CEị B4Í B5Ì B7Ỉ B8Ĩ 9Aý FFỳ 9Bỷ CFỹ 9Cỵ DDÝ "
    "B2Ỳ FDỶ B3Ỹ C7đ F1Đ"
)
_VPS = {int(place[:2], 16): place[2] for place in _VPS_PLACES.split()}

_ONSET = "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x)?"
_OPEN = (
    "(?:uya|uyu|iêu|yêu|oai|oay|oao|oeo|uây|uôi|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oi|ôi|ơi|ua|ui|"
    "uơ|uy|ưa|ưi|ưu|uê|oe|oa)"
)
"""Vowels after which a syllable ends."""
_CLOSED = (
    "(?:uyê|yê|iê|ươ|uô|oo|oă|oa|oe|uâ|uê|uy|ue|ua|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)(?:ch|ng|nh|c|m|n|p|t)?"
)
_SYLLABLE = re.compile(f"{_ONSET}(?:{_OPEN}|{_CLOSED})")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_VIETNAMESE = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_LETTERS = re.escape(_VIETNAMESE + _VIETNAMESE.upper())
SUSPECT = re.compile(
    rf"[\u0080-\u009f\u00a1-\u00ff\u0152-\u0192\u02c6-\u02dc\u2013-\u2122](?<![{_LETTERS}])"
    r"|[ôÔöÖ][ùøûõïÙØÛÕÏ]|[aeyAEY][àáâãèéùúõÀÁÂÃÈÉÙÚÕ]|[aeAE][êÊ]|[oO][âùõÂÙÕ]|[uU][ùõÙÕ]|[a-z][ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ]"
)
"""Text in which this is found may be from before Unicode; all other text surely is not."""
_MODERN = re.compile("[\u1ea0-\u1ef9\u01a0\u01a1\u01af\u01b0]")
"""Letters that no text from before Unicode can hold."""
_VOWELS = frozenset("AEIOUY")
_WORD = re.compile(r"[^\s\d.,;:/\\()\[\]\"'+\-_*&]+")
_ENOUGH, _GAIN, _KNOWN = 0.9, 0.3, 0.1


def is_modern(text: str) -> bool:
    """Say whether a text holds letters that only Unicode has: it cannot be in an old encoding."""
    return _MODERN.search(text) is not None


def is_syllable(word: str) -> bool:
    """Say whether a word is built like a Vietnamese syllable with at most one tone."""
    if word[1:] != word[1:].lower() and word != word.upper():
        return False
    parts = unicodedata.normalize("NFD", word.lower())
    if sum(mark in _TONES for mark in parts) > 1:
        return False
    bare = "".join(mark for mark in parts if mark not in _TONES)
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None


def share_of_syllables(text: str) -> float:
    """Give the share of accented words that are Vietnamese syllables; 0 where none is accented."""
    accented = [
        word
        for word in _WORD.findall(text)
        if not word.isascii() and any(map(str.isalpha, word)) and not _is_shortened(word)
    ]
    return sum(map(is_syllable, accented)) / len(accented) if accented else 0.0


def _is_shortened(word: str) -> bool:
    """Say whether a word is initials ("CĐ", "HĐLĐ"): no syllable, and nothing else either."""
    return (
        word.isupper() and len(word) < 6 and _VOWELS.isdisjoint(unicodedata.normalize("NFD", word))
    )


def _from_tcvn3(text: str) -> str:
    return "".join(_TCVN3.get(_western(letter), letter) for letter in text)


def _from_viscii(text: str) -> str:
    return "".join(
        _VISCII_HIGH[place - 128] if 128 <= (place := _western(letter)) < 256 else letter
        for letter in text
    )


def _from_vps(text: str) -> str:
    return "".join(_VPS.get(_western(letter), letter) for letter in text)


def _western(letter: str) -> int:
    """Give the Windows-1252 place in which an old font drew its letter."""
    if ord(letter) < 256:
        return ord(letter)
    place = letter.encode("cp1252", "ignore")
    return place[0] if place else 0


@lru_cache(maxsize=1)
def _vni_table() -> tuple[re.Pattern[str], dict[str, str]]:
    table = dict(_VNI_ALONE)
    for base, marks in _VNI_MARKS.items():
        table.update({base + pair[0]: pair[1] for pair in marks.split()})
    for pair, letter in list(table.items()):
        table[pair.upper()] = letter.upper()
        table[pair[0].upper() + pair[1:]] = letter.upper()
        table[pair[0] + pair[1:].upper()] = letter
    ordered = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered))), table


def _from_vni(text: str) -> str:
    pattern, table = _vni_table()
    return pattern.sub(lambda match: table[match.group()], text)


def _from_windows_1258(text: str) -> str:
    western = text.encode("cp1252", "ignore")
    return unicodedata.normalize("NFC", western.decode("cp1258", "replace"))


def _from_misread_utf8(text: str) -> str:
    raw = bytearray()
    for letter in text:
        raw += bytes([ord(letter)]) if ord(letter) < 256 else letter.encode("cp1252")
    return bytes(raw).decode("utf-8")


_DECODERS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("UTF-8", _from_misread_utf8),
    ("TCVN3", _from_tcvn3),
    ("VNI", _from_vni),
    ("Windows-1258", _from_windows_1258),
    ("VISCII", _from_viscii),
    ("VPS", _from_vps),
)


@lru_cache(maxsize=65536)
def repaired(text: str, lean: str = "") -> tuple[str, str]:
    """Give the Unicode text and the name of the encoding it was in; unchanged text has none.

    ``lean`` names the encoding of the texts around: a doubtful text is then taken to be in it.
    """
    if text.isascii() or _MODERN.search(text):
        return text, ""
    if lean and (leaning := _leaning(text, lean)):
        return leaning, lean
    if not SUSPECT.search(text):
        return text, ""
    own = share_of_syllables(text)
    best, best_share, best_name = text, own + _GAIN, ""
    for name, decode in _DECODERS:
        try:
            candidate = decode(text)
        except (UnicodeDecodeError, UnicodeEncodeError):
            continue
        share = _likeness(candidate)
        known = share + _KNOWN * _share_of_known(candidate) if share >= _ENOUGH else 0.0
        if known > best_share:
            best, best_share, best_name = candidate, known, name
        if name == "UTF-8" and best_name:
            break  # bytes that are valid UTF-8 by chance do not exist
    return unicodedata.normalize("NFC", best), best_name


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    names = import_resource("names")
    listed = f"{names['vietnamese_surnames']} {names['vietnamese_middle']}".lower().split()
    return frozenset(unicodedata.normalize("NFC", word) for word in listed)


def _share_of_known(candidate: str) -> float:
    """Give the share of words that are parts of names: of two readings they tell the right one."""
    words = _WORD.findall(unicodedata.normalize("NFC", candidate).lower())
    return sum(word in _known_words() for word in words) / len(words) if words else 0.0


def _leaning(text: str, lean: str) -> str:
    try:
        candidate = dict(_DECODERS)[lean](text)
    except (UnicodeDecodeError, UnicodeEncodeError):
        return ""
    return unicodedata.normalize("NFC", candidate) if _likeness(candidate) >= _ENOUGH else ""


def _likeness(candidate: str) -> float:
    if any("\x80" <= letter <= "\x9f" for letter in candidate) or "\ufffd" in candidate:
        return 0.0
    return share_of_syllables(candidate)


def decode_bytes(data: bytes) -> tuple[str, str]:
    """Decode bytes that are not Unicode: the text and a warning that names the encoding."""
    sample = data[:400_000]
    western = sample.decode("cp1252", "replace")
    found: dict[str, float] = {"Windows-1252": 0.35}
    for name, decode in _DECODERS[1:]:
        found[name] = share_of_syllables(decode(western)) if western else 0.0
    name = max(found, key=lambda key: found[key])
    text = data.decode("cp1252", "replace").replace("\ufffd", " ")
    if name != "Windows-1252":
        text = dict(_DECODERS)[name](text)
    warning = _("The text was in the old encoding {name} and was made Unicode.").format(name=name)
    return text, "" if name == "Windows-1252" else warning
