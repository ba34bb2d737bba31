"""Train the network of `ingest/stitching/affinity.py` (PyTorch, from the extra `models`; some 20 minutes on a core).

    python -m tools.train_affinity ../shared/data --without 0

It sees official texts only, as `tools/build_ngrams.py` does, and never the documents of the folds `--without`. A step
takes a stretch of a document, cuts it at eighty places inside sentences, and asks for each end which of the eighty
starts is its own and the other way round (softmax over the dot products); beside it, true ends and starts of paragraphs
are to be told from cut ones. Training on one thread gives the same network each time; the bundled one was trained with
`--steps 7000` without folds 0 and 1, and then with `--steps 7000 --start THAT` without fold 0.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from evals.layout_cases import Kind, load_sources
from ingest.stitching.affinity import NEAR, WINDOW, pack
from ingest.stitching.ngrams import fold
from tools.build_ngrams import statute_texts

LETTER, FEATURES, MIXED, VECTOR, BUCKETS = 64, 192, 192, 128, 8192
CUTS, REGIONS, STRETCH = 80, 2, 8000
RAREST, REPORT_WEIGHT, REPORT_SHARE = 12, 5, 0.6
RATE = 3e-3
STOPS = frozenset("。！？\n")

Document = tuple[str, Any]


class Half(nn.Module):
    """Sixteen characters, the one beside the cut first, to a vector: what `Network._vectors` computes."""

    def __init__(self, letters: nn.Embedding, pairs: nn.Embedding) -> None:
        super().__init__()
        self.emb, self.bg = letters, pairs
        self.conv = nn.Linear(3 * LETTER, FEATURES)
        self.near = nn.Linear(NEAR * FEATURES, MIXED)
        self.far = nn.Linear(FEATURES, MIXED)
        self.dir = nn.Linear(NEAR * LETTER, MIXED)
        self.lin = nn.Linear(MIXED, VECTOR)
        self.non = nn.Linear(MIXED, VECTOR)
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: Any) -> Any:
        first, second = ids[:, :-1], ids[:, 1:]
        buckets = (first * 31337 + second * 7919) % BUCKETS * ((first > 0) & (second > 0))
        letters = self.drop(self.emb(ids) + functional.pad(self.bg(buckets), (0, 0, 0, 1)))
        padded = functional.pad(letters, (0, 0, 1, 1))
        features = functional.relu(self.conv(torch.cat([padded[:, :-2], padded[:, 1:-1], padded[:, 2:]], -1)))
        known = (ids > 0).float()[..., None]
        average = (features * known).sum(1) / (known.sum(1) + 1)
        mixed = (
            self.near(self.drop(features[:, :NEAR].flatten(1)))
            + self.far(average)
            + self.dir(letters[:, :NEAR].flatten(1))
        )
        return self.lin(mixed) + self.non(self.drop(functional.relu(mixed)))


class Both(nn.Module):
    """The two halves, which share their letters, and the outputs for whole ends (`le`) and whole starts (`re`)."""

    def __init__(self, characters: int) -> None:
        super().__init__()
        self.emb = nn.Embedding(characters + 2, LETTER, padding_idx=0)
        self.bg = nn.Embedding(BUCKETS, LETTER, padding_idx=0)
        nn.init.normal_(self.emb.weight, std=0.3)
        nn.init.normal_(self.bg.weight, std=0.05)
        self.l, self.r = Half(self.emb, self.bg), Half(self.emb, self.bg)
        self.le, self.re = nn.Linear(VECTOR, 1), nn.Linear(VECTOR, 1)


def read_texts(data: Path, without: frozenset[int]) -> dict[Kind, list[str]]:
    """Return the texts to learn from: folded, without white space but the paragraphs' edges."""
    texts: dict[Kind, list[str]] = {Kind.LAW: [], Kind.REPORT: []}
    for paragraphs in statute_texts(data, without):
        texts[Kind.LAW].append(_marked(paragraphs))
    for source in load_sources(data / "docs"):
        if source.kind is not Kind.NEWS and source.fold not in without:
            texts[source.kind].append(_marked(source.paragraphs))
    return {kind: [text for text in found if len(text) > 600] for kind, found in texts.items()}


def _marked(paragraphs: Any) -> str:
    return "\n" + "\n".join("".join(fold(paragraph).split(" ")) for paragraph in paragraphs) + "\n"


def characters_of(texts: dict[Kind, list[str]]) -> str:
    """Return the characters that get a vector of their own, the most frequent first."""
    counts: Counter[str] = Counter()
    for kind, found in texts.items():
        for text in found:
            for character, count in Counter(text).items():
                counts[character] += count * (REPORT_WEIGHT if kind is Kind.REPORT else 1)
    return "".join(character for character, count in counts.most_common() if count >= RAREST)


