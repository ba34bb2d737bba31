"""The two fits behind assistant/answering/weights.toml: a softmax within questions, and a logistic over them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]
FOLDS = 5
_MOMENTUM = 0.9


def fold_of(question: str) -> int:
    """Which fifth a question is in: with all its forms, with and without its passages, in the same."""
    return int(hashlib.sha256(question.encode()).hexdigest(), 16) % FOLDS


def crossed(questions: Sequence[str], fit: Callable[[Flags], Callable[[Flags], Matrix]]) -> Matrix:
    """A value for each question from weights fitted without its fold: `fit` takes who is learned from and gives what
    values others."""
    folds = np.array([fold_of(each) for each in questions])
    values = np.zeros(len(questions))
    for fold in range(FOLDS):
        held = folds == fold
        if held.any():
            values[held] = fit(~held)(held)
    return values


def softmax(rows: Sequence[Matrix], right: Sequence[Flags], steps: int = 1500, penalty: float = 1e-3) -> Matrix:
    """Weights that maximise the mean log-probability of a right row; every question needs one."""
    spread = np.vstack(rows).std(axis=0) + 1e-9
    scaled, flags = np.vstack(rows) / spread, np.concatenate(right)
    sizes = [len(each) for each in rows]
    starts = np.cumsum([0, *sizes])[:-1]
    owner = np.repeat(np.arange(len(rows)), sizes)
    weights = np.zeros(scaled.shape[1])
    speed = np.zeros_like(weights)
    for _ in range(steps):
        scores = scaled @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        right_odds = odds * flags
        every = odds / np.add.reduceat(odds, starts)[owner]
        wished = right_odds / np.add.reduceat(right_odds, starts)[owner]
        speed = _MOMENTUM * speed + 0.1 * (scaled.T @ (wished - every) / len(rows) - penalty * weights)
        weights = weights + speed
    return np.asarray(weights / spread)


def balance(groups: Sequence[tuple[str, bool]], of_sets: dict[str, float]) -> Matrix:
    """Every set weighs what `of_sets` says (else 1), and all the answerable as much as all the others."""
    sizes = Counter(groups)
    weights = np.array([of_sets.get(each[0], 1.0) / sizes[each] for each in groups])
    labels = np.array([answerable for _, answerable in groups])
    for label in (True, False):
        weights[labels == label] *= 0.5 / weights[labels == label].sum()
    return weights


def logistic(
    rows: Matrix, labels: Flags, weight: Matrix, free: Flags, steps: int = 4000, penalty: float = 3e-4
) -> Matrix:
    """Logistic regression; the first column is the constant 1. Only `free` columns may get a negative weight: every
    other feature speaks for answering, and what cannot be explained is not kept."""
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    middle[0], spread[0] = 0.0, 1.0
    scaled = (rows - middle) / spread
    low = np.where(free, -np.inf, 0.0)
    weights = np.zeros(rows.shape[1])
    speed = np.zeros_like(weights)
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-(scaled @ weights)))
        speed = _MOMENTUM * speed - 0.3 * (scaled.T @ (weight * (chance - labels)) + penalty * weights)
        weights = np.maximum(weights + speed, low)
        speed = np.where(weights <= low, 0.0, speed)
    fitted = weights / spread
    fitted[0] -= float((weights * middle / spread)[1:].sum())
    return np.asarray(fitted)


def shift_for(logits: Matrix, amounts: Matrix, threshold: float, share: float) -> float:
    """What must be added per unit of `amounts` so that `share` of the logits are below `threshold`."""
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        if np.mean(logits + middle * amounts < threshold) > share:
            low = middle
        else:
            high = middle
    return high
