"""Which document stands above which: by level and region, and no further.

The order is partial. A province is above the cities in it and not above those of another; two
documents of one level are peers; where a level or a region is missing, nothing is said.
"""

from __future__ import annotations

from enum import Enum

from policyc.core.norms import Policy


class Level(Enum):
    """位阶, from the top down; the word that a fact is 来自."""

    NATIONAL = "国家级"
    PROVINCE = "省级"
    CITY = "市级"
    COUNTY = "县级"
    TOWN = "乡级"

    @property
    def rank(self) -> int:
        """0 for the highest."""
        return list(Level).index(self)


_SYNONYMS = {
    "中央": Level.NATIONAL,
    "国家": Level.NATIONAL,
    "自治区": Level.PROVINCE,
    "直辖市": Level.PROVINCE,
    "省": Level.PROVINCE,
    "市": Level.CITY,
    "州": Level.CITY,
    "盟": Level.CITY,
    "县": Level.COUNTY,
    "区": Level.COUNTY,
    "旗": Level.COUNTY,
    "乡": Level.TOWN,
    "镇": Level.TOWN,
    "街道": Level.TOWN,
}
_WHOLE = ("", "全国", "中国", "中华人民共和国")
_UNITS = ("特别行政区", "自治区", "自治州", "街道", "省", "市", "县", "区", "旗", "镇", "乡")


def level_of(policy: Policy) -> Level | None:
    """The level that the head of a document begins with: 市级党政联合发文 is 市级."""
    words = {level.value: level for level in Level} | _SYNONYMS
    return next((words[w] for w in words if policy.level.startswith(w)), None)


def regions(policy: Policy) -> tuple[str, ...]:
    """云南省/昆明市 as its parts; nothing for the whole country."""
    parts = tuple(part.strip() for part in policy.region.split("/"))
    return () if parts[0] in _WHOLE else parts


def outranks(upper: Policy, lower: Policy) -> bool:
    """Whether a document is of a higher level than another, wherever they apply."""
    high, low = level_of(upper), level_of(lower)
    return high is not None and low is not None and high.rank < low.rank


def is_above(upper: Policy, lower: Policy) -> bool:
    """Whether a document is of a higher level, and its region holds the other's."""
    if not outranks(upper, lower):
        return False
    over, under = regions(upper), regions(lower)
    if not over:
        return level_of(upper) is Level.NATIONAL
    return bool(under) and under[: len(over)] == over


def short_name(policy: Policy) -> str:
    """吉林 for 吉林省, 昆明 for 云南省/昆明市; the document's name where no region is stated."""
    parts = regions(policy)
    if not parts:
        return "国家" if level_of(policy) is Level.NATIONAL else policy.name
    name = parts[-1]
    unit = next((u for u in _UNITS if name.endswith(u) and len(name) > len(u) + 1), "")
    return name.removesuffix(unit)
