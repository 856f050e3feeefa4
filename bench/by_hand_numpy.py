"""What a good programmer writes by hand in NumPy for 吉林 第六条至第九条, under the same readings.

Truths of a block of rows as bytes, in buffers that are made once; each comparison is made once; the
norms are collected as bits. Every fact is known; an official listing, where there is one, stands
before the criteria.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

ROWS = 32768
KINDS = ("空白", "重点关注", "通报警示", "挂牌整治", "冲突", "不适用")


class ByHand:
    """Decides columns; ``code`` is the place in ``KINDS``, ``items`` a bit for each 项."""

    def __init__(self, count: int) -> None:
        self.code = np.empty(count, np.int8)
        self.items = np.empty(count, np.uint16)
        self.buffers = np.empty((8, ROWS), bool)
        self.bytes = np.empty((4, ROWS), np.uint8)

    def decide(self, f: Mapping[str, Any]) -> None:
        """All rows, block by block."""
        count = len(self.code)
        for start in range(0, count, ROWS):
            stop = min(start + ROWS, count)
            block = {name: column[start:stop] for name, column in f.items()}
            size = stop - start
            self._block(
                block,
                self.buffers[:, :size],
                self.bytes[:, :size],
                self.code[start:stop].view(np.uint8),
                self.items[start:stop],
            )

    def _block(self, f: Mapping[str, Any], b: Any, y: Any, code: Any, items: Any) -> None:
        and_, or_, but_not = np.bitwise_and, np.bitwise_or, np.greater
        equal, at_least, at_most = np.equal, np.greater_equal, np.less_equal
        severe, top, middle, low, t, u, labs, failed = b
        first, second, shifted, tier = y
        bits = {0: first, 1: second}
        started: set[int] = set()

        def met(item: int, truth: Any) -> None:
            target = bits[item // 8]
            if item // 8 in started:
                np.multiply(truth.view(np.uint8), 1 << item % 8, shifted)
                or_(target, shifted, target)
            else:
                started.add(item // 8)
                np.multiply(truth.view(np.uint8), 1 << item % 8, target)

        or_(f["making_prominent"], f["smuggling_prominent"], severe)
        for name in ("transit", "outflow", "planting", "abuse", "other"):
            or_(severe, f[f"{name}_prominent"], severe)
        # an official listing stands before the criteria
        but_not(severe, f["listed_known"], severe)
        and_(f["listed"], f["listed_known"], t)
        or_(severe, t, severe)

        national, trend = f["national_tier"], f["drug_trend"]
        harm, reaction = f["social_harm"], f["public_reaction"]
        plants, plots, years = f["poppy_plants"], f["poppy_plots"], f["years_detected"]
        and_(f["eradication_duty_failed"], severe, failed)
        # 第七条
        equal(national, 2, top)
        and_(top, severe, top)
        met(0, top)
        equal(trend, 2, t)
        equal(harm, 2, u)
        and_(t, u, t)
        equal(reaction, 3, u)
        and_(t, u, t)
        and_(t, severe, t)
        met(1, t)
        or_(top, t, top)
        and_(f["undetected_locally"], severe, labs)
        at_least(f["labs_busted"], 2, t)
        and_(t, labs, t)
        met(2, t)
        or_(top, t, top)
        at_least(plants, 10000, t)
        at_least(plots, 500, u)
        or_(t, u, t)
        equal(years, 3, u)
        or_(t, u, t)
        and_(t, failed, t)
        met(3, t)
        or_(top, t, top)
        and_(f["user_control_weak"], f["incident"], t)
        and_(t, f["public_outcry"], t)
        and_(t, f["bad_influence"], t)
        and_(t, severe, t)
        met(4, t)
        or_(top, t, top)
        # 第八条
        equal(national, 1, middle)
        and_(middle, severe, middle)
        met(5, middle)
        equal(harm, 1, t)
        and_(t, f["drug_prominent"], t)
        equal(reaction, 2, u)
        and_(t, u, t)
        and_(t, severe, t)
        met(6, t)
        or_(middle, t, middle)
        equal(f["labs_busted"], 1, t)
        and_(t, labs, t)
        met(7, t)
        or_(middle, t, middle)
        equal(f["traced_back"], 2, t)
        and_(t, f["control_failed"], t)
        and_(t, f["precursors_diverted"], t)
        and_(t, severe, t)
        met(8, t)
        or_(middle, t, middle)
        at_least(plants, 5000, t)
        at_most(plants, 10000, u)
        and_(t, u, t)
        at_least(plots, 200, u)
        at_most(plots, 500, tier.view(bool))
        and_(u, tier.view(bool), u)
        or_(t, u, t)
        equal(years, 2, u)
        or_(t, u, t)
        and_(t, failed, t)
        met(9, t)
        or_(middle, t, middle)
        and_(f["venues_prominent"], f["students_involved"], t)
        for name in ("officials_involved", "enforcement_weak", "public_attention"):
            and_(t, f[name], t)
        and_(t, f["social_influence"], t)
        and_(t, severe, t)
        met(10, t)
        or_(middle, t, middle)
        # 第九条
        equal(f["provincial_criticisms"], 2, low)
        and_(low, f["not_controlled"], low)
        and_(low, f["attention_wanting"], low)
        and_(low, f["measures_weak"], low)
        and_(low, severe, low)
        met(11, low)
        equal(trend, 1, t)
        equal(reaction, 1, u)
        and_(t, u, t)
        and_(t, severe, t)
        met(12, t)
        or_(low, t, low)
        at_least(plants, 3000, t)
        at_most(plants, 5000, u)
        and_(t, u, t)
        at_least(plots, 100, u)
        at_most(plots, 200, tier.view(bool))
        and_(u, tier.view(bool), u)
        or_(t, u, t)
        and_(t, failed, t)
        met(13, t)
        or_(low, t, low)
        and_(f["diversion_risk"], f["unmended_after_two"], t)
        and_(t, f["system_unsound"], t)
        and_(t, f["supervision_short"], t)
        and_(t, f["duty_unfulfilled"], t)
        and_(t, severe, t)
        met(14, t)
        or_(low, t, low)
        # 级别: 4 where two tiers clash, 5 where the region is not severe
        np.add(top.view(np.uint8), middle.view(np.uint8), tier)
        np.add(tier, low.view(np.uint8), tier)
        np.greater(tier, 1, t)
        np.multiply(top.view(np.uint8), 3, code)
        np.multiply(middle.view(np.uint8), 2, shifted)
        or_(code, shifted, code)
        or_(code, low.view(np.uint8), code)
        np.multiply(t.view(np.uint8), 7, shifted)
        or_(code, shifted, code)
        np.multiply(t.view(np.uint8), 3, shifted)
        np.bitwise_xor(code, shifted, code)
        np.equal(severe, False, t)
        np.multiply(t.view(np.uint8), 5, shifted)
        or_(code, shifted, code)
        pair = items.view(np.uint8).reshape(-1, 2)
        pair[:, 0] = first
        pair[:, 1] = second
