"""From lark's tree to syntax nodes: one method per grammar rule that carries something."""

from policyc.surface.build.conditions import ConditionBuilder
from policyc.surface.build.declarations import DeclarationBuilder
from policyc.surface.build.duties import DutyBuilder
from policyc.surface.build.files import FileBuilder
from policyc.surface.build.lifecycles import LifecycleBuilder
from policyc.surface.build.plans import PlanBuilder
from policyc.surface.build.statements import StatementBuilder


class NodeBuilder(
    ConditionBuilder,
    DeclarationBuilder,
    StatementBuilder,
    DutyBuilder,
    LifecycleBuilder,
    PlanBuilder,
    FileBuilder,
):
    """Builds the nodes of one file. Flat lists stay flat; ``from_text`` assembles them."""


__all__ = ["NodeBuilder"]
