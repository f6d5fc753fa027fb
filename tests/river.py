"""What a statement on a river says, in English and as a person put it into French."""

from dataclasses import dataclass

__all__ = ["ENGLISH", "FRENCH", "Words"]


@dataclass(frozen=True, slots=True)
class Words:
    """What the statement says in one language."""

    language: str
    title: str
    heading: str
    introduction: tuple[str, str, str, str, str]
    """Plain, strong, plain, linked, plain."""
    note: str
    items: tuple[str, str]
    table: tuple[tuple[str, str], ...]
    quote: str
    people: str


ENGLISH = Words(
    "en",
    "Statement on the river",
    "What we ask for",
    ("The river is ", "not a drain", ". See the ", "report of 2024", " for details."),
    "The report was published in May.",
    ("Clean water for every village", "A new bridge before winter"),
    (("Village", "People"), ("Upper mill", "1,200"), ("Old harbour", "850")),
    "Water remembers where it came from.",
    "%d people live in %s.",
)
# As a person translates: two sentences became one.
FRENCH = Words(
    "fr",
    "Déclaration sur la rivière",
    "Ce que nous demandons",
    ("La rivière n'est ", "pas un égout", " : voir le ", "rapport de 2024", " pour les détails."),
    "Le rapport a été publié en mai.",
    ("De l'eau propre pour chaque village", "Un nouveau pont avant l'hiver"),
    (("Village", "Habitants"), ("Le moulin d'en haut", "1\u00a0200"), ("Le vieux port", "850")),
    "L'eau se souvient d'où elle vient.",
    "%d personnes vivent à %s.",
)
