"""What an app of the tests is made of: one table row, `AppSpec`, from which all bytes follow.

Nothing here is a fact of a real app. Hosts end in `.example`, names are invented, and the code
of a built app calls nothing when it starts: its calls stand in a method that nobody calls.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

MetaValue: TypeAlias = str | int | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterSpec:
    """An intent filter of a component."""

    actions: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    mime_types: tuple[str, ...] = ()
    priority: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentSpec:
    """An activity, activity-alias, service, receiver or provider.

    `actions` to `priority` make one intent filter; `filters` adds more.
    """

    kind: str = "activity"
    """`activity`, `alias`, `service`, `receiver` or `provider`."""
    name: str
    """Full class name, or relative to the package with a leading dot."""
    exported: bool | None = None
    enabled: bool | None = None
    permission: str | None = None
    actions: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    mime_types: tuple[str, ...] = ()
    priority: int | None = None
    filters: tuple[FilterSpec, ...] = ()
    meta_data: Mapping[str, MetaValue] = field(default_factory=dict)
    authorities: str | None = None
    target: str | None = None
    """Of an alias: the activity that it starts."""
    process: str | None = None
    service_types: int | None = None
    """Bits of `foregroundServiceType`."""
    base: str | None = None
    """Super class in Java's spelling; `None` takes the usual one of the kind."""
    defined: bool = True
    """The class stands in the DEX; packed apps name classes that do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSpec:
    """A network security configuration, written to `res/xml/network_security_config.xml`."""

    cleartext: bool | None = None
    user_certificates: bool = False
    cleartext_domains: tuple[str, ...] = ()
    pins: tuple[tuple[str, str], ...] = ()
    """(domain, SHA-256 pin in Base64)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppSpec:
    """An app. The defaults make an honest app with one launcher activity and no permission."""

    package: str = "org.tidewater.plain"
    split: str | None = None
    """Name of the split that this APK is, such as `config.zh`; `None` for a whole app or a base."""
    label: str | None = "Plain"
    """Label in the default language; `None` leaves the attribute out."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Label by locale as Android writes it: `zh`, `zh-rTW`, `pt-rBR`."""
    version_name: str | None = "1.0"
    version_code: int | None = 1
    min_sdk: int | None = 24
    target_sdk: int | None = 35
    compile_sdk: int | None = 35
    permissions: tuple[str, ...] = ()
    """Full names; `name:29` sets `maxSdkVersion`."""
    permissions_sdk23: tuple[str, ...] = ()
    """As `uses-permission-sdk-23`."""
    permissions_defined: tuple[tuple[str, int], ...] = ()
    """(name, protection level) of own permissions."""
    components: tuple[ComponentSpec, ...] | None = None
    """`None` = one launcher activity `.MainActivity`."""
    application: str | None = None
    """Class of the application object."""
    application_defined: bool = True
    meta_data: Mapping[str, MetaValue] = field(default_factory=dict)
    features: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()
    query_actions: tuple[str, ...] = ()
    shared_user: str | None = None
    debuggable: bool | None = None
    test_only: bool | None = None
    allow_backup: bool | None = None
    cleartext: bool | None = None
    legacy_storage: bool | None = None
    has_code: bool | None = None
    network: NetworkSpec | None = None
    accessibility: tuple[str, ...] | None = None
    """Capabilities of `res/xml/accessibility.xml`: `canRetrieveWindowContent`, ..."""
    calls: tuple[str, ...] = ()
    """Framework methods that the code refers to: `android.telephony.SmsManager.sendTextMessage`."""
    classes: tuple[str, ...] = ()
    """Further classes that the DEX defines, in Java's spelling."""
    strings: tuple[str, ...] = ()
    """Constants of the code."""
    resources: Mapping[str, str] = field(default_factory=dict)
    """Further string resources by name."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Further entries: `assets/...`, `res/raw/...`."""
    native: Mapping[str, bytes] = field(default_factory=dict)
    """Native libraries by file name; each goes to every ABI of `abis`."""
    abis: tuple[str, ...] = ("arm64-v8a",)
    dex_files: int = 1
    """Number of `classes*.dex`; `classes` are dealt out among them."""
    icon: bytes | None = None
    """PNG at the lower density; `None` draws one from the package name, `b""` has none."""
    icon_large: bytes | None = None
    """PNG at the higher density; `None` takes the lower one's picture, twice as large."""
    pools_utf16: bool = False
    """String pools of manifest and resources in UTF-16, as old tools write them."""
    schemes: tuple[str, ...] = ("v1", "v2", "v3")
    key: str = "alpha"
    """Name of a signing key of `keys`."""
    lineage: tuple[str, ...] = ()
    """Names of former keys, oldest first; makes a v3 rotation to `key`."""
    deflated: bool = True
    """Compress entries; without it the bytes do not hang on the version of zlib."""


MAIN = ComponentSpec(
    name=".MainActivity",
    exported=True,
    actions=("android.intent.action.MAIN",),
    categories=("android.intent.category.LAUNCHER",),
)
"""The launcher activity that nearly every app has."""


def ask(names: str) -> tuple[str, ...]:
    """Give Android's permissions of these short names.

    >>> ask("CAMERA READ_SMS")
    ('android.permission.CAMERA', 'android.permission.READ_SMS')
    """
    return tuple(f"android.permission.{name}" for name in names.split())
