"""A weight file of the real layout with a toy model in it, and what that model must answer, in plain numpy."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass, replace

import numpy as np

from assistant.embedding.e5_weights import E5Weights

WORDS = ("<s>", "<pad>", "</s>", "<unk>", "▁", "水", "供水", "▁供", "a", "▁a", "b", "ab")
SCORES = (0.0, 0.0, 0.0, 0.0, -2.0, -4.0, -5.0, -6.0, -3.0, -3.5, -3.0, -4.0)


@dataclass(frozen=True)
class Tiny:
    """The numbers of the header; tests change one and expect a refusal."""

    magic: bytes = b"E5S1"
    version: int = 1
    hidden: int = 64
    layers: int = 2
    heads: int = 2
    feed_forward: int = 128
    positions: int = 24
    block: int = 32
    unk: int = 3
    offsets: tuple[int, ...] | None = None
    seed: int = 7

    def build(self, **changes: object) -> bytes:
        tiny = replace(self, **changes)
        head = struct.pack("<4sI", tiny.magic, tiny.version)
        head += struct.pack("<7i", tiny.hidden, tiny.layers, tiny.heads, tiny.feed_forward, 12, tiny.positions, 2)
        head += struct.pack("<fi", 1e-12, tiny.block)
        blob = "".join(WORDS).encode()
        ends = np.cumsum([0, *(len(word.encode()) for word in WORDS)])
        offsets = tuple(ends.tolist()) if tiny.offsets is None else tiny.offsets
        head += struct.pack("<5iQ", len(WORDS), 0, 2, 1, tiny.unk, len(blob))
        head += struct.pack(f"<{len(offsets)}I", *offsets) + struct.pack(f"<{len(SCORES)}f", *SCORES) + blob
        head += struct.pack("<iI", 0, 3) + b"map"
        return head + tiny._tensors(len(head))

    def _tensors(self, position: int) -> bytes:
        random = np.random.default_rng(self.seed)
        matrices, vectors = self._shapes()
        parts = {name: _blocks(random, *shape) for name, shape in matrices.items()}
        parts |= {
            name: random.normal(1 if name.endswith("ln.w") else 0, 0.3, shape).astype("<f4").tobytes()
            for name, shape in vectors.items()
        }
        counts = {name: math.prod(shape) for name, shape in (matrices | vectors).items()}
        offset = position + 4 + sum(2 + len(name) + 21 for name in parts)
        directory = struct.pack("<i", len(parts))
        for name, raw in parts.items():
            directory += struct.pack("<H", len(name)) + name.encode()
            directory += struct.pack("<BIQQ", 0, counts[name], offset, len(raw))
            offset += len(raw)
        return directory + b"".join(parts.values())

    def _shapes(self) -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
        hidden, wide = self.hidden, self.feed_forward
        matrices = {"emb.word": (len(WORDS), hidden)}
        vectors = {"emb.pos": (self.positions, hidden), "emb.type": (2, hidden)}
        vectors |= {"emb.ln.w": (hidden,), "emb.ln.b": (hidden,)}
        for layer in range(self.layers):
            for name in ("q", "k", "v", "ao", "fi", "fo"):
                outputs, inputs = (wide if name == "fi" else hidden), (wide if name == "fo" else hidden)
                matrices[f"l{layer}.{name}.w"] = (outputs, inputs)
                vectors[f"l{layer}.{name}.b"] = (outputs,)
            for name in ("aln", "oln"):
                vectors |= {f"l{layer}.{name}.{part}": (hidden,) for part in "wb"}
        return matrices, vectors


def _blocks(random: np.random.Generator, rows: int, columns: int) -> bytes:
    blocks = np.zeros(rows * columns // 32, np.dtype([("scale", "<f2"), ("halves", "u1", 16)]))
    blocks["scale"] = random.uniform(0.01, 0.05, len(blocks))
    blocks["halves"] = random.integers(0, 256, (len(blocks), 16))
    return blocks.tobytes()


def expected_vector(weights: E5Weights, ids: list[int]) -> np.ndarray:
    """The forward pass of BERT with mean pooling, written for reading: unit vector of shape (hidden,)."""
    sizes = weights.architecture
    x = weights.matrix("emb.word", sizes.vocabulary, sizes.hidden)[ids].astype(np.float64)
    x += weights.vector("emb.pos", sizes.positions, sizes.hidden)[: len(ids)]
    x += weights.vector("emb.type", sizes.token_types, sizes.hidden)[0]
    x = _normal(weights, "emb.ln", x)
    for layer in range(sizes.layers):
        x = _encoder_layer(weights, f"l{layer}.", x)
    total = x.sum(axis=0)
    return total / np.linalg.norm(total)


def _encoder_layer(weights: E5Weights, prefix: str, x: np.ndarray) -> np.ndarray:
    sizes = weights.architecture
    width = sizes.hidden // sizes.heads
    q, k, v = (_linear(weights, prefix + name, x, sizes.hidden) for name in "qkv")
    heads = []
    for head in range(sizes.heads):
        part = slice(head * width, (head + 1) * width)
        scores = np.exp(q[:, part] @ k[:, part].T / math.sqrt(width))
        heads.append(scores / scores.sum(axis=1, keepdims=True) @ v[:, part])
    x = _normal(
        weights, prefix + "aln", x + _linear(weights, prefix + "ao", np.concatenate(heads, axis=1), sizes.hidden)
    )
    wide = _linear(weights, prefix + "fi", x, sizes.feed_forward)
    wide = wide * 0.5 * (1 + np.vectorize(math.erf)(wide / math.sqrt(2)))
    return _normal(weights, prefix + "oln", x + _linear(weights, prefix + "fo", wide, sizes.hidden))


def _linear(weights: E5Weights, name: str, x: np.ndarray, outputs: int) -> np.ndarray:
    return x @ weights.matrix(f"{name}.w", outputs, x.shape[1]).T + weights.vector(f"{name}.b", outputs)


def _normal(weights: E5Weights, name: str, x: np.ndarray) -> np.ndarray:
    hidden, epsilon = weights.architecture.hidden, weights.architecture.epsilon
    centred = x - x.mean(axis=1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + epsilon)
    return scaled * weights.vector(f"{name}.w", hidden) + weights.vector(f"{name}.b", hidden)
