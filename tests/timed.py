"""An engine whose speed is known, for tests that choose by it without waiting."""

from collections.abc import Sequence

from translate.engines import Encoded, Hypothesis


class Timed:
    """An engine that takes so many seconds, by a clock of its own, for every sentence."""

    def __init__(self, seconds: float, clock: list[float]) -> None:
        self.seconds, self.clock = seconds, clock

    def encode(self, text: str) -> Encoded:
        return Encoded(text, (), ())

    def translate(self, batch: Sequence[Encoded]) -> list[Hypothesis]:
        self.clock[0] += self.seconds * len(batch)
        return [Hypothesis(sentence.text, (-0.1,) * 10) for sentence in batch]
