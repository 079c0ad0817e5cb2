"""Sentences of the URL analyzer in English and Chinese, by key."""

from __future__ import annotations

_PHRASES: dict[str, tuple[str, str]] = {
    "brand_official": ("is an official domain of {}", "是 {} 的官方域名"),
    "brand_none": ("imitates no brand that is known here", "未发现仿冒已知品牌"),
    "brand_domain": ("uses the name {} in a domain that is not its own", "在非官方域名中使用“{}”的名称"),
    "brand_subdomain": ("imitates {} in the subdomain", "在子域名中仿冒 {}"),
    "brand_path": ("names {} in the path of a host that is not its own", "在非官方主机的路径中出现 {}"),
    "brand_typo": ("is one slip away from the name {}", "与品牌名 {} 仅差一个字符"),
    "brand_disguised": ("writes the name {} with look-alike characters", "用形近字符书写品牌名 {}"),
    "user-info-before-host": (
        "text before an @ hides the real host", "“@”之前的文字掩盖了真实主机",
    ),
    "obfuscated-spelling": (
        "the address is spelled so that people misread it", "网址采用了令人误读的写法",
    ),
    "bare-ip-address": ("an IP address stands in place of a name", "以 IP 地址代替域名"),
    "host_words": ("the host has words of {}: “{}”", "主机名含有{}类词汇：“{}”"),
    "host_words_none": ("the host has no words of {}", "主机名没有{}类词汇"),
    "path_words": ("the path has words of {}: “{}”", "路径含有{}类词汇：“{}”"),
    "path_words_none": ("the path has no words of {}", "路径没有{}类词汇"),
    "suffix": ("how names under {} fare in general", "{} 后缀下域名的总体表现"),
    "host_shape": ("the build of the host name", "主机名的结构"),
    "domain_shape": ("the build of the registered name: length, digits, hyphens", "注册域名的构成：长度、数字与连字符"),
    "subdomain_shape": ("the build of the subdomain", "子域名的结构"),
    "path_shape": ("the build of the path", "路径的结构"),
    "query_shape": ("the build of query and fragment", "查询参数与锚点的结构"),
    "domain_words": ("how much of the name is made of known words", "域名由已知词汇构成的比例"),
    "surprise": ("how usual the letter order of the name is", "域名字母排列是否常见"),
    "platform_0": ("belongs to no shared platform", "不属于共享平台"),
    "platform_1": ("stands on an app hosting service that anybody can use", "位于任何人可用的应用托管平台"),
    "platform_2": ("stands on a site builder or blog service", "位于自助建站或博客平台"),
    "platform_3": ("stands on a file or document service", "位于文件或文档服务"),
    "platform_4": ("is a form on a form service", "是表单服务上的表单"),
    "platform_5": ("is a short link or redirect, which hides where it leads", "是短链接或跳转，隐藏了真实去向"),
    "platform_6": ("uses dynamic DNS", "使用动态域名"),
    "platform_7": ("runs through a tunnel service", "经由隧道服务"),
    "platform_8": ("stands on a social or link-page service", "位于社交或链接页服务"),
}
_CLASSES = {
    "fraud": ("known fraud sites", "已知诈骗网站"),
    "phishing": ("phishing sites", "钓鱼网站"),
    "crypto_scam": ("crypto scams", "加密货币骗局"),
    "gambling": ("gambling sites", "赌博网站"),
    "fake_investment": ("fake investment sites", "虚假投资网站"),
    "fake_shop": ("fake shops", "虚假购物网站"),
    "other_fraud": ("other fraud sites", "其他诈骗网站"),
    "unknown": ("sites on block lists", "黑名单网站"),
}
_PLACES = {"host_ngrams": ("the name", "域名"), "path_ngrams": ("the path", "路径")}

_PHRASES |= {
    f"{place}_{kind}": (
        f"how much {at} is written like {like}",
        f"{at_zh}的写法与{like_zh}的相似程度",
    )
    for place, (at, at_zh) in _PLACES.items()
    for kind, (like, like_zh) in _CLASSES.items()
}


def phrase(key: str, lang: str, *values: str) -> str:
    """Give a sentence in `en` or `zh` with its values filled in.

    >>> phrase("brand_subdomain", "en", "PayPal")
    'imitates PayPal in the subdomain'
    """
    return _PHRASES[key][1 if lang == "zh" else 0].format(*values)
