"""The languages that the page offers, and what each needs to be translated into."""

from functools import cache
from operator import itemgetter

from aligned.text import base_language, language_name
from translate import resolution

__all__ = ["language_choices", "named", "target_choices"]

# The languages that open models or the identification of languages know; others are typed in.
_OFFERED = (
    "af am ar az be bg bn br ca ceb cs cy da de el en eo es es-419 et eu fa fi fil fo fr fr-CA ga "
    "gd gl gv ha he hi hr ht hu hy id ig is it ja jv ka kk km kn ko ku ky lb lg ln lo lt lv mg mk "
    "ml mn mr ms mt nb ne nl nn no ny oc om pa pl ps pt pt-BR qu rn ro ru rw se si sk sl sm sn sq "
    "sr sr-Latn st su sv sw ta te th ti tk tl tn tr ts tt ug uk ur uz vi vo wa war xh yi yo zh "
    "zh-Hans zh-Hant zu"
)


def named(tag: str) -> str:
    """A language by its name and its tag: "Portuguese (Brazil) (pt-BR)"."""
    return f"{language_name(tag)} ({tag})"


@cache
def language_choices() -> tuple[tuple[str, str], ...]:
    """(name, tag) of the languages on offer, by name; a language stands before its varieties."""
    tags = sorted(_OFFERED.split(), key=lambda tag: (language_name(base_language(tag)), tag))
    return tuple((named(tag), tag) for tag in tags)


def target_choices(source: str) -> list[tuple[str, str]]:
    """(name with what it needs, tag) of the languages to translate into.

    Those whose models are here come first, then those whose models are to be fetched.
    """
    choices = []
    for name, tag in language_choices():
        place, need = _need(source, tag)
        if need:
            choices.append((place, f"{name}: {need}", tag))
    return [(label, tag) for _, label, tag in sorted(choices, key=itemgetter(0))]


def _need(source: str, target: str) -> tuple[int, str]:
    """Where a target stands in the list and what it needs; "" for the source's own language."""
    if target.partition("-")[0] == source.partition("-")[0]:
        return 0, ""
    found = resolution.outlook(source, target)
    if found is None:
        return 3, "no model is known"
    route = found.route
    note = ""
    if route.last_resort:
        note = ", a last resort: expect many mistakes"
    elif len(route.hops) > 1:
        note = f", by way of {language_name(route.hops[0].target)}"
    if found.megabytes:
        return (2 if route.last_resort else 1), f"to be fetched, {found.megabytes} MB{note}"
    installed = all(model.kind == "student" for model in found.here)
    return 0, ("installed" if installed else "in the cache") + note
