"""Findings as SARIF 2.1.0, which code hosts show beside the file.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. A unit has no line of its own in
most formats, so a finding is placed in the file and, as a logical location, in its unit and target.
"""

import hashlib
import importlib.metadata
import inspect
import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from aligned.checks import CHECKS
from ui.corpora import Found

__all__ = ["sarif"]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif(place: Path | str, found: Iterable[Found]) -> str:
    """One log with one run: every check as a rule, every finding as a result.

    `place` is the file that was checked, or a URI.
    """
    driver = {
        "name": "hexapla",
        "version": importlib.metadata.version("hexapla"),
        "rules": [
            {
                "id": name,
                "shortDescription": {"text": (inspect.getdoc(check) or name).split("\n")[0]},
            }
            for name, check in CHECKS.items()
        ],
    }
    results = [_result(_uri(place), one) for one in found]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _uri(place: Path | str) -> str:
    if isinstance(place, str):
        return place
    return place.as_uri() if place.is_absolute() else quote(place.as_posix())


def _result(uri: str, found: Found) -> dict[str, object]:
    finding = found.finding
    signed = "\0".join((finding.check, finding.message, found.target, *found.texts))
    digest = hashlib.sha256(signed.encode("utf-8", "replace")).hexdigest()
    return {
        "ruleId": finding.check,
        "ruleIndex": list(CHECKS).index(finding.check),
        "level": "warning",
        "message": {"text": f"unit {found.unit}, {found.target}: {finding.message}"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": uri}},
                "logicalLocations": [{"fullyQualifiedName": f"{found.unit}/{found.target}"}],
            }
        ],
        # Tells a finding of today from one that was there before, wherever its unit has moved.
        "partialFingerprints": {"pair/v1": digest},
        "properties": {"side": finding.side, "span": finding.span, "texts": found.texts},
    }
