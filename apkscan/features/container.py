"""The container and the manifest as files: what is in there, and the tricks against readers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from apkscan.features.column import NAN, Column, count, flag, ratio, share, theme

if TYPE_CHECKING:
    from apkscan.view import AppView

_KINDS = {
    "so": "native libraries", "dex": "code", "js": "scripts", "html": "web pages",
    "xml": "XML", "png": "pictures", "json": "JSON", "ttf": "fonts",
    "properties": "properties", "bin": "binary data", "dat": "data",
}  # fmt: skip
"""By extension. Those that came with later tools (WebP, Kotlin) tell the year: left out."""


def _kinds(text: str, entries: int = 4) -> str:
    return f'{{"archive":{{"entries":{entries},"kinds":{text}}}}}'


def _kind_share(kind: str, app: AppView) -> float:
    archive = app.facts.archive
    return share(dict(archive.kinds).get(kind, 0), archive.entries)


def _kind(kind: str) -> Column:
    return ratio(
        f"entries_{kind}_share",
        f"Share of its files that are {_KINDS[kind]}.",
        partial(_kind_share, kind),
        (_kinds(f'[["{kind}",1]]'), 0.25),
    )


def _stated(name: str, app: AppView) -> float:
    value = getattr(app.facts.manifest, name)
    return NAN if value is None else float(value)


def _switch(name: str, field: str, description: str) -> Column:
    example = f'{{"manifest":{{"{field}":true}}}}'
    return ratio(name, description, partial(_stated, field), (example, 1), kind="flag")


def _notes(place: str, app: AppView) -> int:
    facts = app.facts
    notes = {"archive": facts.archive.notes, "manifest": facts.manifest_notes}[place]
    return len({note.code for note in notes})


def _network(name: str, app: AppView) -> float:
    network = app.facts.manifest.network
    return NAN if network is None else float(bool(getattr(network, name)))


CONTAINER = theme(
    "container",
    "what its package file holds",
    "安装包内容构成",
    (
        *map(_kind, _KINDS),
        count("entries_hidden_code", "files", "Code and packages hidden among its other files.",
              lambda app: len(app.facts.dex.hidden), ('{"dex":{"hidden":["assets/a"]}}', 1)),
        count("native_libraries", "libraries", "Native libraries, each counted once.",
              lambda app: len(app.facts.archive.native),
              ('{"archive":{"native":["liba.so"]}}', 1)),
        count("native_platforms", "platforms", "Kinds of processor it has native code for.",
              lambda app: len(app.facts.archive.abis),
              ('{"archive":{"abis":["arm64-v8a"]}}', 1)),
    ),
)  # fmt: skip
TRICKS = theme(
    "tricks",
    "tricks against those who look into it",
    "对抗分析的手法",
    (
        count("tricks_archive", "kinds", "Kinds of oddities in the archive.",
              partial(_notes, "archive"), ('{"archive":{"notes":[{"code":"x"}]}}', 1)),
        count("tricks_manifest", "kinds", "Kinds of oddities in manifest and resources.",
              partial(_notes, "manifest"), ('{"manifest_notes":[{"code":"x"}]}', 1)),
        count("readers_disagree", "facts", "Facts on which two readers differ.",
              lambda app: len(app.facts.disagreements),
              ('{"disagreements":[{"field":"package","first":"a","second":"b"}]}', 1)),
        count("parts_unseen", "parts", "Parts that could not be seen.",
              lambda app: len(app.facts.unseen), ('{"unseen":[{"code":"encrypted"}]}', 1)),
    ),
)  # fmt: skip
SWITCHES = theme(
    "switches",
    "settings of the application in its manifest",
    "清单中的应用设置",
    (
        _switch("application_debuggable", "debuggable", "May be debugged."),
        _switch("application_backup", "allow_backup", "Lets its data be backed up."),
        _switch("application_cleartext", "cleartext", "Lets traffic go without encryption."),
        _switch("application_legacy_storage", "legacy_storage", "Wants the old shared storage."),
        _switch("application_test_only", "test_only", "Is marked as a test."),
        flag("application_class", "Names a class of its own as the application.",
             lambda app: app.facts.manifest.application is not None,
             '{"manifest":{"application":"a.B"}}'),
        flag("application_shared_user", "Shares its identity with other apps.",
             lambda app: app.facts.manifest.shared_user is not None,
             '{"manifest":{"shared_user":"a.b"}}'),
        flag("application_of_system", "Shares the identity of the system, whose key it then needs.",
             lambda app: (app.facts.manifest.shared_user or "").startswith("android.uid."),
             '{"manifest":{"shared_user":"android.uid.system"}}',
             '{"manifest":{"shared_user":"a.b"}}'),
        ratio("network_user_certificates", "Trusts certificates that the user installs.",
              partial(_network, "user_certificates"),
              ('{"manifest":{"network":{"user_certificates":true}}}', 1), kind="flag"),
        ratio("network_pinned", "Pins the certificates of its servers.",
              partial(_network, "pinned"), ('{"manifest":{"network":{"pinned":true}}}', 1),
              kind="flag"),
        ratio("network_cleartext", "Its network settings let traffic go without encryption.",
              partial(_network, "cleartext"), ('{"manifest":{"network":{"cleartext":true}}}', 1),
              kind="flag"),
    ),
)  # fmt: skip
