"""Sentences of the URL analyzer in English and Chinese, by key.

Reasons say why something speaks for fraud; they are shown only where it does.
"""

from __future__ import annotations

_PHRASES: dict[str, tuple[str, str]] = {
    "brand_official": ("is an official domain of {}", "是 {} 的官方域名"),
    "brand_none": ("imitates no brand that is known here", "未发现仿冒已知品牌"),
    "brand_domain": (
        "uses the name {} in a domain that is not its own",
        "在非官方域名中使用“{}”的名称",
    ),
    "brand_subdomain": ("imitates {} in the subdomain", "在子域名中仿冒 {}"),
    "brand_path": (
        "names {} in the path of a host that is not its own",
        "在非官方主机的路径中出现 {}",
    ),
    "brand_typo": ("is one slip away from the name {}", "与品牌名 {} 仅差一个字符"),
    "brand_disguised": ("writes the name {} with look-alike characters", "用形近字符书写品牌名 {}"),
    "brand_hyphened": ("writes the name {} with hyphens in it", "在品牌名 {} 中加入连字符"),
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
    "suffix": (
        "{} is a kind of suffix that fraud sites often have",
        "{} 属于诈骗网站常用的后缀类型",
    ),
    "suffix_reputation": (
        "fraud is frequent under {}",
        "{} 后缀下诈骗网站较多",
    ),
    "templates": (
        "names or paths of the same build were often fraud",
        "同一模板的域名或路径多为诈骗",
    ),
    "suffix_none": ("an IP address has no suffix", "IP 地址没有域名后缀"),
    "host_shape": (
        "the host name is built like those of fraud sites",
        "主机名的结构与诈骗网站相似",
    ),
    "domain_shape": (
        "length, digits or hyphens of the registered name are like those of fraud sites",
        "注册域名的长度、数字或连字符与诈骗网站相似",
    ),
    "subdomain_shape": (
        "the subdomain is built like those of fraud sites",
        "子域名的结构与诈骗网站相似",
    ),
    "path_shape": (
        "the path is built like those of fraud sites",
        "路径的结构与诈骗网站相似",
    ),
    "query_shape": (
        "query or fragment are built like those of fraud sites",
        "查询参数或锚点的结构与诈骗网站相似",
    ),
    "domain_words": (
        "few or telling words make up the registered name",
        "注册域名的用词可疑",
    ),
    "surprise": (
        "its letters rarely follow each other so in honest names",
        "其字母组合在正规域名中少见",
    ),
    "platform_0": ("belongs to no shared platform", "不属于共享平台"),
    "platform_1": (
        "stands on an app hosting service that anybody can use",
        "位于任何人可用的应用托管平台",
    ),
    "platform_2": ("stands on a site builder or blog service", "位于自助建站或博客平台"),
    "platform_3": ("stands on a file or document service", "位于文件或文档服务"),
    "platform_4": ("is a form on a form service", "是表单服务上的表单"),
    "platform_5": (
        "is a short link or redirect, which hides where it leads",
        "是短链接或跳转，隐藏了真实去向",
    ),
    "platform_6": ("uses dynamic DNS", "使用动态域名"),
    "platform_7": ("runs through a tunnel service", "经由隧道服务"),
    "platform_8": ("stands on a social or link-page service", "位于社交或链接页服务"),
}  # fmt: skip
_CLASSES = {
    "fraud": ("known fraud sites", "已知诈骗网站"),
    "phishing": ("phishing sites", "钓鱼网站"),
    "crypto_scam": ("crypto scams", "加密货币骗局"),
    "gambling": ("gambling sites", "赌博网站"),
    "fake_investment": ("fake investment sites", "虚假投资网站"),
    "fake_shop": ("fake shops", "虚假购物网站"),
    "other_fraud": ("other fraud sites", "其他诈骗网站"),
    "unknown": ("sites on block lists", "黑名单网站"),
}  # fmt: skip
_PLACES = {"host_ngrams": ("the name", "域名"), "path_ngrams": ("the path", "路径")}

_PHRASES |= {
    f"{place}_{kind}": (
        f"{at} is written like {like}",
        f"{at_zh}的写法与{like_zh}相似",
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
