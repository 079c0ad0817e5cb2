"""Outcomes that try to break out of a page, by every field that text from outside can reach."""

from __future__ import annotations

from base64 import b64encode

from fraudlens.verdict import (
    Breach,
    Decision,
    Failure,
    Finding,
    ModelRef,
    Outcome,
    PolicyResult,
    Reason,
    Severity,
    Subject,
    Verdict,
)

FLAG = "window.pwned=1"
"""What each of them would do, if it could."""
ELSEWHERE = "evil.example"
PAYLOADS = (
    f"</script><script>{FLAG}</script>",
    f'"><img src=x onerror="{FLAG}">',
    f"'><svg onload={FLAG}>",
    f"` onmouseover={FLAG} x=`",
    f"javascript:{FLAG}",
    f"data:text/html,<script>{FLAG}</script>",
    f"</style><style>*{{display:none}}</style><script>{FLAG}</script>",
    f"}} body {{ background: url(https://{ELSEWHERE}/x.png) }} /*",
    "</title></head><body onload=alert(1)>",
    f"]]><script>{FLAG}</script><![CDATA[",
    f"--><script>{FLAG}</script><!--",
    f"</noscript></table></select></textarea></svg><script>{FLAG}</script>",
    f"<base href=https://{ELSEWHERE}/><link rel=stylesheet href=https://{ELSEWHERE}/x.css>",
    f"<meta http-equiv=refresh content='0;url=https://{ELSEWHERE}/'>",
    f"<iframe srcdoc='<script>parent.{FLAG}</script>'></iframe>",
    f"<form action=https://{ELSEWHERE}/><button autofocus onfocus={FLAG}>x</button></form>",
    f"${{{FLAG}}} {{{{constructor.constructor('{FLAG}')()}}}} {{shown}} %s {{0}}",
    f"&lt;script&gt;{FLAG}&lt;/script&gt; &#60;img&#62;",
    f"a\x00<\x00script>{FLAG}</script>\x1b[2J\x9b",
    f"\u202e\u2066<script>{FLAG}</script>\ufeff\u2028\u2029",
    f"\ud800<script>{FLAG}</script>\udfff",
    "rows left out",
    "Z\u0300" * 300,
    "=" + "A" * 5000,
)
PICTURES: tuple[object, ...] = (
    f'"><script>{FLAG}</script>',
    b64encode(f"<svg xmlns='http://www.w3.org/2000/svg' onload='{FLAG}'/>".encode()).decode(),
    f"https://{ELSEWHERE}/icon.png",
    {"src": f"https://{ELSEWHERE}/icon.png"},
)


def broken_out(payload: str, picture: object = None, kind: str = "apk") -> tuple[Outcome, ...]:
    """Give a verdict and a failure with a text in every field that takes one."""
    subject = Subject(kind, payload, payload, 1)
    model = ModelRef(payload, payload, payload, (0.5, 0.9))
    evidence = {payload: payload, "host": payload, "place": payload}
    breach = Breach("rule" + payload, "reject", payload, evidence, payload, payload)
    link = Breach("link", "review", "text", {}, f"https://{ELSEWHERE}/{payload}", "2026-01-01")
    policy = PolicyResult(payload, payload, "reject", (breach, link), (payload,))
    facts: dict[str, object] = {
        "label": payload, "package": payload, "signer": payload, "host": payload,
        "certificates": [payload], "permissions": [payload, {payload: [payload]}],
        "urls": [payload], "worst_links": [{"url": payload, "place": payload, "score": 0.5}],
        payload: {payload: payload}, "icon_png": picture,
    }  # fmt: skip
    verdict = Verdict(
        subject,
        Decision.FRAUD,
        0.99,
        model,
        payload,
        {payload: 1.0},
        (Reason(payload, None, 1.0, payload), Reason(payload, 1.0, -0.5, payload)),
        (Finding(payload, Severity.HIGH, payload, evidence),),
        facts,
        policy=policy,
    )
    return verdict, Failure(subject, payload, payload)


HOSTILE: tuple[Outcome, ...] = tuple(
    outcome
    for number, payload in enumerate(PAYLOADS)
    for kind in ("apk", "url")
    for outcome in broken_out(payload, PICTURES[number % len(PICTURES)], kind)
)
