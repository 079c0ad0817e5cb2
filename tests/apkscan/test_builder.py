"""The APKs of the tests are real ones: readers that this project did not write take them.

Tried by hand on 2026-11-26 over the whole cast: `aapt dump badging`, `apksigner verify` 0.9 of
Debian (v1, v2 and v3, also with a rotated key) and `dexdump -c` accept every app.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from loguru import logger

from tests.data.apk import bombs_archive, frauds, honest, keys, signing, tricks
from tests.data.apk.apps import CAST, FRAUDS, built
from tests.data.apk.bombs import BOMBS
from tests.data.apk.build import build_apk, draft
from tests.data.apk.container import Draft, layout
from tests.data.apk.spec import AppSpec, ComponentSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.data.apk.build import Trick

LARGEST_BOMB = 8 << 20


@pytest.fixture(scope="module", autouse=True)
def _quiet() -> Iterator[None]:
    """Keep androguard's log out of the output."""
    logger.disable("androguard")
    yield
    logger.enable("androguard")


def androguard(data: bytes) -> Any:  # noqa: ANN401  androguard has no types
    """Give the app as androguard reads it."""
    from androguard.core.apk import APK  # noqa: PLC0415  120 ms

    return APK(data, raw=True)


def apk_info(data: bytes, folder: Path) -> Any:  # noqa: ANN401  a compiled library
    """Give the app as apk-info reads it."""
    from apk_info import APK  # noqa: PLC0415  a compiled library

    path = folder / "app.apk"
    path.write_bytes(data)
    return APK(str(path))


