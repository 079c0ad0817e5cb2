"""Codes of notes on the manifest, binary XML, the resource table and the icon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apkscan.read.code import Code
from fraudlens.verdict import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

_INFO, _LOW, _MEDIUM, _HIGH = Severity

MANIFEST_CODES: Mapping[str, Code] = {
    "arsc-bad-string": Code(
        "A text of the resource table lacks its end or lies outside its pool",
        "资源表的字符串缺少结尾或越界",
        _LOW,
    ),
    "arsc-bad-string-pool": Code(
        "The resource table states texts that it does not have", "资源表的字符串池声明有误", _MEDIUM
    ),
    "arsc-chunk": Code(
        "The resource table breaks off at a part of impossible size",
        "资源表在尺寸异常的部分处中断",
        _MEDIUM,
    ),
    "arsc-header": Code(
        "The resource table does not begin as it should", "资源表文件头异常", _MEDIUM
    ),
    "arsc-overlapping-strings": Code(
        "Texts of the resource table share their bytes, as in bombs for readers",
        "资源表的字符串数据重叠，类似炸弹",
        _HIGH,
    ),
    "axml-attribute-size": Code(
        "Attributes of the binary XML have an unusual size, which breaks many analysers",
        "二进制 XML 的属性长度异常，会使许多分析工具出错",
        _MEDIUM,
    ),
    "axml-attributes-cut": Code(
        "A tag of the binary XML claims more attributes than it has room for",
        "二进制 XML 标签声明的属性数超出其容量",
        _HIGH,
    ),
    "axml-bad-string": Code(
        "A text of the binary XML lacks its end or lies outside its pool, at which analysers stop",
        "二进制 XML 的字符串缺少结尾或越界，会使分析工具中断",
        _HIGH,
    ),
    "axml-bad-string-pool": Code(
        "The binary XML states another number of texts than it has, which breaks many analysers",
        "二进制 XML 字符串池的数量声明有误，会使许多分析工具出错",
        _HIGH,
    ),
    "axml-chunk": Code(
        "The binary XML breaks off at a part of impossible size",
        "二进制 XML 在尺寸异常的部分处中断",
        _MEDIUM,
    ),
    "axml-end-tags": Code(
        "Start and end tags of the binary XML do not match", "二进制 XML 的起止标签不匹配", _LOW
    ),
    "axml-magic": Code(
        "The binary XML does not begin as it should; Android ignores that, analysers stop at it",
        "二进制 XML 文件头被改动；安卓会忽略，而分析工具会中断",
        _HIGH,
    ),
    "axml-namespace": Code(
        "An attribute stands in another namespace than its meaning has",
        "属性所在命名空间与其含义不符",
        _LOW,
    ),
    "axml-no-identifier": Code(
        "An attribute lacks the identifier by which Android knows it, and means nothing to it",
        "属性缺少安卓识别所需的标识，对系统无效",
        _LOW,
    ),
    "axml-node-header": Code(
        "A part of the binary XML has an unusual header, which analysers skip and Android reads",
        "二进制 XML 节点头长度异常，分析工具会跳过而安卓照常读取",
        _HIGH,
    ),
    "axml-overlapping-strings": Code(
        "Texts of the binary XML share their bytes, as in bombs for readers",
        "二进制 XML 的字符串数据重叠，类似炸弹",
        _HIGH,
    ),
    "axml-renamed-attribute": Code(
        "An attribute is written under another name than the one it has for Android",
        "属性的书写名称与安卓识别的名称不同",
        _MEDIUM,
    ),
    "axml-repeated-attribute": Code(
        "A tag has the same attribute twice", "同一标签中属性重复", _MEDIUM
    ),
    "axml-second-root": Code(
        "The binary XML has a second root, which Android does not read",
        "二进制 XML 存在第二个根元素，安卓不会读取",
        _MEDIUM,
    ),
    "axml-size": Code(
        "The binary XML states another size than it has", "二进制 XML 声明的大小与实际不符", _MEDIUM
    ),
    "axml-two-values": Code(
        "An attribute has two different texts, one for Android and one for other readers",
        "属性含有两个不同的文本，一个给安卓，另一个给其他工具",
        _HIGH,
    ),
    "axml-unknown-chunk": Code(
        "The binary XML has parts of a kind that does not exist",
        "二进制 XML 含有不存在的部分类型",
        _MEDIUM,
    ),
    "file-missing": Code(
        "A file that the manifest names is not in the app", "清单引用的文件不存在", _LOW
    ),
    "icon-unseen": Code("No picture of the icon could be read", "无法读取图标图片", _INFO),
    "label-blank": Code(
        "The app has a name that shows nothing, so that its icon is hard to find",
        "应用名称为空白，图标难以被发现",
        _MEDIUM,
    ),
    "label-unresolved": Code(
        "The name of the app could not be found in its resources", "无法在资源中找到应用名称", _LOW
    ),
    "limit-manifest": Code(
        "The manifest lists more permissions, components or filters than are kept",
        "清单中的权限、组件或过滤器过多，未全部保留",
        _HIGH,
    ),
    "limit-resource-types": Code(
        "The resource table has more parts than the bound; the rest was not read",
        "资源表的部分过多，其余未读取",
        _MEDIUM,
    ),
    "limit-resource-variants": Code(
        "References lead to more resources than the bound; the rest was not read",
        "引用的资源过多，其余未读取",
        _MEDIUM,
    ),
    "limit-xml-bytes": Code(
        "A binary XML file is larger than the bound and was read up to there",
        "二进制 XML 过大，只读取了一部分",
        _HIGH,
    ),
    "limit-xml-depth": Code(
        "A binary XML file is nested deeper than the bound and was read up to there",
        "二进制 XML 嵌套过深，只读取了一部分",
        _HIGH,
    ),
    "limit-xml-elements": Code(
        "A binary XML file has more tags than the bound and was read up to there",
        "二进制 XML 标签过多，只读取了一部分",
        _HIGH,
    ),
    "manifest-partly-read": Code(
        "The manifest lists more names of hosts, packages, libraries or data than are kept",
        "清单中的主机、包名、库或元数据名称过多，未全部保留",
        _LOW,
    ),
    "manifest-second-application": Code(
        "The manifest declares the application twice; Android takes the first",
        "清单中有两个 application；安卓只取第一个",
        _MEDIUM,
    ),
    "readers-disagree": Code(
        "Independent readers see different facts in the manifest",
        "不同的读取工具在清单中得到不同结果",
        _MEDIUM,
    ),
}
