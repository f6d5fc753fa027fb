"""Small Marian models, trained in seconds until they are exact, in the real layout of OPUS-MT.

They know the sentences of `LEXICON` and nothing else. Everything about them is real: sentencepiece
vocabularies, MarianMTModel, the seven files of a model on the hub.
"""

import json
from pathlib import Path
from typing import NamedTuple

import sentencepiece
import torch
import transformers
from transformers import GenerationConfig, MarianConfig, MarianMTModel, MarianTokenizer

from translate.chatter import quiet

LEXICON = {
    "en": (
        "The house is red.",
        "The cat sleeps in the garden.",
        "We read the old book.",
        "My brother works in the city.",
        "The bread is good and warm.",
        "The door of the house is open.",
        "The children sing a song.",
        "I see the sea from the window.",
        "The river is deep.",
        "Tomorrow we go to the market.",
    ),
    "fr": (
        "La maison est rouge.",
        "Le chat dort dans le jardin.",
        "Nous lisons le vieux livre.",
        "Mon frère travaille dans la ville.",
        "Le pain est bon et chaud.",
        "La porte de la maison est ouverte.",
        "Les enfants chantent une chanson.",
        "Je vois la mer de la fenêtre.",
        "Le fleuve est profond.",
        "Demain nous allons au marché.",
    ),
    "de": (
        "Das Haus ist rot.",
        "Die Katze schläft im Garten.",
        "Wir lesen das alte Buch.",
        "Mein Bruder arbeitet in der Stadt.",
        "Das Brot ist gut und warm.",
        "Die Tür des Hauses ist offen.",
        "Die Kinder singen ein Lied.",
        "Ich sehe das Meer vom Fenster.",
        "Der Fluss ist tief.",
        "Morgen gehen wir zum Markt.",
    ),
    "es": (
        "La casa es roja.",
        "El gato duerme en el jardín.",
        "Leemos el viejo libro.",
        "Mi hermano trabaja en la ciudad.",
        "El pan es bueno y caliente.",
        "La puerta de la casa está abierta.",
        "Los niños cantan una canción.",
        "Veo el mar desde la ventana.",
        "El río es profundo.",
        "Mañana vamos al mercado.",
    ),
    "it": (
        "La casa è rossa.",
        "Il gatto dorme nel giardino.",
        "Leggiamo il vecchio libro.",
        "Mio fratello lavora in città.",
        "Il pane è buono e caldo.",
        "La porta della casa è aperta.",
        "I bambini cantano una canzone.",
        "Vedo il mare dalla finestra.",
        "Il fiume è profondo.",
        "Domani andiamo al mercato.",
    ),
}
PIECES = 110  # of each side's vocabulary
MOST_STEPS = 600
SIZE = "1+1 layers of 64"


class Sample(NamedTuple):
    """One sentence pair; `token` is the ">>id<<" of a model with several target languages."""

    source: str
    target: str
    token: str = ""

    @property
    def asked(self) -> str:
        """The source as the model is asked it."""
        return f"{self.token} {self.source}".strip()


def pair(source: str, target: str) -> list[Sample]:
    """The sentence pairs of a model for one language pair."""
    return [Sample(*both) for both in zip(LEXICON[source], LEXICON[target], strict=True)]


def group(source: str, targets: dict[str, str]) -> list[Sample]:
    """The sentence pairs of a group model: `targets` maps the ids of its tokens to languages."""
    return [
        sample._replace(token=f">>{code}<<")
        for code, target in targets.items()
        for sample in pair(source, target)
    ]


def train(samples: list[Sample], folder: Path, *, pickled: bool = False) -> Path:
    """Train a model until it knows every sample by heart, and save it in `folder`.

    `pickled` saves the weights as pytorch_model.bin, as the older models on the hub have them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _vocabulary(samples, folder)
    with quiet():
        tokenizer = MarianTokenizer.from_pretrained(folder)
        network = MarianMTModel(_config(tokenizer))
        network.generation_config = _generation(network.config)
        _overfit(network, tokenizer, samples)
        transformers.utils.logging.disable_progress_bar()
        network.save_pretrained(folder)
        transformers.utils.logging.enable_progress_bar()
    if pickled:
        torch.save(network.state_dict(), folder / "pytorch_model.bin")
        (folder / "model.safetensors").unlink()
    return folder


def _vocabulary(samples: list[Sample], folder: Path) -> None:
    """source.spm, target.spm and the vocab.json over both, with </s> first and <pad> last."""
    sides = {
        "source": [sample.source for sample in samples],
        "target": [sample.target for sample in samples],
    }
    pieces: list[str] = []
    for side, sentences in sides.items():
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(sentences),
            model_prefix=str(folder / side),
            vocab_size=PIECES,
            hard_vocab_limit=False,
            character_coverage=1.0,
            minloglevel=2,
        )
        (folder / f"{side}.vocab").unlink()
        (folder / f"{side}.model").rename(folder / f"{side}.spm")
        processor = sentencepiece.SentencePieceProcessor(str(folder / f"{side}.spm"))
        pieces += [processor.id_to_piece(i) for i in range(3, processor.get_piece_size())]
    tokens = sorted({sample.token for sample in samples} - {""})
    vocabulary = list(dict.fromkeys(["</s>", "<unk>", *pieces, *tokens, "<pad>"]))
    (folder / "vocab.json").write_text(
        json.dumps({piece: i for i, piece in enumerate(vocabulary)}, ensure_ascii=False),
        encoding="utf-8",
    )
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"model_max_length": 512, "tokenizer_class": "MarianTokenizer"}),
        encoding="utf-8",
    )


def _config(tokenizer: MarianTokenizer) -> MarianConfig:
    pad = tokenizer.pad_token_id
    return MarianConfig(
        vocab_size=len(tokenizer.encoder),
        d_model=64,
        encoder_layers=1,
        decoder_layers=1,
        encoder_ffn_dim=128,
        decoder_ffn_dim=128,
        encoder_attention_heads=4,
        decoder_attention_heads=4,
        max_position_embeddings=64,
        dropout=0.0,
        activation_function="swish",
        scale_embedding=True,
        share_encoder_decoder_embeddings=True,
        pad_token_id=pad,
        eos_token_id=0,
        forced_eos_token_id=0,
        decoder_start_token_id=pad,
    )


def _generation(config: MarianConfig) -> GenerationConfig:
    return GenerationConfig(
        pad_token_id=config.pad_token_id,
        eos_token_id=config.eos_token_id,
        forced_eos_token_id=config.eos_token_id,
        decoder_start_token_id=config.pad_token_id,
        bad_words_ids=[[config.pad_token_id]],
        num_beams=4,
        max_length=64,
    )


def _overfit(network: MarianMTModel, tokenizer: MarianTokenizer, samples: list[Sample]) -> None:
    torch.manual_seed(0)
    network.apply(network._init_weights)
    batch = tokenizer(
        [sample.asked for sample in samples],
        text_target=[sample.target for sample in samples],
        return_tensors="pt",
        padding=True,
    )
    batch["labels"][batch["labels"] == tokenizer.pad_token_id] = -100
    optimiser = torch.optim.AdamW(network.parameters(), lr=5e-3)
    network.train()
    for _ in range(MOST_STEPS):
        # Marian's decoder starts from nothing at all; transformers writes that as a zero <pad>.
        with torch.no_grad():
            network.model.shared.weight[tokenizer.pad_token_id] = 0.0
        loss = network(**batch).loss
        if loss.item() < 0.01:
            break
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    network.eval()
