"""Making a training corpus of a parallel corpus: cleaned, counted, split.

    cleaning = clean(formats.read_corpus(Path("memory.tmx")))
    formats.export_corpus(cleaning.corpus, "parquet", Path("clean.parquet"))
    print(cleaning.kept, cleaning.removed)
    Path("report.html").write_text(report(cleaning), encoding="utf-8")

Everything streams: a corpus is never held in memory.
"""

from aligned.cleaning.cleaning import ONE_SIDED, Cleaning, clean
from aligned.cleaning.report import report
from aligned.cleaning.split import Split, split
from aligned.cleaning.statistics import (
    Statistics,
    TargetStatistics,
    VersionStatistics,
    statistics,
)
from aligned.cleaning.steps import STEPS

__all__ = [
    "ONE_SIDED",
    "STEPS",
    "Cleaning",
    "Split",
    "Statistics",
    "TargetStatistics",
    "VersionStatistics",
    "clean",
    "report",
    "split",
    "statistics",
]
