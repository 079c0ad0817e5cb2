"""A further APK that is no part of the app: of another package or signer, or an app of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from apkscan.context import context_of
from apkscan.facts import ApkFacts, Identity, Note
from apkscan.findings import findings_of
from apkscan.read.app import read_app
from apkscan.read.archive import open_archive
from apkscan.read.signing import read_signing
from apkscan.read.splits import foreign_split
from apkscan.visibility import REVIEW_BELOW
from fraudlens.limits import DEFAULT_LIMITS
from tests.apkscan.read.manifests import archive_of
from tests.data.apk import bundles
from tests.data.apk.build import build_apk
from tests.data.apk.spec import AppSpec

if TYPE_CHECKING:
    from pathlib import Path

SPEC = AppSpec()
SPLIT = bundles.language_split(SPEC, "zh", {"word": "词"})


def base_of(spec: AppSpec) -> ApkFacts:
    archive = open_archive(build_apk(spec), DEFAULT_LIMITS)
    return ApkFacts(identity=Identity(package=spec.package), signing=read_signing(archive))


def said(split: AppSpec, base: AppSpec = SPEC) -> str | None:
    archive = open_archive(build_apk(split), DEFAULT_LIMITS)
    note = foreign_split("s.apk", archive, base_of(base), DEFAULT_LIMITS)
    return note.detail if note else None


@pytest.mark.parametrize(
    ("split", "why"),
    [
        pytest.param(SPLIT, None, id="part"),
        pytest.param(replace(SPLIT, schemes=("v1",)), None, id="another scheme"),
        pytest.param(replace(SPLIT, schemes=()), None, id="unsigned"),
        pytest.param(replace(SPLIT, package="org.other"), "package org.other", id="package"),
        pytest.param(replace(SPLIT, package=""), "package without a name", id="no package"),
        pytest.param(replace(SPLIT, split=None), "an app of its own, no split", id="whole app"),
    ],
)
def test_part_of_another_app_is_said(split: AppSpec, why: str | None) -> None:
    assert why == said(split)


def test_part_of_another_signer_is_said() -> None:
    other = replace(SPLIT, key="beta")
    (certificate,) = base_of(replace(SPEC, key="beta")).signing.certificates

    assert f"signer {certificate.sha256[:16]}" == said(other)
    assert said(other, replace(SPEC, schemes=())) is None


def test_former_key_of_the_app_is_no_other_signer() -> None:
    rotated = replace(SPEC, schemes=("v1", "v2", "v3"), key="beta", lineage=("alpha",))

    assert said(SPLIT, rotated) is None


@pytest.mark.parametrize("files", [{}, {"AndroidManifest.xml": b"no XML"}], ids=["none", "broken"])
def test_part_without_a_manifest_is_said(files: dict[str, bytes]) -> None:
    note = foreign_split("s.apk", archive_of(files), base_of(SPEC), DEFAULT_LIMITS)

    assert Note("foreign-split", "s.apk", "a manifest that cannot be read") == note


def test_app_that_is_called_a_split_takes_the_folder_to_a_person(tmp_path: Path) -> None:
    (tmp_path / "base.apk").write_bytes(build_apk(SPEC))
    (tmp_path / "split_a.apk").write_bytes(build_apk(replace(SPEC, package="org.fraud")))
    facts = read_app(tmp_path, DEFAULT_LIMITS)

    assert (Note("foreign-split", "split_a.apk", "package org.fraud"),) == facts.unseen
    assert context_of(facts).visibility.share < REVIEW_BELOW


def test_part_of_an_app_alone_takes_it_to_a_person(tmp_path: Path) -> None:
    (tmp_path / "config.zh.apk").write_bytes(build_apk(SPLIT))
    facts = read_app(tmp_path / "config.zh.apk", DEFAULT_LIMITS)
    context = context_of(facts)
    found = {finding.rule: finding for finding in findings_of(facts, context, "en")}

    assert (Note("split-alone", "AndroidManifest.xml", "config.zh"),) == facts.unseen
    assert context.visibility.share < REVIEW_BELOW
    assert "config.zh" == found["split-alone"].evidence["split"]
    assert "low-visibility" in found
