"""Text from pictures: the one place that knows RapidOCR (PP-OCR models in its own wheel, nothing is downloaded)."""

from __future__ import annotations

import importlib.util
import logging
import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.domain import Box
from assistant.errors import UnreadableDocument

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LOCK = threading.Lock()
"""One picture at a time: the engine keeps both cores busy by itself, and its options are not safe to share."""
_MIN_LEVEL_WIDTH = 4.0
"""Lines this many times as wide as high tell how far a page was turned."""
_FEWEST = 12
_UPRIGHT = 0.75
"""Mean confidence below which a page is tried upside down; read the right way up it is above 0.9."""


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A line as recognised. `confidence` is the mean over its characters, 0 to 1.

    `box` is in pixels, origin at the top left, as the line would lie if the page had been scanned straight.
    """

    text: str
    box: Box
    confidence: float

    @property
    def doubt(self) -> float:
        """By how much the least certain character can fall short of certainty: 0.5 is as good as a guess."""
        return (1.0 - self.confidence) * len(self.text)


def available() -> bool:
    """Tell whether OCR is installed. Loads nothing."""
    return importlib.util.find_spec("rapidocr") is not None


def read_image(image: NDArray[np.uint8]) -> tuple[OcrLine, ...]:
    """Return the lines on a picture of shape (height, width, 3), red first, in no particular order.

    A page that lies on its side or upside down is turned first; boxes are then those of the turned page. Takes
    seconds. Raises UnreadableDocument when the engine fails on the picture.
    """
    import numpy as np

    best = _recognised(image)
    turns = (1, 3) if _lies_sideways(best) else (2,) if _is_doubtful(best) else ()
    for turn in turns:
        turned = _recognised(np.rot90(image, turn))
        if _certainty(turned) > _certainty(best):
            best = turned
    return best


def _recognised(image: NDArray[np.uint8]) -> tuple[OcrLine, ...]:
    import numpy as np

    with _LOCK:
        try:
            found = _engine()(np.ascontiguousarray(image[:, :, ::-1]))
        except MemoryError:
            raise
        except Exception as error:
            raise UnreadableDocument(f"OCR failed: {type(error).__name__}: {error}") from error
    if found.boxes is None or found.txts is None or found.scores is None:
        return ()
    slant = _slant(found.boxes)
    middle = (image.shape[1] / 2, image.shape[0] / 2)
    return tuple(
        OcrLine(str(text), _straight(quad, slant, middle), float(score))
        for quad, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
    )


def _certainty(lines: Sequence[OcrLine]) -> float:
    """How many characters were recognised, each by its confidence; what is below one half counts against."""
    return sum((line.confidence - 0.5) * len(line.text) for line in lines)


def _is_doubtful(lines: Sequence[OcrLine]) -> bool:
    """A page upside down gives characters, but hardly a certain one."""
    size = sum(len(line.text) for line in lines)
    return size >= _FEWEST and _certainty(lines) < (_UPRIGHT - 0.5) * size


def _lies_sideways(lines: Sequence[OcrLine]) -> bool:
    """Most of the text runs up or down the page, though it may be vertical Chinese: then no turn makes it better."""
    size = sum(len(line.text) for line in lines)
    tall = sum(len(line.text) for line in lines if line.box.y1 - line.box.y0 > 1.5 * (line.box.x1 - line.box.x0))
    return size >= _FEWEST and tall > 0.6 * size


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    # Its log names files with their paths. Lines of any score are wanted, so that nothing goes unseen. Its judge of
    # lines upside down turns good ones on their heads now and then; `read_image` judges the whole page instead.
    options = {"Global.log_level": "error", "Global.text_score": 0.0, "Global.use_cls": False}
    engine = RapidOCR(params=options)
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return engine


def _slant(quads: Any) -> float:
    """How far the page lies turned, in radians: the median over its long lines."""
    angles = []
    for (x0, y0), (x1, y1), _, (x3, y3) in quads:
        across, down = math.hypot(x1 - x0, y1 - y0), math.hypot(x3 - x0, y3 - y0)
        if across >= _MIN_LEVEL_WIDTH * down:
            angles.append(math.atan2(y1 - y0, x1 - x0))
    angle = sorted(angles)[len(angles) // 2] if angles else 0.0
    return angle if abs(angle) < math.radians(15) else 0.0


def _straight(quad: Any, slant: float, middle: tuple[float, float]) -> Box:
    """The upright box of a quadrilateral after the page is turned back about its middle."""
    sine, cosine = math.sin(-slant), math.cos(-slant)
    xs, ys = [], []
    for x, y in quad:
        dx, dy = float(x) - middle[0], float(y) - middle[1]
        xs.append(middle[0] + dx * cosine - dy * sine)
        ys.append(middle[1] + dx * sine + dy * cosine)
    return Box(min(xs), min(ys), max(xs), max(ys))
