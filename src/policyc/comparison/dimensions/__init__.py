"""The dimensions in which documents are put side by side, one file each, in their usual order.

A dimension reads the typed core of every document and never asks which document it is. To add one:
a file with a ``DIMENSION``, and its place in ``DIMENSIONS``.
"""

from __future__ import annotations

from policyc.comparison.dimensions.above import DIMENSION as ABOVE
from policyc.comparison.dimensions.criteria import DIMENSION as CRITERIA
from policyc.comparison.dimensions.dates import DIMENSION as DATES
from policyc.comparison.dimensions.definitions import DIMENSION as DEFINITIONS
from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.dimensions.duties import DIMENSION as DUTIES
from policyc.comparison.dimensions.extension import DIMENSION as EXTENSION
from policyc.comparison.dimensions.heads import DIMENSION as HEADS
from policyc.comparison.dimensions.lowering import DIMENSION as LOWERING
from policyc.comparison.dimensions.other import DIMENSION as OTHER
from policyc.comparison.dimensions.procedure import DIMENSION as PROCEDURE
from policyc.comparison.dimensions.raising import DIMENSION as RAISING
from policyc.comparison.dimensions.rebound import DIMENSION as REBOUND
from policyc.comparison.dimensions.removal import DIMENSION as REMOVAL
from policyc.comparison.dimensions.reporting import DIMENSION as REPORTING
from policyc.comparison.dimensions.responsibility import DIMENSION as RESPONSIBILITY
from policyc.comparison.dimensions.sanctions import DIMENSION as SANCTIONS
from policyc.comparison.dimensions.scope import DIMENSION as SCOPE
from policyc.comparison.dimensions.staffing import DIMENSION as STAFFING
from policyc.comparison.dimensions.targets import DIMENSION as TARGETS
from policyc.comparison.dimensions.terms import DIMENSION as TERMS
from policyc.comparison.dimensions.thresholds import DIMENSION as THRESHOLDS
from policyc.comparison.dimensions.tiers import DIMENSION as TIERS

DIMENSIONS: tuple[Dimension, ...] = (
    SCOPE,
    TIERS,
    CRITERIA,
    THRESHOLDS,
    ABOVE,
    TERMS,
    EXTENSION,
    RAISING,
    LOWERING,
    REMOVAL,
    REBOUND,
    PROCEDURE,
    RESPONSIBILITY,
    HEADS,
    REPORTING,
    SANCTIONS,
    STAFFING,
    TARGETS,
    DUTIES,
    DEFINITIONS,
    OTHER,
    DATES,
)

__all__ = ["DIMENSIONS", "Dimension"]
