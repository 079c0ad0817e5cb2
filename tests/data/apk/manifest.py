"""The tree of `AndroidManifest.xml` and of the XML files that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.data.apk.axml import Bits, Element, Ref, Value
from tests.data.apk.spec import MAIN, AppSpec, ComponentSpec, FilterSpec, NetworkSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TAGS = {"alias": "activity-alias"}


def components(spec: AppSpec) -> tuple[ComponentSpec, ...]:
    """Give the components of `spec`, the default ones included."""
    return (MAIN,) if spec.components is None else spec.components


def class_name(package: str, name: str) -> str:
    """Give the full class name of `name`, which may be relative to `package`."""
    return package + name if name.startswith(".") else name


def manifest(spec: AppSpec, ids: Mapping[str, int]) -> Element:
    """Give the manifest; `ids` are the resources by `type/name`."""
    root = Element(
        "manifest",
        {
            ":package": spec.package,
            ":split": spec.split,
            "versionCode": spec.version_code,
            "versionName": spec.version_name,
            "sharedUserId": spec.shared_user,
            "compileSdkVersion": spec.compile_sdk,
        },
    )
    root.children += _uses(spec)
    root.children += _queries(spec)
    root.children.append(_application(spec, ids))
    return root


def network_security(network: NetworkSpec) -> Element:
    """Give the network security configuration."""
    root = Element("network-security-config")
    base = Element("base-config", {":cleartextTrafficPermitted": _text(network.cleartext)})
    if network.user_certificates:
        sources = [Element("certificates", {":src": source}) for source in ("system", "user")]
        base.children.append(Element("trust-anchors", {}, sources))
    root.children.append(base)
    for domain in network.cleartext_domains:
        root.children.append(
            Element("domain-config", {":cleartextTrafficPermitted": "true"}, [_domain(domain)])
        )
    for domain, pin in network.pins:
        pins = Element("pin-set", {}, [Element("pin", {":digest": "SHA-256"}, [], pin)])
        root.children.append(Element("domain-config", {}, [_domain(domain), pins]))
    return root


def accessibility(capabilities: tuple[str, ...]) -> Element:
    """Give the declaration of an accessibility service."""
    attributes: dict[str, Value | None] = dict.fromkeys(capabilities, True)
    return Element(
        "accessibility-service",
        {
            "accessibilityEventTypes": Bits(0xFFFFFFFF),
            "accessibilityFeedbackType": Bits(0x10),
            "accessibilityFlags": Bits(0x1),
            **attributes,
        },
    )


def _text(flag: bool | None) -> str | None:
    return None if flag is None else str(flag).lower()


def _domain(name: str) -> Element:
    return Element("domain", {":includeSubdomains": "true"}, [], name)


def _uses(spec: AppSpec) -> Iterator[Element]:
    if spec.min_sdk is not None or spec.target_sdk is not None:
        versions: dict[str, Value | None] = {
            "minSdkVersion": spec.min_sdk,
            "targetSdkVersion": spec.target_sdk,
        }
        yield Element("uses-sdk", versions)
    for tag, names in (
        ("uses-permission", spec.permissions),
        ("uses-permission-sdk-23", spec.permissions_sdk23),
    ):
        for text in names:
            name, _, most = text.partition(":")
            yield Element(tag, {"name": name, "maxSdkVersion": int(most) if most else None})
    for name, level in spec.permissions_defined:
        yield Element("permission", {"name": name, "protectionLevel": Bits(level)})
    for name in spec.features:
        yield Element("uses-feature", {"name": name, "required": False})


def _queries(spec: AppSpec) -> Iterator[Element]:
    wanted = [Element("package", {"name": name}) for name in spec.queries]
    wanted += [
        Element("intent", {}, [Element("action", {"name": action})])
        for action in spec.query_actions
    ]
    if wanted:
        yield Element("queries", {}, wanted)


def _application(spec: AppSpec, ids: Mapping[str, int]) -> Element:
    def ref(name: str) -> Ref | None:
        return Ref(ids[name]) if name in ids else None

    found = Element(
        "application",
        {
            "label": ref("string/app_name"),
            "icon": ref("mipmap/ic_launcher"),
            "name": spec.application,
            "debuggable": spec.debuggable,
            "testOnly": spec.test_only,
            "allowBackup": spec.allow_backup,
            "hasCode": spec.has_code,
            "usesCleartextTraffic": spec.cleartext,
            "requestLegacyExternalStorage": spec.legacy_storage,
            "networkSecurityConfig": ref("xml/network_security_config"),
        },
    )
    found.children += _meta_data(spec.meta_data)
    found.children += [Element("uses-library", {"name": name}) for name in spec.libraries]
    found.children += [_component(spec, component, ids) for component in components(spec)]
    return found


def _meta_data(rows: Mapping[str, Value]) -> list[Element]:
    return [Element("meta-data", {"name": name, "value": rows[name]}) for name in rows]


def _component(spec: AppSpec, component: ComponentSpec, ids: Mapping[str, int]) -> Element:
    service_types = component.service_types
    found = Element(
        TAGS.get(component.kind, component.kind),
        {
            "name": component.name,
            "exported": component.exported,
            "enabled": component.enabled,
            "permission": component.permission,
            "process": component.process,
            "authorities": component.authorities,
            "targetActivity": component.target,
            "foregroundServiceType": None if service_types is None else Bits(service_types),
        },
    )
    found.children += [_filter(each) for each in _filters(component)]
    found.children += _meta_data(component.meta_data)
    guard = "android.permission.BIND_ACCESSIBILITY_SERVICE"
    if spec.accessibility is not None and component.permission == guard:
        resource = Ref(ids["xml/accessibility"])
        name = "android.accessibilityservice"
        found.children.append(Element("meta-data", {"name": name, "resource": resource}))
    return found


def _filters(component: ComponentSpec) -> Iterator[FilterSpec]:
    if component.actions or component.schemes:
        yield FilterSpec(
            actions=component.actions,
            categories=component.categories,
            schemes=component.schemes,
            hosts=component.hosts,
            mime_types=component.mime_types,
            priority=component.priority,
        )
    yield from component.filters


def _filter(spec: FilterSpec) -> Element:
    found = Element("intent-filter", {"priority": spec.priority})
    for tag, key, values in (
        ("action", "name", spec.actions),
        ("category", "name", spec.categories),
        ("data", "scheme", spec.schemes),
        ("data", "host", spec.hosts),
        ("data", "mimeType", spec.mime_types),
    ):
        found.children += [Element(tag, {key: text}) for text in values]
    return found
