"""A permission that only looks like one of the platform is told apart everywhere."""

from __future__ import annotations

import json

from tests.apkscan.apps import view

BARE = json.dumps({"manifest": {"permissions": ["READ_SMS", "android.permission.READ_CONTACTS"]}})


def test_a_bare_name_is_no_permission_of_the_platform() -> None:
    app = view(BARE)

    assert {".READ_SMS", "READ_CONTACTS"} == app.permissions
    assert {".READ_SMS", "READ_CONTACTS"} == app.context.sights.fields["permissions"].keys()
