# SPDX-License-Identifier: Apache-2.0
"""A reader of bundles written from docs/bundle-format.md alone, as a stranger would write one.

It imports nothing of unionbook, and nothing of it is shared with the program: what both read alike
is what the document says. It is short rather than hardened.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import struct
from datetime import date, timedelta

import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def sha(data):
    return hashlib.sha256(data).digest()


def key_id(public):
    return sha(public)[:16]


class Reader:
    def __init__(self, data):
        self.stream = io.BytesIO(data)

    def take(self, count):
        data = self.stream.read(count)
        assert len(data) == count
        return data

    def u8(self):
        return self.take(1)[0]

    def u32(self):
        return struct.unpack(">I", self.take(4))[0]

    def varint(self):
        number = shift = 0
        while True:
            byte = self.u8()
            number |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return number

    def signed(self):
        return unzigzag(self.varint())

    def text(self):
        return self.take(self.varint()).decode("utf-8")

    def rest(self):
        return self.stream.read()


def unzigzag(number):
    return -(number + 1) // 2 if number % 2 else number // 2


def unpack(reader):  # noqa: PLR0911 - one for each kind
    """Decode one MessagePack value, as far as bundles need it."""
    first = reader.u8()
    if first < 0x80:
        return first
    if first < 0x90:
        return {unpack(reader): unpack(reader) for _ in range(first & 15)}
    if first < 0xA0:
        return [unpack(reader) for _ in range(first & 15)]
    if first < 0xC0:
        return reader.take(first & 31).decode("utf-8")
    sizes = {0xC4: 1, 0xC5: 2, 0xC6: 4, 0xD9: 1, 0xDA: 2, 0xDB: 4, 0xDC: 2, 0xDD: 4, 0xDE: 2,
             0xDF: 4, 0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8}  # fmt: skip
    number = int.from_bytes(reader.take(sizes[first]), "big")
    if first <= 0xC6:
        return reader.take(number)
    if first <= 0xCF:
        return number
    if first <= 0xDB:
        return reader.take(number).decode("utf-8")
    if first <= 0xDD:
        return [unpack(reader) for _ in range(number)]
    return {unpack(reader): unpack(reader) for _ in range(number)}


def extract(salt, suite, label, ikm):
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + ikm, "sha256")


def expand(secret, suite, label, context, size):
    block, out, number = b"", b"", 0
    labelled = size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + context
    while len(out) < size:
        number += 1
        block = hmac.digest(secret, block + labelled + bytes([number]), "sha256")
        out += block
    return out[:size]


def decapsulate(enc, private):
    """X-Wing: the shared secret of ML-KEM-768 and X25519 together."""
    curve = X25519PrivateKey.from_private_bytes(private[64:])
    public = curve.public_key().public_bytes_raw()
    by_lattice = MLKEM768PrivateKey.from_seed_bytes(private[:64]).decapsulate(enc[:1088])
    by_curve = curve.exchange(X25519PublicKey.from_public_bytes(enc[1088:]))
    data = by_lattice + by_curve + enc[1088:] + public + b"\\.//^\\"
    return hashlib.sha3_256(data).digest()


def key_schedule(shared, info, aead):
    """HPKE base mode with HKDF-SHA-256: key of 32 bytes and first nonce."""
    suite = b"HPKE" + struct.pack(">HHH", 0x647A, 1, aead)
    hashes = [extract(b"", suite, b"psk_id_hash", b""), extract(b"", suite, b"info_hash", info)]
    context = b"\0" + b"".join(hashes)
    secret = extract(shared, suite, b"secret", b"")
    key = expand(secret, suite, b"key", context, 32)
    return key, expand(secret, suite, b"base_nonce", context, 12)


def hpke_open(box, private, info):
    key, nonce = key_schedule(decapsulate(box[:1120], private), info, 2)
    return AESGCM(key).decrypt(nonce, box[1120:], b"")


class Bundle:
    """A file taken apart: ``parts`` holds (digest, head bytes or None, chunks)."""

    def __init__(self, data):
        reader = Reader(data)
        assert reader.take(8) == b"UNIONBK1"
        header = reader.take(reader.u32())
        self.preamble = b"UNIONBK1" + struct.pack(">I", len(header)) + header
        self.header = unpack(Reader(header))
        self.parts = []
        while (form := reader.u8()) != 0:
            if form == 4:
                self.parts.append((reader.take(32), None, []))
                continue
            start = reader.stream.tell() - 1
            assert form == 1
            head, chunks = reader.take(reader.u32()), []
            while form != 3:
                form = reader.u8()
                assert form in (2, 3)
                chunks.append((reader.take(reader.u32()), form == 3))
            self.parts.append((sha(data[start : reader.stream.tell()]), head, chunks))
        self.signature = reader.take(64)
        assert not reader.rest()
        self.digest = sha(sha(self.preamble) + b"".join(digest for digest, _, _ in self.parts))

    def check(self, public):
        assert key_id(public) == self.header["key"]
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(self.signature, b"unionbook bundle 1\0" + self.digest)

    def heads(self):
        return {unpack(Reader(head))["name"]: head for _, head, _ in self.parts if head}

    def plain(self, name, private, public):
        head = self.heads()[name]
        told = unpack(Reader(head))
        sealed = {one["key"]: one["sealed"] for one in told["recipients"]}[key_id(public)]
        info = b"unionbook bundle part\0" + sha(self.preamble) + name.encode()
        key = hpke_open(sealed, private, info)
        assert sha(b"unionbook part key\0" + key) == told["commitment"]
        chunks = next(chunks for _, its_head, chunks in self.parts if its_head == head)
        plain = b""
        for number, (box, last) in enumerate(chunks):
            nonce = number.to_bytes(11, "big") + bytes([last])
            frame = AESGCM(key).decrypt(nonce, box, sha(self.preamble) + sha(head))
            plain += zstandard.ZstdDecompressor().decompress(frame)
        return plain

    def items(self, name, private, public):
        reader = Reader(self.plain(name, private, public))
        found = []
        while form := reader.stream.read(1):
            found.append(item(form[0], Reader(reader.take(reader.u32()))))
        return found


def item(form, reader):
    if form == 1:
        count = reader.varint()
        numbers = [integers(reader, count) for _ in range(2)]
        digests = [reader.take(32) for _ in range(count)]
        words = [texts(reader, count) for _ in range(3)]
        return {"commits": [list(one) for one in zip(*numbers, digests, *words, strict=True)]}
    if form == 2:
        return {"block": block(reader)}
    if form == 3:
        return {"notice": [reader.text(), reader.rest()]}
    assert form == 4
    return {"piece": [reader.text(), reader.varint(), reader.varint(), reader.rest()]}


def block(reader):
    table, kind, rows, width = reader.text(), reader.u8(), reader.varint(), reader.varint()
    columns = [reader.text() for _ in range(width)]
    ids, commits = integers(reader, rows), integers(reader, rows)
    values = [column(reader, rows) for _ in columns]
    assert not reader.rest()
    return [table, kind, columns, ids, commits, values]


def bitmap(reader, count):
    data = reader.take((count + 7) // 8)
    return [data[place // 8] >> place % 8 & 1 for place in range(count)]


def column(reader, count):
    content = reader.u8()
    if content == 0:
        return [None] * count
    if content & 128:
        flags = bitmap(reader, count)
        present = iter(values(reader, content & 127, sum(flags)))
        return [next(present) if flag else None for flag in flags]
    return values(reader, content, count)


def values(reader, content, count):
    if content == 1:
        return integers(reader, count)
    if content == 2:
        return texts(reader, count)
    if content == 3:
        return [reader.take(length) for length in integers(reader, count)]
    if content == 4:
        return list(struct.unpack(f"<{count}d", reader.take(8 * count)))
    assert content == 5
    contents = integers(reader, count)
    alike = {one: iter(values(reader, one, contents.count(one))) for one in (1, 2, 3, 4)}
    return [next(alike[one]) for one in contents]


def integers(reader, count):
    if not count:
        return []
    if reader.u8() == 0:
        return steps(reader, count)
    numbers = [reader.signed()]
    for gap in steps(reader, count - 1):
        numbers.append(numbers[-1] + unzigzag(gap))
    return numbers


def steps(reader, count):
    base, step, width = reader.signed(), reader.varint(), reader.u8()
    planes = [reader.take(count) for _ in range(width)]
    multiples = [sum(plane[k] << 8 * place for place, plane in enumerate(planes))
                 for k in range(count)]  # fmt: skip
    return [base + step * multiple for multiple in multiples]


def raw(reader, count):
    lengths = integers(reader, count)
    data = reader.take(reader.varint()).decode("utf-8")
    found, start = [], 0
    for length in lengths:
        found.append(data[start : start + length])
        start += length
    return found


def digits(reader, count):
    lengths = integers(reader, count)
    numbers = integers(reader, count)
    return [str(number).zfill(length) for number, length in zip(numbers, lengths, strict=True)]


def texts(reader, count):  # noqa: PLR0911 - one for each form
    if not count:
        return []
    form = reader.u8()
    if form == 0:
        return raw(reader, count)
    if form == 1:
        entries = raw(reader, reader.varint())
        return [entries[index] for index in integers(reader, count)]
    if form == 2:
        return digits(reader, count)
    if form == 3:
        return [str(date(1970, 1, 1) + timedelta(days)) for days in integers(reader, count)]
    if form == 4:
        flags = bitmap(reader, count)
        numeric = iter(digits(reader, sum(flags)))
        others = iter(texts(reader, count - sum(flags)))
        return [next(numeric if flag else others) for flag in flags]
    assert form == 5
    counts = integers(reader, count)
    found = [""] * count
    for place in range(max(counts)):
        having = [k for k in range(count) if counts[k] > place]
        for k, word in zip(having, texts(reader, len(having)), strict=True):
            found[k] += word
    return found
