"""What a good programmer writes by hand for 吉林 第六条至第九条, under one reading of each phrase.

The same answer as the generated module: the tier (or 冲突, 空白, 不适用) and the 项 that are met.
Every fact is known; an official listing stands before the criteria.
"""

from __future__ import annotations

from typing import Any

READINGS = {
    "至": "含",
    "2次": "恰",
    "连续3年": "恰",
    "连续2年": "恰",
    "分号后": "前提及于",
    "程度": "恰为",
    "顿号": "且",
    "学生与场所": "且",
}
"""The readings that are worked into the code."""


def decide(f: dict[str, Any]) -> tuple[str, list[str]]:
    """From a record to the tier and the 项."""
    found = []
    if f["making_prominent"]:
        found.append("第六条第（一）项")
    if f["smuggling_prominent"]:
        found.append("第六条第（二）项")
    if f["transit_prominent"]:
        found.append("第六条第（三）项")
    if f["outflow_prominent"]:
        found.append("第六条第（四）项")
    if f["planting_prominent"]:
        found.append("第六条第（五）项")
    if f["abuse_prominent"]:
        found.append("第六条第（六）项")
    if f["other_prominent"]:
        found.append("第六条第（七）项")
    listed = f["listed"]
    if not (found if listed is None else listed):
        return "不适用", found

    top = middle = low = False
    national = f["national_tier"]
    trend = f["drug_trend"]
    harm = f["social_harm"]
    reaction = f["public_reaction"]
    labs = f["labs_busted"] if f["undetected_locally"] else 0
    failed = f["eradication_duty_failed"]
    plants = f["poppy_plants"]
    plots = f["poppy_plots"]
    years = f["years_detected"]
    if national == "通报警示":
        top = True
        found.append("第七条第（一）项")
    if trend == "持续恶化" and harm == "严重" and reaction == "强烈":
        top = True
        found.append("第七条第（二）项")
    if labs >= 2:
        top = True
        found.append("第七条第（三）项")
    if failed and (plants >= 10000 or plots >= 500 or years == 3):
        top = True
        found.append("第七条第（四）项")
    if f["user_control_weak"] and f["incident"] and f["public_outcry"] and f["bad_influence"]:
        top = True
        found.append("第七条第（五）项")
    if national == "重点关注":
        middle = True
        found.append("第八条第（一）项")
    if f["drug_prominent"] and harm == "比较严重" and reaction == "突出":
        middle = True
        found.append("第八条第（二）项")
    if labs == 1:
        middle = True
        found.append("第八条第（三）项")
    if f["control_failed"] and f["precursors_diverted"] and f["traced_back"] == 2:
        middle = True
        found.append("第八条第（四）项")
    if failed and (5000 <= plants <= 10000 or 200 <= plots <= 500 or years == 2):
        middle = True
        found.append("第八条第（五）项")
    if (
        f["venues_prominent"]
        and f["students_involved"]
        and f["officials_involved"]
        and f["enforcement_weak"]
        and f["public_attention"]
        and f["social_influence"]
    ):
        middle = True
        found.append("第八条第（六）项")
    if (
        f["not_controlled"]
        and f["attention_wanting"]
        and f["measures_weak"]
        and f["provincial_criticisms"] == 2
    ):
        low = True
        found.append("第九条第（一）项")
    if trend == "发展蔓延" and reaction == "较多":
        low = True
        found.append("第九条第（二）项")
    if failed and (3000 <= plants <= 5000 or 100 <= plots <= 200):
        low = True
        found.append("第九条第（三）项")
    if (
        f["diversion_risk"]
        and f["unmended_after_two"]
        and f["system_unsound"]
        and f["supervision_short"]
        and f["duty_unfulfilled"]
    ):
        low = True
        found.append("第九条第（四）项")

    if top + middle + low > 1:
        return "冲突", found
    if top:
        return "挂牌整治", found
    if middle:
        return "通报警示", found
    return ("重点关注" if low else "空白"), found
