from __future__ import annotations

import json

import numpy as np

from apkscan.batch import group_keys, read_facts, sample_keys
from apkscan.view import NOTHING
from tests.apkscan.apps import batch

APIS = [f"a.b.C.m{number}" for number in range(5)]


def app(package: str = "", signer: str = "", known: str = "", **dex: object) -> str:
    certificates = [{"sha256": signer, "known": known}] if signer else []
    return json.dumps(
        {
            "file": {"sha256": f"{package}{signer}{dex}"},
            "identity": {"package": package or None},
            "signing": {"certificates": certificates},
            "dex": dex,
        }
    )


def same(*texts: str) -> list[bool]:
    keys = group_keys(batch(*texts)).tolist()
    return [key == keys[0] for key in keys[1:]]


def test_apps_of_one_signer_or_name_are_one_group() -> None:
    assert [True, False] == same(app("a.a", "1"), app("b.b", "1"), app("c.c", "2"))
    assert [True] == same(app("a.a", "1"), app("a.a", "2"))
    assert [True, False] == same(app("", "1"), app("", "1"), app("", "2"))


def test_groups_are_followed_through() -> None:
    assert [True, True] == same(app("a.a", "1"), app("b.b", "2"), app("b.b", "1"))


def test_a_key_that_anybody_has_joins_nobody() -> None:
    public = {"signer": "1", "known": "aosp-testkey"}

    assert [False] == same(app("a.a", **public), app("b.b", **public))


def test_apps_of_one_make_are_one_group() -> None:
    first = app("a.a", apis=APIS, classes=10)

    assert [True, True] == same(first, app("b.b", apis=APIS, classes=10), app("c.c", apis=APIS))
    assert [False] == same(app("a.a", apis=APIS[:2]), app("b.b", apis=APIS[:2]))


def test_the_form_of_the_components_is_part_of_a_kit() -> None:
    component = {"kind": "activity", "name": "x.Y"}
    first = json.loads(app("a.a", apis=APIS, classes=10))
    second = json.loads(app("b.b", apis=APIS, classes=99))
    second["manifest"] = {"components": [component]}

    assert [False] == same(json.dumps(first), json.dumps(second))
    first["manifest"] = {"components": [component]}
    assert [True] == same(json.dumps(first), json.dumps(second))


def test_group_keys_do_not_hang_on_the_order() -> None:
    texts = [app("a.a", "1"), app("b.b", "1"), app("c.c", "2")]
    forward, backward = group_keys(batch(*texts)), group_keys(batch(*texts[::-1]))

    np.testing.assert_array_equal(forward, backward[::-1])


def test_samples_are_told_apart_by_file_or_by_facts() -> None:
    file = '{"file": {"sha256": "ab"}, "identity": {"package": "a.b"}}'
    same_file = '{"file": {"sha256": "ab"}}'
    bare, same_bare = '{"identity": {"package": "a.b"}}', '{ "identity":{"package":"a.b"} }'
    keys = sample_keys(batch(file, same_file, bare, same_bare)).tolist()

    assert keys[0] == keys[1]
    assert keys[2] == keys[3]
    assert keys[0] != keys[2]


def test_broken_facts_are_failures_in_their_place() -> None:
    read = read_facts(["{}", "x", "{}"], NOTHING)

    assert [0, 2] == read.rows.tolist()
    assert [1] == [position for position, _ in read.failures]
    assert 2 == len(read.facts)
