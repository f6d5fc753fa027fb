"""The hops of a route in turn: what its models, one after another, make of texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from translate import hop
from translate.engines import Engine, Settings
from translate.engines.prepared import Prepared, prepare
from translate.hop import Outcome
from translate.models import Model

__all__ = ["Hops", "Plan"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What hops are made of: models, the language that each translates into, and how.

    `keep` are terms that are not to be translated. Small, so that it can be told to a process.
    """

    models: tuple[Model, ...]
    targets: tuple[str, ...]
    keep: tuple[str, ...]
    settings: Settings


class Hops:
    """Models that are loaded for the first text."""

    def __init__(self, plan: Plan) -> None:
        """Prepare the engines of a plan; raises as `engines.prepared.prepare` does."""
        self.plan = plan
        self.prepared: Sequence[Prepared] = [
            prepare(model, target, plan.settings)
            for model, target in zip(plan.models, plan.targets, strict=True)
        ]

    @cached_property
    def engines(self) -> Sequence[Engine]:
        """The engines, loaded when first asked for."""
        return [prepared.load() for prepared in self.prepared]

    def over(self, texts: Sequence[str]) -> dict[str, Outcome]:
        """The outcomes of different texts without line breaks."""
        return self._through(len(self.plan.targets), texts) if texts else {}

    def alternatives(self, text: str, count: int) -> list[Outcome]:
        """Up to `count` outcomes of one text with different texts, the best first.

        Over a pivot, of the best text in the pivot language.
        """
        last = len(self.plan.targets) - 1
        start = self._through(last, [text])[text] if last else None
        found = hop.alternatives(
            self.engines[last],
            start.text if start else text,
            self.plan.targets[last],
            count,
            self.plan.keep,
        )
        return [start.then(outcome) for outcome in found] if start else found

    def _through(self, count: int, texts: Sequence[str]) -> dict[str, Outcome]:
        """What the first `count` hops make of different texts."""
        outcomes = self._one(0, texts)
        for number in range(1, count):
            between = dict.fromkeys(outcome.text for outcome in outcomes.values())
            further = self._one(number, list(between))
            outcomes = {
                text: outcome.then(further[outcome.text]) for text, outcome in outcomes.items()
            }
        return outcomes

    def _one(self, number: int, texts: Sequence[str]) -> dict[str, Outcome]:
        return hop.over(self.engines[number], texts, self.plan.targets[number], self.plan.keep)
