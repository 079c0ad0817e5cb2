"""What is known of an Android app after reading: frozen, plain, all that a column may rest on.

Facts are the hinge of the analyzer: the reader makes them from untrusted bytes, and columns,
findings, the policy gate and reports read nothing else. `apkscan.facts_json` writes and reads
them, so an app is read once and judged again at will, without the app.

Absence is `None` or an empty tuple. Lists are bounded by the reader (`Limits`), sorted or in
the order of the file, and hold no duplicates.
"""

from __future__ import annotations

from dataclasses import dataclass

FACTS_SCHEMA = "fraudlens.apk-facts/1"


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd or missing, by a stable code, with its place in the file."""

    code: str
    """Lower case with hyphens, from `apkscan.read.codes`: `bogus-compression`, `limit-entries`."""
    place: str = ""
    """Entry or part that it concerns; empty for the whole file."""
    detail: str = ""
    """For people; at most 200 characters."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The file as it came."""

    sha256: str = ""
    bytes: int = 0
    container: str = "apk"
    """`apk`, or what wraps it: `xapk`, `apks`, `apkm`, `folder`."""
    splits: tuple[str, ...] = ()
    """Names of the further APKs of the same app that were read with it."""


@dataclass(frozen=True, slots=True)
class Icon:
    """The launcher icon, as hashes that survive scaling: 64 bits each, in hex."""

    place: str = ""
    sha256: str = ""
    """Of the icon's own bytes."""
    difference_hash: str = ""
    """Brightness differences of neighbours on 9 x 8 pixels."""
    perceptual_hash: str = ""
    """Signs of the low frequencies of a cosine transform of 32 x 32 pixels."""
    colour_hash: str = ""
    """Coarse distribution of colours."""
    picture: str = ""
    """Base64 of a PNG, at most 48 x 48 pixels, drawn anew from those of the icon; for reports."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the app calls itself."""

    package: str | None = None
    label: str | None = None
    """Name under the icon, in the default language."""
    labels: tuple[tuple[str, str], ...] = ()
    """(locale, name) of every language, the default's locale empty."""
    version_name: str | None = None
    version_code: int | None = None
    min_sdk: int | None = None
    target_sdk: int | None = None
    max_sdk: int | None = None
    compile_sdk: int | None = None
    icon: Icon | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """An intent filter."""

    actions: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Component:
    """An activity, service, receiver or provider of the manifest."""

    kind: str
    """`activity`, `alias`, `service`, `receiver`, `provider`."""
    name: str
    """Full class name."""
    exported: bool | None = None
    """As stated; `None` where the manifest leaves it to the platform."""
    permission: str | None = None
    """Guard that a caller needs."""
    enabled: bool = True
    filters: tuple[Filter, ...] = ()
    meta_data: tuple[str, ...] = ()
    """Names of its meta-data."""
    service_types: tuple[str, ...] = ()
    """Foreground service types."""


@dataclass(frozen=True, slots=True)
class NetworkSecurity:
    """The network security configuration, where the manifest names one that can be read."""

    cleartext: bool | None = None
    """Base configuration permits traffic without TLS."""
    user_certificates: bool = False
    """Trusts certificates that the user installs."""
    pinned: bool = False
    cleartext_domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the manifest asks for and declares."""

    permissions: tuple[str, ...] = ()
    """Requested, full names, also those of `uses-permission-sdk-23`; sorted."""
    permissions_capped: tuple[tuple[str, int], ...] = ()
    """(permission, maxSdkVersion) of those that newer systems do not grant."""
    permissions_repeated: int = 0
    """Requests beyond the first of each permission."""
    permissions_defined: tuple[tuple[str, str], ...] = ()
    """(name, protection level) of own permissions."""
    components: tuple[Component, ...] = ()
    application: str | None = None
    """Full class name of the application object."""
    meta_data: tuple[tuple[str, str], ...] = ()
    """(name, value) of the application's meta-data; values cut at 200 characters."""
    features: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()
    """Packages that it wants to see."""
    shared_user: str | None = None
    debuggable: bool | None = None
    test_only: bool | None = None
    allow_backup: bool | None = None
    cleartext: bool | None = None
    """`usesCleartextTraffic` as stated."""
    legacy_storage: bool | None = None
    has_code: bool | None = None
    network: NetworkSecurity | None = None
    accessibility: tuple[str, ...] = ()
    """Capabilities that its accessibility services ask for: `retrieve-window-content`, ..."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A signer's certificate."""

    sha256: str
    sha1: str = ""
    md5: str = ""
    subject: str = ""
    issuer: str = ""
    not_before: str | None = None
    """ISO date."""
    not_after: str | None = None
    key: str = ""
    """`rsa-2048`, `ec-256`, `dsa-1024`."""
    signature: str = ""
    """`sha256-rsa`, `md5-rsa`, ..."""
    public_key_md5: str = ""
    """MD5 of the public key's modulus or point, as China's app filing states it."""
    known: str = ""
    """`aosp-testkey`, `android-debug`, `react-native-debug`, ... for keys that anybody has."""


