"""English sentences as statements, articles and reports have them: varied, distinct, repeatable."""

import random
from collections.abc import Iterator

_WHO = (
    "the committee", "our federation", "a group of nurses", "the harbour workers", "the mayor",
    "several independent journalists", "the regional council", "a young engineer from Lisbon",
    "Dr Helen Marsh", "the teachers' union", "two thirds of the members", "the Court of Appeal",
    "an international team of researchers", "the Ministry of Health", "my grandmother", "nobody",
    "the owners of the mill", "students in more than forty cities", "the museum", "Ana and Peter",
)  # fmt: skip
_DID = (
    "published a report on {topic}", "asked the government to reconsider {topic}",
    "voted against {topic}", "has spent eleven years studying {topic}",
    "refused to comment on {topic}", "is preparing a conference about {topic}",
    "wrote a long letter about {topic}", "would rather not talk about {topic}",
    "learned a great deal from {topic}", "must decide before the summer about {topic}",
    "had already warned us of the effects of {topic}", "collected 12,500 signatures for {topic}",
    "described {topic} as a serious mistake", "cannot afford {topic} any longer",
    "celebrated {topic} with music and dancing", "lost its case over {topic}",
)  # fmt: skip
_TOPIC = (
    "the new railway line", "clean drinking water", "the price of bread", "night work in hospitals",
    "the closure of the last cinema", "wage cuts in the public sector", "the history of the valley",
    "solar panels on school roofs", "the treaty of 1987", "freedom of the press",
    "the rebuilding of the bridge", "migration from the countryside", "a shorter working week",
    "the disappearance of small farms", "women's right to vote", "the storm that wrecked the port",
    "artificial fertilisers", "the extradition of the former minister", "rare birds on the island",
)  # fmt: skip
_WHEN = (
    "last Tuesday", "in 2019", "on 3 March", "after months of silence", "before the war", "again",
    "for the first time in its history", "during the coldest winter on record", "this morning",
    "at the end of the nineteenth century", "when the rain finally stopped", "in autumn 2004",
)  # fmt: skip
_WHY = (
    "because nobody else would do it", "although the law is clear", "so that everyone could see",
    "and the newspapers said nothing", "which surprised even its friends", "without asking anyone",
    "since prices had risen by 7.4 per cent", "while the rest of the country was asleep",
    "as if nothing had happened", "but the results were disappointing", "in spite of the danger",
)  # fmt: skip
_SHAPES = (
    "{Who} {did} {when}.",
    "{When}, {who} {did}, {why}.",
    "{Who} {did} {why}.",
    'According to {who}, this is a question of {topic}: "{Did2}," they said {when}.',
    "Do you remember how {who} {did} {when}?",
    "It is said that {who} {did}; {who2}, however, {did2} {why}.",
    "{Topic} and {topic2}: what {who} should know",
    "The first reason is {topic}, the second {topic2}, and the third, "
    "which {who} mentioned {when}, is {topic3}.",
    "There were {number} people in the square {when}, and {who} {did}.",
    "{Who} {did} (see page {number}), {why}.",
    "Let us not forget {topic}!",
    "{Number} of the {number2} documents concern {topic}.",
)


def sentences(count: int, seed: int = 0) -> list[str]:
    """So many distinct sentences, 4 to 50 words each."""
    distinct: dict[str, None] = {}
    for sentence in _endless(seed):
        distinct[sentence] = None
        if len(distinct) == count:
            return list(distinct)
    raise AssertionError("the generator has no end")


def corrupted(sentence: str, seed: int) -> str:
    """The sentence as no one would write it: letters swapped, words shuffled or dropped."""
    choice = random.Random(seed)
    words = sentence.split()
    kind = seed % 4
    if kind == 0:
        return " ".join(_misspelt(word, choice) for word in words)
    if kind == 1:
        choice.shuffle(words)
        return " ".join(words)
    if kind == 2:
        return " ".join(word for word in words if choice.random() < 0.55) or words[0]
    return " ".join(choice.choice((word, word[::-1])) for word in words)


def _misspelt(word: str, choice: random.Random) -> str:
    if len(word) < 4 or choice.random() < 0.4:
        return word
    place = choice.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _endless(seed: int) -> Iterator[str]:
    choice = random.Random(seed)
    while True:
        words = {
            "number": str(choice.randint(2, 9_999)),
            "number2": f"{choice.randint(10, 900)},000",
            "when": choice.choice(_WHEN),
            "why": choice.choice(_WHY),
        }
        for name, values in (("who", _WHO), ("topic", _TOPIC)):
            words[name], words[f"{name}2"], words[f"{name}3"] = choice.sample(values, 3)
        for name in ("did", "did2"):
            words[name] = choice.choice(_DID).format(topic=choice.choice(_TOPIC))
        words |= {name.capitalize(): word[0].upper() + word[1:] for name, word in words.items()}
        yield choice.choice(_SHAPES).format_map(words)
