"""The languages that the page offers, and what each needs to be translated into."""

from functools import cache

from aligned.text import base_language, language_name

__all__ = ["language_choices", "target_choices"]

# The languages that the models of the OPUS-MT and Firefox families serve best; others are typed in.
_OFFERED = (
    "ar bg bn ca cs da de el en es et eu fa fi fr gl he hi hr hu hy id is it ja ka ko lt lv mk ms "
    "nb nl pl pt pt-BR ro ru sk sl sq sr sv sw ta th tr uk ur vi zh-Hans zh-Hant"
)


@cache
def language_choices() -> tuple[tuple[str, str], ...]:
    """(name, tag) of the languages on offer, by name."""
    return tuple(sorted((f"{language_name(tag)} ({tag})", tag) for tag in _OFFERED.split()))


def target_choices(source: str) -> list[tuple[str, str]]:
    """(name with what it needs, tag) of the languages to translate into; ready ones first."""
    from translate.catalog import offline_pairs

    ready = {target for origin, target in offline_pairs() if origin == base_language(source)}
    choices = []
    for name, tag in language_choices():
        if base_language(tag) == base_language(source):
            continue
        is_ready = base_language(tag) in ready
        note = "model is here" if is_ready else "model is fetched on first use"
        choices.append((not is_ready, f"{name}: {note}", tag))
    return [(label, tag) for _, label, tag in sorted(choices)]
