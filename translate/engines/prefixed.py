"""Outputs with given phrases in them, for engines that can be made to begin an output with a text.

Where the word alignment says that a phrase belongs, drafts are cut off, the phrase is written, and
the model goes on from there (prefix-constrained decoding: Wuebker et al. 2016, "Models and
Inference for Prefix-Constrained Machine Translation", https://aclanthology.org/P16-1007), so what
follows the phrase agrees with it. Several drafts are begun with, whose words before the phrase
differ, an article of the other gender say: the model's own score chooses among what comes of them.
"""

from collections.abc import Callable, Iterable, Sequence

from translate.alignment import Span
from translate.engines import Hypothesis
from translate.protect import Repaired, linked_words

__all__ = ["DRAFTS", "with_phrases"]

DRAFTS = 5  # hypotheses worth beginning with


def with_phrases(
    drafts: Sequence[Hypothesis],
    phrases: Iterable[tuple[Span, str]],
    continued: Callable[[Sequence[str]], list[Hypothesis]],
) -> Hypothesis | None:
    """The best hypothesis with every phrase in the place of a span of the source; None without one.

    `drafts` are hypotheses without the phrases, the best first; `continued` gives the best
    hypothesis that begins with each of some texts.
    """
    waiting = list(phrases)
    while waiting and drafts:
        # From left to right: what is cut off must not have a phrase already.
        waiting.sort(key=lambda phrase: _place(drafts[0], phrase[0]), reverse=True)
        span, text = waiting.pop()
        beginnings = dict.fromkeys(_beginning(draft, span, text) for draft in drafts)
        beginnings.pop("", None)
        drafts = sorted(continued(list(beginnings)), key=_mean, reverse=True) if beginnings else []
    return drafts[0] if drafts else None


def _place(draft: Hypothesis, span: Span) -> int:
    """Where the words for a span of the source begin in a draft; its end if it has none."""
    words = linked_words(Repaired(draft.text, draft.links), span)
    return words[0] if words else len(draft.text)


def _beginning(draft: Hypothesis, span: Span, phrase: str) -> str:
    """A draft up to the words for a span of the source, and the phrase; "" if it has none."""
    place = _place(draft, span)
    if place == len(draft.text):
        return ""
    return draft.text[:place] + (phrase if place else phrase[:1].upper() + phrase[1:])


def _mean(hypothesis: Hypothesis) -> float:
    return hypothesis.log_probability / max(1, len(hypothesis.log_probabilities))
