# SPDX-License-Identifier: Apache-2.0
"""Certificates of devices: merged in any order, under one key, along a chain of keys."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from unionbook.errors import UnreadableFileError
from unionbook.sync import sealing, signing, trust
from unionbook.sync.trust import ACTIVE, REVOKED, Certificate, Devices

REGISTER = "4a1b"
ADMIN, NEXT, OTHER = (signing.make_key() for _ in range(3))
BOX = sealing.public_of(sealing.make_key())
KEYS = {site: signing.public_of(signing.make_key()) for site in (1, 2, 3)}


def certificate(site: int, version: int = 1, state: str = ACTIVE) -> Certificate:
    return Certificate(REGISTER, site, KEYS[site], BOX, version, state, 0, "2026-11-21")


def signed(*arguments: object, admin: bytes = ADMIN) -> trust.SignedCertificate:
    return trust.sign_certificate(certificate(*arguments), admin)


def fresh() -> Devices:
    return Devices(REGISTER, signing.public_of(ADMIN))


def test_the_better_certificate_counts_in_whatever_order_they_come():
    told = [signed(1), signed(1, 2, REVOKED), signed(2), signed(2, 2), signed(1, 2)]
    for order in itertools.permutations(told):
        found = fresh()
        for one in order:
            found.add(one)
        assert [one.site for one in found.active] == [2]
        assert found.certificates[1].state == REVOKED
        assert found.certificates[2].version == 2


def test_a_certificate_under_another_key_or_altered_does_not_count():
    found = fresh()
    assert not found.add(signed(1, admin=OTHER))
    good = signed(1)
    assert not found.add(msgspec.structs.replace(good, body=good.body[:-1] + b"9"))
    assert not found.add(msgspec.structs.replace(signed(2), signature=good.signature))
    foreign = msgspec.structs.replace(certificate(1), register="other")
    assert not found.add(trust.sign_certificate(foreign, ADMIN))
    assert found.certificates == {}


def test_what_one_tells_another_takes_over():
    teller, hearer = fresh(), fresh()
    teller.add(signed(1))
    teller.add(signed(2))
    assert hearer.merge(teller.document())
    assert not hearer.merge(teller.document())
    assert hearer.signing_keys == teller.signing_keys
    assert hearer.by_key(signing.key_id(KEYS[2])).site == 2
    assert trust.claimed_keys(teller.document()) == teller.signing_keys


def test_a_chain_of_keys_is_followed_and_old_certificates_fall():
    teller, hearer = fresh(), fresh()
    teller.add(signed(1))
    hearer.merge(teller.document())
    teller.follow([trust.sign_link(REGISTER, ADMIN, NEXT), trust.sign_link(REGISTER, NEXT, OTHER)])
    teller.add(signed(1, admin=OTHER))
    hearer.add(signed(3))  # not certified again under the new key
    assert hearer.merge(teller.document())
    assert hearer.admin_key == signing.public_of(OTHER)
    assert not hearer.add(signed(2))
    assert [one.site for one in hearer.active] == [1]


def test_a_link_that_not_both_keys_signed_leads_nowhere():
    link = trust.sign_link(REGISTER, ADMIN, NEXT)
    bent = msgspec.structs.replace(link, new=signing.public_of(OTHER))
    half = msgspec.structs.replace(link, by_old=trust.sign_link(REGISTER, OTHER, NEXT).by_old)
    elsewhere = trust.sign_link("other", ADMIN, NEXT)
    for one in (bent, half, elsewhere):
        found = fresh()
        assert not found.follow([one])
        assert found.admin_key == signing.public_of(ADMIN)


def test_a_link_that_is_none_hides_no_other():
    link = trust.sign_link(REGISTER, ADMIN, NEXT)
    bent = msgspec.structs.replace(link, new=signing.public_of(OTHER))
    found = fresh()
    assert found.follow([bent, link])
    assert found.admin_key == signing.public_of(NEXT)


def test_a_key_that_went_on_in_two_ways_is_told():
    ours, theirs, bent = fresh(), fresh(), fresh()
    ours.follow([trust.sign_link(REGISTER, ADMIN, NEXT)])
    assert not ours.contradicts(fresh().document())
    assert not ours.contradicts(ours.document())
    theirs.follow([trust.sign_link(REGISTER, ADMIN, OTHER)])
    assert ours.contradicts(theirs.document())
    assert not fresh().contradicts(theirs.document())
    bent.links = [msgspec.structs.replace(theirs.links[0], by_old=bytes(64))]
    assert not ours.contradicts(bent.document())
    further = trust.sign_link(REGISTER, NEXT, OTHER)
    longer = fresh()
    longer.follow([*ours.links, further])
    assert not ours.contradicts(longer.document())


NESTED = b"\x91" * 100_000 + b"\xc0"


@pytest.mark.parametrize("content", [b"", b"\x93", b"x" * 100, b"\x94\xa1a\x90\x90" + NESTED])
def test_what_is_no_list_is_refused(content):
    with pytest.raises(UnreadableFileError):
        fresh().merge(content)
    assert trust.claimed_keys(content) == {}


def test_a_certificate_that_is_nested_without_end_counts_as_none():
    told = msgspec.structs.astuple(certificate(1))
    body = b"\x99" + b"".join(map(msgspec.msgpack.encode, told)) + NESTED
    signature = signing.sign(ADMIN, b"device 1", body)
    nested = trust.SignedCertificate(body, signing.public_of(ADMIN), signature)
    found = fresh()
    assert not found.add(nested)
    assert trust.claimed_keys(msgspec.msgpack.encode([REGISTER, [], [nested]])) == {}


def test_the_list_of_another_register_is_refused():
    with pytest.raises(UnreadableFileError):
        fresh().merge(Devices("other", signing.public_of(ADMIN)).document())
