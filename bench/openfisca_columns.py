"""The same rules in openfisca-core, over columns: a variable for each rule, as is usual there.

Whole numbers and truths as they are, scales by their codes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from peers import Words

from policyc.core.types import ScaleType
from policyc.plan.plans import Plan

_MONTH = "2020-01"
_SEVERE, _TIER = "毒品问题严重地区", "整治级别"
_PLACES = {"第七条": 3, "第八条": 2, "第九条": 1}


class _Columns(Words):
    """Conditions as openfisca's users write them; a step of a scale is its code."""

    def test(self, fact: str, mask: int) -> str:
        found = self.plan.fact(fact)
        name = self.name(found.key)
        if isinstance(found.fact.type, ScaleType):
            places = [k for k in range(len(found.partition.regions)) if mask >> k & 1]
            return self.disj.join(f"({name} == {place})" for place in places)
        return super().test(fact, mask).replace(f"{name} == true", name)


def openfisca(plan: Plan, given: Mapping[str, Any]) -> Callable[[], tuple[Any, Any]]:
    """From columns to the code and the items of ``by_hand_numpy``; ``ImportError`` without it."""
    from openfisca_core import entities, periods, simulation_builder, taxbenefitsystems, variables

    region = entities.Entity("region", "regions", "region", "")
    system = taxbenefitsystems.TaxBenefitSystem([region])

    def declare(name: str, kind: type, formula: Callable[..., Any] | None = None) -> None:
        members: dict[str, Any] = {
            "value_type": kind,
            "entity": region,
            "definition_period": periods.DateUnit.MONTH,
        }
        if formula is not None:
            members["formula"] = formula
        system.add_variable(type(name, (variables.Variable,), members))

    def written(text: str) -> Callable[..., Any]:
        code = compile(text, text[:40], "eval")
        return lambda region, period: eval(code, {"region": region, "period": period})

    words = _Columns(plan, "&", "|", "region('{}', period)".format)
    for name, column in given.items():
        declare(name, bool if column.dtype == bool else int)
    criteria = [
        f"({words.logic(rule.condition, '')})"
        for rule in plan.question_of(_SEVERE).rules
        if rule.norm.modality.value == "应当"
    ]
    known, listed = words.name("listed_known"), words.name("listed")
    declare("severe", bool, written(f"({known} & {listed}) | (~{known} & ({'|'.join(criteria)}))"))
    rules = plan.question_of(_TIER).rules
    places = []
    for number, rule in enumerate(rules):
        declare(f"rule_{number}", bool, written(words.logic(rule.condition, words.name("severe"))))
        places.append(_PLACES[rule.norm.citation[:3]])

    def code(region: Any, period: Any) -> Any:
        tiers = []
        for place in (3, 2, 1):
            met = [region(f"rule_{k}", period) for k, p in enumerate(places) if p == place]
            tiers.append(np.logical_or.reduce(met))
        top, middle, low = tiers
        clash = (top & middle) | (top & low) | (middle & low)
        ways = [~region("severe", period), clash, top, middle, low]
        return np.select(ways, [5, 4, 3, 2, 1], 0)

    declare("code", int, code)

    def run() -> tuple[Any, Any]:
        count = len(next(iter(given.values())))
        simulation = simulation_builder.SimulationBuilder().build_default_simulation(system, count)
        for name, column in given.items():
            simulation.set_input(name, _MONTH, column)
        items = np.zeros(count, np.uint16)
        for number in range(len(rules)):
            items |= simulation.calculate(f"rule_{number}", _MONTH).astype(np.uint16) << number
        return simulation.calculate("code", _MONTH), items

    return run