@dataclass(frozen=True, slots=True)
class Signing:
    """How the file is signed, and whether that holds."""

    schemes: tuple[str, ...] = ()
    """Of `v1`, `v2`, `v3`, `v3.1`, in this order."""
    certificates: tuple[Certificate, ...] = ()
    """Of the scheme that a current Android checks first."""
    lineage: tuple[str, ...] = ()
    """SHA-256 of former certificates that a v3 rotation names."""
    verified: bool | None = None
    """The strongest scheme present was checked over all bytes: holds or not; `None` = unchecked."""
    notes: tuple[Note, ...] = ()
    """Why it does not hold, or what is odd: `digest-mismatch`, `schemes-disagree`, ..."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The ZIP container."""

    entries: int = 0
    expanded_bytes: int = 0
    """Sum of the declared sizes."""
    names: tuple[str, ...] = ()
    """Entry names outside `res/` and `META-INF/`, in file order, bounded."""
    kinds: tuple[tuple[str, int], ...] = ()
    """(extension, entries) of the commonest extensions, sorted by extension."""
    native: tuple[str, ...] = ()
    """File names of native libraries, without folder; sorted."""
    abis: tuple[str, ...] = ()
    newest: str | None = None
    """Newest entry time, ISO date; never a column (dates separate data sets, not fraud)."""
    notes: tuple[Note, ...] = ()
    """Tricks against readers: `shadow-entry`, `bogus-compression`, `fake-encryption`, ..."""


@dataclass(frozen=True, slots=True)
class Dex:
    """Tables of all `classes*.dex`, and of DEX files hidden elsewhere."""

    files: int = 0
    bytes: int = 0
    strings: int = 0
    types: int = 0
    prototypes: int = 0
    fields: int = 0
    methods: int = 0
    classes: int = 0
    """Classes defined in the file."""
    own_classes: int = 0
    """Of these, outside well-known libraries."""
    short_names: int = 0
    """Classes whose own name has one or two letters, as shrinkers and obfuscators leave it."""
    odd_names: int = 0
    """Classes with letters outside ASCII, or names made of look-alikes such as `Il1lI`."""
    native_methods: int = 0
    string_characters: int = 0
    long_strings: int = 0
    """Strings over 1,000 characters, such as an encrypted payload."""
    encoded_strings: int = 0
    """Strings of 40 characters or more that look like Base64 or hex."""
    packages: tuple[tuple[str, int], ...] = ()
    """(package prefix of up to three parts, defined classes), by falling count, bounded."""
    apis: tuple[str, ...] = ()
    """Watched framework methods that are referenced: `android.telephony.SmsManager.sendTextMessage`
    (`datasets/reference/apis.csv`); sorted."""
    hidden: tuple[str, ...] = ()
    """Places of DEX, APK or JAR files outside `classes*.dex`."""
    notes: tuple[Note, ...] = ()
    """`bad-checksum`, `truncated`, `odd-header`, ..."""


@dataclass(frozen=True, slots=True)
class Find:
    """A string of interest, with where it stands."""

    kind: str
    """`url`, `domain`, `ip`, `email`, `phone`, `telegram-token`, `telegram-chat`, `crypto-btc`,
    `crypto-eth`, `crypto-tron`, `onion`, `firebase`."""
    value: str
    place: str


@dataclass(frozen=True, slots=True)
class WordHit:
    """A fraud word of `datasets/reference/app_words.csv` that the app's texts contain."""

    kind: str
    """Kind of the word list: `loan`, `invest`, `crypto`, `rebate_job`, `service`, ..."""
    word: str
    place: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A fact on which the two readers differ; the richer one was kept."""

    field: str
    first: str
    """As androguard reads it; `error: ...` if it gave up."""
    second: str
    """As apk-info reads it."""


@dataclass(frozen=True, slots=True)
class ApkFacts:
    """An app."""

    file: FileFacts = FileFacts()
    identity: Identity = Identity()
    manifest: Manifest = Manifest()
    signing: Signing = Signing()
    archive: Archive = Archive()
    dex: Dex = Dex()
    finds: tuple[Find, ...] = ()
    words: tuple[WordHit, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    manifest_notes: tuple[Note, ...] = ()
    """Tricks in the binary XML and the resource table: `axml-magic`, `bad-string-pool`, ..."""
    unseen: tuple[Note, ...] = ()
    """What could not be seen, and why: `limit-...`, `encrypted`, `dex-unreadable`, `timeout`."""