def windows(document: Document, places: list[int]) -> tuple[Any, Any]:
    """Return the ends before and the starts after `places`, the character beside the cut first, none past an edge."""
    text, ids = document
    ends, starts = np.zeros((len(places), WINDOW), np.int64), np.zeros((len(places), WINDOW), np.int64)
    for row, place in enumerate(places):
        edge = text.rfind("\n", max(0, place - WINDOW), place)
        before = ids[edge if edge >= 0 else max(0, place - WINDOW) : place][::-1]
        edge = text.find("\n", place, place + WINDOW)
        after = ids[place : edge + 1 if edge >= 0 else place + WINDOW]
        ends[row, : len(before)], starts[row, : len(after)] = before, after
    return torch.tensor(ends), torch.tensor(starts)


def _stretch(documents: list[Document], rng: random.Random) -> tuple[Document, range]:
    document = rng.choices(documents, weights=[len(text) for text, _ in documents])[0]
    first = rng.randrange(max(1, len(document[0]) - STRETCH))
    return document, range(first + 3, min(len(document[0]) - 2, first + STRETCH))


def cuts(documents: list[Document], rng: random.Random) -> tuple[Any, Any]:
    """Return ends and starts at places inside sentences of one stretch."""
    document, places = _stretch(documents, rng)
    drawn = {rng.choice(places) for _ in range(3 * CUTS)}
    text = document[0]
    inside = sorted(place for place in drawn if text[place - 1] not in STOPS and text[place] != "\n")
    return windows(document, sorted(rng.sample(inside, min(CUTS, len(inside)))))


def whole(documents: list[Document], rng: random.Random) -> tuple[Any, Any]:
    """Return true ends of paragraphs (those without a full stop), and true starts of paragraphs and sentences."""
    document, places = _stretch(documents, rng)
    text = document[0]
    edges = [place for place in places if text[place] == "\n"]
    stops = [place + 1 for place in places if text[place] in "。！？" and text[place + 1] not in "”）\n"]
    rng.shuffle(edges)
    rng.shuffle(stops)
    ends = [place for place in edges if text[place - 1] not in STOPS][:CUTS]
    starts = [place + 1 for place in edges if text[place + 1] != "\n"][: CUTS // 2] + stops[: CUTS // 2]
    return windows(document, ends)[0], windows(document, starts)[1]


def loss_of(net: Both, documents: dict[Kind, list[Document]], rng: random.Random) -> Any:
    """Return the loss of one step."""
    regions = [cuts(documents[_kind(rng, REPORT_SHARE)], rng) for _ in range(REGIONS)]
    ends = net.l(torch.cat([region[0] for region in regions]))
    starts = net.r(torch.cat([region[1] for region in regions]))
    loss, first = torch.zeros(()), 0
    for region in regions:
        size = len(region[0])
        scores = ends[first : first + size] @ starts[first : first + size].T / VECTOR**0.5
        own = torch.arange(size)
        loss = loss + functional.cross_entropy(scores, own) + functional.cross_entropy(scores.T, own)
        first += size
    whole_ends, whole_starts = whole(documents[_kind(rng, 0.5)], rng)
    for head, cut, others in ((net.le, ends, net.l(whole_ends)), (net.re, starts, net.r(whole_starts))):
        truth = torch.cat([torch.zeros(len(cut)), torch.ones(len(others))])
        logits = head(torch.cat([cut, others]))[:, 0]
        loss = loss + 2 * functional.binary_cross_entropy_with_logits(logits, truth)
    return loss


def _kind(rng: random.Random, share: float) -> Kind:
    return Kind.REPORT if rng.random() < share else Kind.LAW


def train(documents: dict[Kind, list[Document]], net: Both, steps: int) -> None:
    """Train in place, printing the mean loss of every 500 steps."""
    optimiser = torch.optim.Adam(net.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, steps, pct_start=0.1)
    rng, total = random.Random(1), 0.0
    for step in range(1, steps + 1):
        loss = loss_of(net, documents, rng)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        total += float(loss.detach())
        if step % 500 == 0:
            print(f"{step}: {total / 500:.3f}", flush=True)
            total = 0.0


def packed(net: Both, characters: str) -> bytes:
    """Return the trained network as `affinity.unpack` reads it; the shared letters stand once."""
    state = {name.replace(".", "_"): tensor.numpy() for name, tensor in net.state_dict().items()}
    shared = ("l_emb", "l_bg", "r_emb", "r_bg")
    return pack({name: values for name, values in state.items() if not name.startswith(shared)}, characters)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--without", type=int, nargs="+", default=[0])
    parser.add_argument("--steps", type=int, default=7000)
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    texts = read_texts(arguments.data, frozenset(arguments.without))
    characters = characters_of(texts)
    ids = {character: index + 2 for index, character in enumerate(characters)}
    documents = {
        kind: [(text, np.array([ids.get(character, 1) for character in text], np.int64)) for text in found]
        for kind, found in texts.items()
    }
    net = Both(len(characters))
    if arguments.start:
        state, known = torch.load(arguments.start)
        rows = [0, 1, *(known.index(character) + 2 if character in known else 1 for character in characters)]
        state = {name: (v[rows] if name.endswith("emb.weight") else v) for name, v in state.items()}
        net.load_state_dict(state)
    train(documents, net, arguments.steps)
    torch.save((net.state_dict(), characters), arguments.checkpoint)
    arguments.out.write_bytes(packed(net, characters))


if __name__ == "__main__":
    main()
