"""What an app was made with, how much of it can be seen, and which fraud its signs speak for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from apkscan.features.column import EMPTY, Column, count, ratio, theme
from apkscan.knowledge.generators import GENERATOR_FAMILIES
from apkscan.knowledge.sdks import SDK_CATEGORIES
from fraudlens.features import Feature
from fraudlens.verdict import FraudType

if TYPE_CHECKING:
    from apkscan.view import AppView

_FAMILIES = {
    "h5_shell": ("Generators of shells around web pages", "com.apicloud"),
    "no_code": ("Generators that need no programming", "com.mycompany.myapp"),
    "script": ("Small script languages", "com.androlua"),
    "cross_platform": ("Frameworks for several systems", "com.adobe.air"),
    "game_engine": ("Game engines", "com.cocos"),
}
_SDKS = {
    "customer_service": ("customer service", "com.m7.imkfsdk"),
    "push": ("push messages", "com.urbanairship"),
    "payment": ("payment", "com.adyen"),
    "aggregate_payment": ("payment through fourth parties", "com.baofoo"),
    "rtc": ("video calls", "live.hms"),
    "chat": ("chat", "com.cometchat"),
    "hot_update": ("replacing code later", "top.niunaijun.blackbox"),
    "remote_control": ("remote control", "ahmyth.mine.king"),
    "analytics": ("analytics", "com.adjust"),
    "ads": ("advertising", "com.adcolony"),
    "identity": ("proving who one is", "ai.advance"),
    "map": ("maps", "com.amap"),
    "social": ("social networks", "com.facebook.appevents"),
    "crypto_wallet": ("crypto wallets", "com.coinbase"),
    "trading_chart": ("charts of prices", "com.github.fujianlian"),
    "chart": ("charts", "com.github.mikephil"),
    "webview": ("showing web pages", "com.just.agentweb"),
}
_KINDS = (
    FraudType.FAKE_LOAN, FraudType.FAKE_INVESTMENT, FraudType.CRYPTO_SCAM, FraudType.REBATE_JOB,
    FraudType.FAKE_CUSTOMER_SERVICE, FraudType.FAKE_AUTHORITY, FraudType.GAMBLING,
    FraudType.PHISHING, FraudType.MALWARE,
)  # fmt: skip


def _classes(prefix: str) -> str:
    return f'{{"dex":{{"packages":[["{prefix}",1]]}}}}'


def _of_family(family: str, app: AppView) -> int:
    return sum(1 for found in app.context.signatures.generators if found.group == family)


def _family(family: str) -> Column:
    meaning, prefix = _FAMILIES[family]
    return count(f"made_with_{family}", "products", f"{meaning} that it was made with.",
                 partial(_of_family, family), (_classes(prefix), 1))  # fmt: skip


def _of_category(category: str, app: AppView) -> int:
    signatures = app.context.signatures
    kits = (*signatures.sdks, *signatures.trackers)
    return sum(1 for found in kits if found.group == category)


def _category(category: str) -> Column:
    meaning, prefix = _SDKS[category]
    return count(f"kits_{category}", "kits", f"Kits for {meaning} in it.",
                 partial(_of_category, category), (_classes(prefix), 1))  # fmt: skip


def _kind_score(kind: FraudType, app: AppView) -> float:
    return next((found.score for found in app.context.kinds if found.kind is kind), 0.0)


def _kind(kind: FraudType) -> Column:
    name = kind.value.replace("_", " ")
    feature = Feature(
        f"signs_{kind.value}", "score", "1", f"How far its signs speak for {name}, 0 to 1.",
        ((EMPTY, 0),),
    )  # fmt: skip
    return Column(feature, partial(_kind_score, kind))


MADE = theme(
    "made_with",
    "what it was made with",
    "制作工具与内置组件",
    (
        *map(_family, GENERATOR_FAMILIES),
        *map(_category, SDK_CATEGORIES),
        count("packers_found", "packers", "Packers that hide its code.",
              lambda app: len(app.context.signatures.packers),
              ('{"archive":{"names":["assets/libjiagu.so"]}}', 1)),
        ratio("shell_share", "How far it is a mere frame around a page that stands elsewhere.",
              lambda app: app.context.shell.share if app.facts.dex.classes else float("nan"),
              ('{"dex":{"classes":1}}', 0)),
        Column(
            Feature("visible_share", "ratio", "1", "Share of it that could be seen.",
                    (('{"dex":{"files":1}}', 1.0), (EMPTY, 0.6))),
            lambda app: app.context.visibility.share,
        ),
    ),
)  # fmt: skip
SIGNS = theme(
    "signs",
    "signs of known kinds of fraud",
    "已知诈骗类型的迹象",
    (
        *map(_kind, _KINDS),
        Column(
            Feature("signs_strongest", "score", "1", "How far its signs speak for any fraud.",
                    ((EMPTY, 0),)),
            lambda app: max((found.score for found in app.context.kinds), default=0.0),
        ),
    ),
)  # fmt: skip
