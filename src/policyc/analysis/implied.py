"""Whether one norm is never in force without others, under every reading."""

from __future__ import annotations

from typing import Any as Model

from policyc.analysis.context import Context
from policyc.analysis.logic import Formula, conj, disj, is_true, neg
from policyc.analysis.solve import Answer
from policyc.core.norms import Norm


def implies(ctx: Context, one: Norm, *others: Norm) -> bool:
    """Whether one of some norms is in force wherever another norm is."""
    force = ctx.encoding.force(one).t
    missing = neg(disj(ctx.encoding.force(other).t for other in others))
    return not _alone_in_sample(ctx, one, missing) and is_impossible(ctx, conj((force, missing)))


def is_impossible(ctx: Context, formula: Formula) -> bool:
    """Whether no case at all satisfies a formula."""
    if isinstance(formula, bool):
        return not formula
    answer = ctx.session.check(formula)
    if answer is Answer.UNKNOWN:
        ctx.incomplete = True
    return answer is Answer.UNSAT


def _alone_in_sample(ctx: Context, norm: Norm, missing: Formula) -> bool:
    """Whether some case of a norm at hand shows that the others need not be in force."""
    model = sample(ctx, norm)
    return model is not None and is_true(model, missing)


def sample(ctx: Context, norm: Norm) -> Model | None:
    """Any case in which a norm is in force; ``None`` where none was found."""
    key = ("sample", norm.id)
    if key not in ctx.memo:
        _, ctx.memo[key] = ctx.session.model(ctx.encoding.force(norm).t)
    return ctx.memo[key]
