"""Whether two ends look like neighbours: a small trained network, one half for ends and one for starts.

Each half turns sixteen characters beside the cut into a vector; the dot product of an end's and a start's vector says
how well they go together, which also holds for wordings nobody counted. Two more outputs say whether an end is the end
of a paragraph and a start the start of a paragraph or sentence. Trained by `tools/train_affinity.py` on official
texts, to tell the true continuation of a cut among those of other cuts of the same document; plain NumPy here.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ingest.stitching.ngrams import Values, fold

Weights = NDArray[np.float32]
Ids = NDArray[np.int64]

WINDOW: Final = 16
NEAR: Final = 6
_UNKNOWN: Final = 1


@dataclass(frozen=True, slots=True)
class Affinity:
    """`pairs[i, j]`: how well end i goes on in start j; `over[i]`: end i is a paragraph's end; `fresh[j]`: start j is
    a paragraph's or sentence's start. All are log-odds up to a constant."""

    pairs: Values
    over: Values
    fresh: Values


@dataclass(frozen=True, slots=True)
class Network:
    """The weights by name (`l_` for ends, `r_` for starts), and the id of each character."""

    weights: Mapping[str, Weights]
    ids: Mapping[str, int]

    def measure(self, tails: Sequence[str], heads: Sequence[str]) -> Affinity:
        """Measure every tail against every head; an edge of a paragraph stands in them as a line break."""
        ends = self._vectors(np.stack([self._ids(fold(tail[-WINDOW:])[::-1]) for tail in tails]), "l")
        starts = self._vectors(np.stack([self._ids(fold(head[:WINDOW])) for head in heads]), "r")
        pairs = ends @ starts.T / np.sqrt(ends.shape[1])
        return Affinity(
            pairs.astype(np.float64),
            self._linear(ends, "le")[:, 0].astype(np.float64),
            self._linear(starts, "re")[:, 0].astype(np.float64),
        )

    def _ids(self, text: str) -> Ids:
        row = np.zeros(WINDOW, np.int64)
        row[: len(text)] = [self.ids.get(character, _UNKNOWN) for character in text]
        return row

    def _vectors(self, ids: Ids, half: str) -> Weights:
        """`ids` has the character beside the cut first; 0 is no character."""
        pairs = self.weights["bg_weight"]
        first, second = ids[:, :-1], ids[:, 1:]
        buckets = (first * 31337 + second * 7919) % len(pairs) * ((first > 0) & (second > 0))
        letters = self.weights["emb_weight"][ids]
        letters[:, :-1] += pairs[buckets]
        padded = np.pad(letters, ((0, 0), (1, 1), (0, 0)))
        windows = np.concatenate([padded[:, :-2], padded[:, 1:-1], padded[:, 2:]], axis=-1)
        features = np.maximum(self._linear(windows, f"{half}_conv"), 0)
        known = (ids > 0)[..., None]
        average = (features * known).sum(axis=1) / (known.sum(axis=1) + 1)
        mixed = (
            self._linear(features[:, :NEAR].reshape(len(ids), -1), f"{half}_near")
            + self._linear(average, f"{half}_far")
            + self._linear(letters[:, :NEAR].reshape(len(ids), -1), f"{half}_dir")
        )
        return self._linear(mixed, f"{half}_lin") + self._linear(np.maximum(mixed, 0), f"{half}_non")

    def _linear(self, values: Weights, name: str) -> Weights:
        """One product of two matrices: in a stack of small ones the threads of BLAS wait for each other every time."""
        flat = values.reshape(-1, values.shape[-1]) @ self.weights[f"{name}_weight"].T + self.weights[f"{name}_bias"]
        result: Weights = flat.reshape(*values.shape[:-1], -1)
        return result


def pack(weights: Mapping[str, Weights], characters: str) -> bytes:
    """Return the network as compact bytes: each row of a matrix in whole steps of 1/127 of its largest weight."""
    shapes = {name: list(matrix.shape) for name, matrix in weights.items()}
    body = b""
    for matrix in weights.values():
        rows = matrix.reshape(-1, matrix.shape[-1])
        scale = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-8) / 127
        body += scale.astype(np.float32).tobytes() + np.round(rows / scale).astype(np.int8).tobytes()
    head = json.dumps({"characters": characters, "shapes": shapes}, ensure_ascii=False).encode()
    return zlib.compress(len(head).to_bytes(4, "little") + head + body, 9)


def unpack(data: bytes) -> Network:
    """Return the network that `pack` made bytes of."""
    raw = zlib.decompress(data)
    at = 4 + int.from_bytes(raw[:4], "little")
    head = json.loads(raw[4:at])
    weights = {}
    for name, shape in head["shapes"].items():
        columns = shape[-1]
        rows = int(np.prod(shape)) // columns
        scale = np.frombuffer(raw, np.float32, rows, at)
        steps = np.frombuffer(raw, np.int8, rows * columns, at + 4 * rows)
        at += rows * (4 + columns)
        weights[name] = (steps.reshape(rows, columns) * scale[:, None]).astype(np.float32).reshape(shape)
    return Network(weights, {character: index + 2 for index, character in enumerate(head["characters"])})


@cache
def network() -> Network:
    """Return the bundled network."""
    return unpack(files("ingest.stitching").joinpath("official_chinese.affinity").read_bytes())
