"""The aligner: pairs the segments of two versions.

texts --encoder--> token vectors --coarse--> band --evidence, model--> scores --search--> bitext
"""

from aligned.aligner.alignment import Alignment, align
from aligned.aligner.encoders import encoders

__all__ = ["Alignment", "align", "encoders"]