def content(data: bytes, name: str) -> bytes:
    """Give the content of the entry `name`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def test_same_spec_gives_the_same_bytes() -> None:
    spec = frauds.loan()

    assert build_apk(spec) == build_apk(frauds.loan())
    assert build_apk(spec) != build_apk(replace(spec, key="alpha"))


@pytest.mark.parametrize("name", CAST)
def test_archive_is_sound(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(built(name))) as archive:
        names = archive.namelist()

        assert archive.testzip() is None
        assert len(names) == len(set(names))
        assert {"AndroidManifest.xml", "classes.dex", "resources.arsc"} < set(names)


@pytest.mark.parametrize("name", CAST)
def test_androguard_reads_what_the_table_says(name: str) -> None:
    spec, app = CAST[name](), androguard(built(name))

    assert app.is_valid_APK()
    assert spec.package == app.get_package()
    assert spec.label == app.get_app_name()
    assert spec.labels == {locale: app.get_app_name(locale) for locale in spec.labels}
    assert spec.version_name == app.get_androidversion_name()
    assert str(spec.version_code) == app.get_androidversion_code()
    assert sorted(spec.permissions) == sorted(app.get_permissions())
    assert app.get_app_icon() == "res/mipmap-xxhdpi-v4/ic_launcher.png"
    assert content(built(name), app.get_app_icon()).startswith(b"\x89PNG")


@pytest.mark.parametrize("name", CAST)
def test_apk_info_reads_what_the_table_says(name: str, tmp_path: Path) -> None:
    spec, app = CAST[name](), apk_info(built(name), tmp_path)

    assert spec.package == app.get_package_name()
    assert spec.label == app.get_application_label()
    assert set(spec.permissions) == set(app.get_permissions())


@pytest.mark.parametrize("name", CAST)
def test_code_holds_calls_texts_and_classes(name: str) -> None:
    from androguard.core.dex import DEX  # noqa: PLC0415  200 ms

    spec, code = CAST[name](), DEX(content(built(name), "classes.dex"))
    rows = (code.get_cm_method(number) for number in range(code.header.method_ids_size))
    named = {f"{owner[1:-1].replace('/', '.')}.{method}" for owner, method, _ in rows}
    defined = {each.get_name()[1:-1].replace("/", ".") for each in code.get_classes()}

    assert set(spec.calls) <= named
    assert set(spec.strings) <= set(code.get_strings())
    assert set(spec.classes) <= defined


def test_code_has_right_digests() -> None:
    code = content(built("loan"), "classes.dex")

    assert zlib.adler32(code[12:]) == int.from_bytes(code[8:12], "little")
    assert hashlib.sha1(code[32:], usedforsecurity=False).digest() == code[12:32]


def test_classes_are_dealt_out_among_dex_files() -> None:
    apk = build_apk(AppSpec(classes=("a.A", "b.B", "c.C"), dex_files=2))

    assert b"La/A;" in content(apk, "classes.dex")
    assert b"Lb/B;" in content(apk, "classes2.dex")


def test_packed_app_names_classes_that_it_does_not_define() -> None:
    spec, code = CAST["packed"](), content(built("packed"), "classes.dex")

    assert spec.components
    assert b"Lcom/stub/StubApp;" in code
    assert b"Lcom/wealth/tazzelwick/app/ui/Splash;" not in code


@pytest.mark.parametrize("utf16", [False, True], ids=["utf-8", "utf-16"])
def test_string_pools_of_both_codings_are_read(utf16: bool) -> None:
    long = "长" * 200
    spec = AppSpec(label="贷款😀", resources={"long": long}, pools_utf16=utf16)
    app = androguard(build_apk(spec))

    assert app.get_app_name() == "贷款😀"
    assert long.encode("utf-16-le" if utf16 else "utf-8") in app.get_file("resources.arsc")


def test_component_details_reach_the_manifest() -> None:
    guard = "android.permission.BIND_ACCESSIBILITY_SERVICE"
    service = ComponentSpec(kind="service", name=".Help", permission=guard, exported=True)
    spec = AppSpec(components=(service,), accessibility=("canRetrieveWindowContent",))
    root = androguard(build_apk(spec)).get_android_manifest_xml()
    (found,) = root.iter("service")
    space = "{http://schemas.android.com/apk/res/android}"

    assert {"name": ".Help", "permission": guard, "exported": "true"} == {
        key.removeprefix(space): text for key, text in found.attrib.items()
    }
    assert "android.accessibilityservice" == found[0].get(f"{space}name")


def test_stored_entries_are_aligned() -> None:
    apk = built("calculator")
    with zipfile.ZipFile(io.BytesIO(apk)) as archive:
        stored = [row for row in archive.infolist() if row.compress_type == zipfile.ZIP_STORED]
    starts = [
        row.header_offset + 30 + sum(apk[row.header_offset + at] for at in (26, 28))
        for row in stored
    ]

    assert stored
    assert {0} == {start % 4 for start in starts}


@pytest.mark.parametrize("name", CAST)
def test_all_schemes_name_the_key_of_the_table(name: str) -> None:
    app, expected = androguard(built(name)), keys.signer(CAST[name]().key)

    assert expected.der == app.get_certificate_der(app.get_signature_name())
    assert [expected.der] == app.get_certificates_der_v2()
    assert [expected.der] == app.get_certificates_der_v3()


def test_jar_manifest_holds_the_digest_of_each_entry() -> None:
    apk = built("loan")
    listing = content(apk, "META-INF/MANIFEST.MF")
    digest = base64.b64encode(hashlib.sha256(content(apk, "classes.dex")).digest())

    assert b"Name: classes.dex\r\nSHA-256-Digest: " + digest + b"\r\n" in listing


def test_schemes_are_those_that_the_table_asks_for() -> None:
    only_v2 = androguard(build_apk(AppSpec(schemes=("v2",))))
    unsigned = androguard(build_apk(AppSpec(schemes=())))

    assert [False, True, False] == [
        only_v2.is_signed_v1(),
        only_v2.is_signed_v2(),
        only_v2.is_signed_v3(),
    ]
    assert not unsigned.is_signed()


@pytest.mark.parametrize("schemes", [("v1", "v2", "v3"), ("v1", "v2", "v3", "v3.1")], ids="-".join)
def test_rotated_key_comes_with_its_lineage(schemes: tuple[str, ...]) -> None:
    apk = build_apk(AppSpec(schemes=schemes, key="beta", lineage=("alpha",)))

    assert signing.ROTATION.to_bytes(4, "little") in apk
    assert keys.signer("alpha").der in apk
    assert keys.signer("beta").der in apk


def test_keys_follow_from_their_names() -> None:
    assert keys.STEPS["delta"] == keys.steps("delta")
    assert keys.signer("ec-alpha").sign(b"x") == keys.signer("ec-alpha").sign(b"x")
    assert keys.signer("alpha").sha256 != keys.signer("beta").sha256


def test_fake_bank_looks_like_the_bank_and_has_another_key() -> None:
    bank, fake = honest.bank(), FRAUDS["fake_bank"]()

    assert bank.label is not None
    assert fake.label == bank.label.replace("а", "a").replace("wa", "wа")
    assert fake.key != bank.key
    assert fake.package != bank.package


@pytest.mark.parametrize("trick", tricks.TRICKS.values(), ids=tricks.TRICKS)
def test_trick_changes_the_archive_and_is_signed(trick: Trick) -> None:
    made = trick(draft(honest.calculator()))
    apk = build_apk(honest.calculator(), trick)

    assert layout(draft(honest.calculator())).whole() != layout(made).whole()
    assert signing.MAGIC in apk


@pytest.mark.parametrize("name", tricks.INSTALLED)
def test_apps_with_installable_tricks_are_read_by_apk_info(name: str, tmp_path: Path) -> None:
    app = apk_info(build_apk(frauds.loan(), tricks.INSTALLED[name]), tmp_path)

    assert frauds.loan().package == app.get_package_name()
    assert set(frauds.loan().permissions) == set(app.get_permissions())


@pytest.mark.parametrize("after", tricks.AFTER.values(), ids=tricks.AFTER)
def test_change_after_signing_changes_the_file(after: Callable[[bytes], bytes]) -> None:
    assert built("loan") != after(built("loan"))


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_bomb_is_small(bomb: Callable[[], bytes]) -> None:
    assert len(bomb()) < LARGEST_BOMB


def test_swollen_entry_unpacks_to_what_it_declares() -> None:
    apk = layout(Draft(entries=(bombs_archive.swollen("a", 3, head=b"head"),))).whole()
    with zipfile.ZipFile(io.BytesIO(apk)) as archive:
        (row,) = archive.infolist()

    assert (3 << 20) + 4 == row.file_size
    assert row.compress_size < 5000
    assert 4 + (3 << 20) == len(zlib.decompress(apk[31 : 31 + row.compress_size], -15))


def test_many_entries_are_all_found() -> None:
    with zipfile.ZipFile(io.BytesIO(bombs_archive.many_entries(70_000))) as archive:
        names = archive.namelist()

    assert len(names) == len(set(names))
    assert 70_000 < len(names)
    assert "assets/0069999" in names
