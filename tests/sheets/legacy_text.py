# SPDX-License-Identifier: Apache-2.0
"""Vietnamese before Unicode, written from the published code charts, for tests only.

TCVN 5712:1993 (VN3, fonts ``.VnTime``) keeps one byte a letter; VNI-Windows a base letter and a
mark byte. Both are given here as the Windows-1252 letters that a Unicode program shows for them.
"""

from __future__ import annotations

import unicodedata

_TCVN3 = dict(
    zip(
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        bytes.fromhex(
            "A1A2A3A4A5A6A7A8A9AAABACADAEB5B6B7B8B9BBBCBDBEC6C7C8C9CACB"
            "CCCECFD0D1D2D3D4D5D6D7D8DCDDDEDFE1E2E3E4E5E6E7E8E9EAEBECEDEE"
            "EFF1F2F3F4F5F6F7F8F9FAFBFCFDFE"
        ),
        strict=True,
    )
)
_TONES = {"\u0300": "ø", "\u0301": "ù", "\u0303": "õ", "\u0309": "û", "\u0323": "ï"}
_ON_BREVE = {"\u0300": "è", "\u0301": "é", "\u0303": "ü", "\u0309": "ú", "\u0323": "ë"}
_ON_HAT = {"\u0300": "à", "\u0301": "á", "\u0303": "ã", "\u0309": "å", "\u0323": "ä"}
_ALONE = {"đ": "ñ", "ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
_BREVE, _HAT, _HORN = "\u0306", "\u0302", "\u031b"


def tcvn3_bytes(text: str) -> bytes:
    """Give the bytes that an office program wrote with a ``.VnTime`` font."""
    folded = unicodedata.normalize("NFC", text)
    return bytes(_tcvn3_byte(sign) for sign in folded)


def _tcvn3_byte(sign: str) -> int:
    if sign in _TCVN3:
        return _TCVN3[sign]
    if sign.lower() in _TCVN3:  # a capital with a tone exists in the H fonts only
        return _TCVN3[sign.lower()]
    return sign.encode("ascii")[0]


def tcvn3(text: str) -> str:
    """Give the letters seen when TCVN3 text stands in a Unicode cell ("Hä vµ tªn")."""
    return tcvn3_bytes(text).decode("latin-1")


def vni(text: str) -> str:
    """Give the letters seen when VNI text stands in a Unicode cell ("Xin chaøo caùc baïn")."""
    return "".join(_vni_letter(sign) for sign in unicodedata.normalize("NFC", text))


def vni_bytes(text: str) -> bytes:
    """Give the bytes that an office program wrote with a VNI font."""
    return vni(text).encode("latin-1")


def _vni_letter(sign: str) -> str:
    upper = sign.isupper()
    small = sign.lower()
    if small in _ALONE:
        changed = _ALONE[small]
    else:
        base, *marks = list(unicodedata.normalize("NFD", small))
        changed = _vni_marks(base, marks)
    return changed.upper() if upper else changed


def _vni_marks(base: str, marks: list[str]) -> str:
    tone = next((mark for mark in marks if mark in _TONES), "")
    if _HORN in marks:
        return {"o": "ô", "u": "ö"}[base] + _TONES.get(tone, "")
    if _BREVE in marks:
        return base + (_ON_BREVE[tone] if tone else "ê")
    if _HAT in marks:
        return base + (_ON_HAT[tone] if tone else "â")
    return base + _TONES.get(tone, "")
