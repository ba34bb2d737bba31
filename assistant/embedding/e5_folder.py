"""Writes the e5 weights as a folder that sentence-transformers loads: to compare the engines, not to serve.

The one file that imports `safetensors` and `tokenizers`; the first comes with the extra `models`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.embedding.bundled import MAX_TOKENS, PASSAGE_PREFIX, QUERY_PREFIX
from assistant.embedding.e5_weights import E5Weights, Vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MARKS = {"bos": "<s>", "pad": "<pad>", "eos": "</s>", "unk": "<unk>"}
_LINEAR = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMAL = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def write_folder(weights: E5Weights, folder: Path) -> None:
    """Fill `folder` (made if missing) with the model in fp32, its tokenizer, its prompts and its modules."""
    from safetensors.numpy import save_file

    for part in ("", "1_Pooling", "2_Normalize"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    save_file(_tensors(weights), folder / "model.safetensors", metadata={"format": "pt"})
    build_tokenizer(weights.vocabulary).save(str(folder / "tokenizer.json"), pretty=False)
    for name, content in _configuration(weights).items():
        (folder / name).write_text(json.dumps(content, indent=1), encoding="utf-8")


def build_tokenizer(vocabulary: Vocabulary) -> Any:
    """The vocabulary as a `tokenizers.Tokenizer`, which our own is compared with."""
    from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    pieces = list(zip(vocabulary.pieces, vocabulary.scores, strict=True))
    tokenizer = Tokenizer(Unigram(pieces, unk_id=vocabulary.unk))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Strip(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", vocabulary.bos), ("</s>", vocabulary.eos)]
    )
    tokenizer.add_special_tokens(list(_MARKS.values()))
    return tokenizer


def _tensors(weights: E5Weights) -> dict[str, NDArray[np.float32]]:
    import numpy as np

    sizes = weights.architecture
    tensors = {
        "embeddings.word_embeddings.weight": weights.matrix("emb.word", sizes.vocabulary, sizes.hidden),
        "embeddings.position_embeddings.weight": weights.vector("emb.pos", sizes.positions, sizes.hidden),
        "embeddings.token_type_embeddings.weight": weights.vector("emb.type", sizes.token_types, sizes.hidden),
        "embeddings.LayerNorm.weight": weights.vector("emb.ln.w", sizes.hidden),
        "embeddings.LayerNorm.bias": weights.vector("emb.ln.b", sizes.hidden),
        # BERT's own pooling is not used; without it a loader warns that weights are missing.
        "pooler.dense.weight": np.zeros((sizes.hidden, sizes.hidden), np.float32),
        "pooler.dense.bias": np.zeros(sizes.hidden, np.float32),
    }
    for layer in range(sizes.layers):
        for short, long in _LINEAR.items():
            outputs = sizes.feed_forward if short == "fi" else sizes.hidden
            inputs = sizes.feed_forward if short == "fo" else sizes.hidden
            name = f"encoder.layer.{layer}.{long}"
            tensors[f"{name}.weight"] = weights.matrix(f"l{layer}.{short}.w", outputs, inputs)
            tensors[f"{name}.bias"] = weights.vector(f"l{layer}.{short}.b", outputs)
        for short, long in _NORMAL.items():
            name = f"encoder.layer.{layer}.{long}"
            tensors[f"{name}.weight"] = weights.vector(f"l{layer}.{short}.w", sizes.hidden)
            tensors[f"{name}.bias"] = weights.vector(f"l{layer}.{short}.b", sizes.hidden)
    return tensors


def _configuration(weights: E5Weights) -> dict[str, object]:
    sizes, words = weights.architecture, weights.vocabulary
    marks = {f"{name}_token": mark for name, mark in _MARKS.items()} | {"cls_token": "<s>", "sep_token": "</s>"}
    package = "sentence_transformers.models"
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": sizes.hidden,
            "num_hidden_layers": sizes.layers,
            "num_attention_heads": sizes.heads,
            "intermediate_size": sizes.feed_forward,
            "vocab_size": sizes.vocabulary,
            "max_position_embeddings": sizes.positions,
            "type_vocab_size": sizes.token_types,
            "layer_norm_eps": sizes.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": words.pad,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            **marks,
        },
        "special_tokens_map.json": marks,
        "modules.json": [
            {"idx": index, "name": str(index), "path": path, "type": f"{package}.{kind}"}
            for index, (path, kind) in enumerate(modules)
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": sizes.hidden, "pooling_mode_mean_tokens": True},
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": QUERY_PREFIX, "document": PASSAGE_PREFIX},
            "similarity_fn_name": "cosine",
        },
    }
