from __future__ import annotations

import pytest

from apkscan.signatures import Signature, Signatures, signatures_of
from tests.apkscan.documents import facts


def test_plain_app_shows_no_product() -> None:
    assert Signatures() == signatures_of(facts())


def test_unmistakable_file_is_enough() -> None:
    app = facts(archive={"names": ["assets/libjiagu.so"], "native": ["libjiagu.so"]})

    found = signatures_of(app).packers

    assert [("360 Jiagu", "packer", ("assets/libjiagu.so", "libjiagu.so"))] == [
        (packer.name, packer.group, packer.places) for packer in found
    ]


@pytest.mark.parametrize(
    ("names", "native", "packers"),
    [
        (["assets/af.bin"], [], []),
        (["assets/af.bin", "assets/signed.bin"], [], ["Ijiami"]),
        (["assets/af.bin"], ["libexec.so"], ["Ijiami"]),
        (["assets/jiagu_data.bin"], [], []),
    ],
    ids=["one", "two files", "file and library", "another one"],
)
def test_weak_marks_need_a_second(names: list[str], native: list[str], packers: list[str]) -> None:
    found = signatures_of(facts(archive={"names": names, "native": native}))

    assert packers == [packer.name for packer in found.packers]


def test_the_same_library_in_two_places_is_one_weak_mark() -> None:
    app = facts(archive={"names": ["assets/tosversion", "tosversion"]})

    assert () == signatures_of(app).packers


def test_generators_show_by_folder_class_package_meta_data_and_subject() -> None:
    app = facts(
        identity={"package": "appinventor.ai_somebody.thing"},
        manifest={
            "application": "io.dcloud.application.DCloudApplication",
            "meta_data": [["dcloud_appkey", "x"]],
        },
        signing={"certificates": [{"sha256": "b" * 64, "subject": "O=x, CN=GoNative.io"}]},
        archive={"names": ["assets/flutter_assets/a/b.png"]},
    )

    found = {generator.name: generator.places for generator in signatures_of(app).generators}

    assert ("assets/flutter_assets",) == found["Flutter"]
    assert ("appinventor",) == found["MIT App Inventor"]
    assert ("class io.dcloud", "dcloud_appkey") == found["DCloud uni-app"]
    assert ("CN=GoNative.io",) == found["Median / GoNative"]


def test_kits_show_by_defined_classes_and_trackers_stand_apart() -> None:
    app = facts(dex={"packages": [["com.meiqia.core", 12], ["com.umeng.analytics", 3]]})

    found = signatures_of(app)

    assert (
        Signature("Meiqia", "customer_service", ("class com.meiqia",), ("com.meiqia",)),
    ) == found.sdks
    assert ["Umeng"] == [tracker.name for tracker in found.trackers]


def test_an_app_without_a_package_name_is_no_trouble() -> None:
    assert Signatures() == signatures_of(facts(identity={}))
