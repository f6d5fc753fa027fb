"""From a pair of languages to models whose files are on this machine.

What is here already and translates in one hop is taken first. Otherwise routes are tried in the
catalog's order, asking the hub for what is missing; once the hub has not answered, it is not asked
again, and only what is here counts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from translate import catalog, hub, languages, models
from translate.catalog import Hop, Route
from translate.errors import HubUnreachableError, ModelError, ModelNotFoundError, NoRouteError
from translate.models import Model

__all__ = ["Outlook", "at_hand", "by_name", "outlook", "usable"]

_NAMED = 6  # models named in an error: more would hide its point


def by_name(
    model: str, source: str, target: str, progress: hub.Progress | None = None
) -> tuple[Route, tuple[Model, ...]]:
    """The route over one model that the user named, by id or folder.

    Raises a ModelError where it is neither here nor on the hub, or cannot be used.
    """
    if models.is_path(model):
        found = models.open_folder(Path(model))
    else:
        found = models.find(model) or models.fetch(model, progress)
    hop = Hop(found.id, source, target, found.kind)
    return Route(source, target, (hop,), "the model asked for"), (found,)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a pair needs: its route, the models of it that are here, and what is to be fetched.

    `megabytes` is about what those that are not here take together, 0 where all are.
    """

    route: Route
    here: tuple[Model, ...]
    megabytes: int


def outlook(source: str, target: str) -> Outlook | None:
    """What `usable` would try first for a pair of standard tags; None where no route is known.

    Neither the hub nor anything else is asked.
    """
    known = list(catalog.routes(source, target))
    ready = (route for route, _ in _ready(known))
    route = next(ready, known[0] if known else None)
    if route is None:
        return None
    found = [(hop, models.find(hop.model)) for hop in route.hops]
    families = [catalog.family_of(hop.model) for hop, model in found if model is None]
    return Outlook(
        route,
        tuple(model for _, model in found if model),
        sum(family.megabytes for family in families if family),
    )


def usable(
    source: str,
    target: str,
    pivot: str = catalog.PIVOT,
    progress: hub.Progress | None = None,
) -> Iterator[tuple[Route, tuple[Model, ...]]]:
    """Routes for a pair of standard tags with the models of their hops, the best first.

    When there is none (left), raises NoRouteError, or HubUnreachableError where a model might have
    been on the hub; the message names the models tried and the pairs that work offline.
    """
    if languages.base(source) == languages.base(target):
        raise NoRouteError(
            f"{source} into {target} is one language: choose another target language"
        )
    known = list(catalog.routes(source, target, pivot))
    search = _Search(progress)
    for route, model in _ready(tuple(known)):
        known.remove(route)
        yield route, (model,)
    for route in known:
        if (found := search.models(route)) is not None:
            yield route, found
    raise search.error(source, target)


def at_hand(source: str, target: str) -> Iterator[Model]:
    """The models on this machine that translate a pair of standard tags in one hop, best first."""
    return (model for _, model in _ready(catalog.routes(source, target)))


def _ready(known: Iterable[Route]) -> Iterator[tuple[Route, Model]]:
    """Those of some routes that are one hop, not the last resort, and have their model here."""
    for route in known:
        if len(route.hops) == 1 and not route.last_resort:
            model = models.find(route.hops[0].model)
            if model is not None:
                yield route, model


class _Search:
    """Looks up models here and on the hub, each once, and remembers what was tried in vain."""

    def __init__(self, progress: hub.Progress | None) -> None:
        self._progress = progress
        self._found: dict[str, Model | hub.Listing] = {}
        self._missing: dict[str, ModelError] = {}
        self._unreachable: HubUnreachableError | None = None

    def models(self, route: Route) -> tuple[Model, ...] | None:
        """The models of all hops, fetched where need be; None where one cannot be had."""
        looked = [self._look(hop.model) for hop in route.hops]
        if None in looked:
            return None
        return tuple(
            item if isinstance(item, Model) else models.fetch(item, self._progress)
            for item in looked
            if item is not None
        )

    def _look(self, model: str) -> Model | hub.Listing | None:
        """The model here, or what the hub has of it, or None."""
        if model in self._found:
            return self._found[model]
        if model in self._missing:
            return None
        try:
            found = models.find(model) or self._ask(model)
        except (ModelNotFoundError, HubUnreachableError) as error:
            self._missing[model] = error
            return None
        self._found[model] = found
        return found

    def _ask(self, model: str) -> hub.Listing:
        if self._unreachable is not None:
            raise self._unreachable
        try:
            return hub.look(model)
        except HubUnreachableError as error:
            self._unreachable = error
            raise

    def error(self, source: str, target: str) -> NoRouteError | HubUnreachableError:
        """Why no route is left, in one line."""
        tried = [model.rpartition("/")[2] for model in self._missing]
        names = ", ".join(tried[:_NAMED])
        if len(tried) > _NAMED:
            names += f" and {len(tried) - _NAMED} others"
        offline = ", ".join(f"{a}-{b}" for a, b in catalog.offline_pairs()) or "none"
        if self._unreachable is not None:
            return HubUnreachableError(
                self._unreachable.model,
                f"no model from {source} into {target} is on this machine, and {self._unreachable} "
                f"(tried {names}); pairs that work offline: {offline}",
            )
        tried_text = f"tried {names}" if names else "none is known"
        return NoRouteError(
            f"there is no open model from {source} into {target} ({tried_text}); "
            f"choose a pair that works offline, {offline}, or name a model (--model)"
        )
