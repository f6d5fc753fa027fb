"""Document alignment: which files of two folders are translations of each other.

    files --evidence--> figures of every pair --weights--> probabilities --matching--> pairs

**The evidence** for a pair of files (`evidence`): their names without what names their languages,
their lengths, the rare words, names and numbers that both have, and, with an encoder, how many of
their first and last segments are each other's nearest among those of all files.

**The score** of a pair is the probability that logistic regression gives it.

**The matching** takes the pairs for which the sum of log-odds is the highest, each file in one pair
at the most: the most probable assignment if every pair is right or wrong by itself. A file whose
every pair is less probable than not stays unpaired.

Measured on folders of 1 to 24 files of 3 to 60 segments cut out of gold bitexts, a quarter of the
files without the other side, names equal, numbered, in words or misleading; learned from the other
half of the pieces (`tests/benchmarks/documents.py measure`):

                                 precision  recall
    with encoders                    0.970   0.937
    with encoders, other script      0.974   0.851
    without                          0.828   0.772
    without, other script            0.926   0.234      by names alone

Buck and Koehn (2016, W16-2347) weigh words in the same way; Thompson and Koehn (2020,
2020.emnlp-main.483) have shown what the order of sentences adds. Here that is left to the aligner,
which refuses texts that are no translations of each other once it has seen them whole.
"""

from aligned.documents.evidence import File
from aligned.documents.pairing import FilePair, pair_files

__all__ = ["File", "FilePair", "pair_files"]
