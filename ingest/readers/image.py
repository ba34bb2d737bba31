"""Images through Pillow: photographs and scans of papers, read by OCR; every frame of a TIFF is a page."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

from assistant.domain import Page
from assistant.errors import UnreadableDocument
from ingest.readers.detect import unsupported
from ingest.readers.document import Notice, ReadDocument, Reading, notice
from ingest.readers.recognised import Picture, recognise, recognised_page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_PIXELS = 120_000_000
"""An A3 sheet at 600 dpi has 70 million; a picture that claims more is a bomb or of no use."""
MAX_FRAMES = 500
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
_SHOWN_SIDE = 1400
_POINTS_WITHOUT_RESOLUTION = 842.0
"""The longer side of a page whose resolution the file does not tell: that of A4."""


def read_image(content: bytes, name: str, reading: Reading) -> ReadDocument:
    """Read an image file.

    Raises UnreadableDocument for a broken one or one of an unreasonable size, UnsupportedFormat when OCR is off.
    """
    from PIL import Image

    if not reading.ocr:
        raise unsupported("image", f"{name!r} is an image, and OCR is off", kind="image_without_ocr")

    notices: list[Notice] = []
    pages = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, and of sizes that are checked here
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
                frames = int(getattr(image, "n_frames", 1))
                frames = 1 if image.format in ("GIF", "WEBP", "PNG") else frames  # moving pictures
                count = min(frames, MAX_FRAMES)
                for number in range(1, count + 1):
                    reading.tell(number, count)
                    image.seek(number - 1)
                    page, found = _page(number, image, name)
                    pages.append(page)
                    notices += found
    except Image.DecompressionBombError as error:
        raise UnreadableDocument(f"{name!r}: {error}", kind="bomb") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableDocument(f"{name!r}: {error}") from error
    if frames > MAX_FRAMES:
        notices.append(notice("pages_left_out", limit=MAX_FRAMES))
    return ReadDocument(pages=tuple(pages), notices=tuple(notices), paged=True, format="image")


def frame_png(content: bytes, name: str, number: int) -> bytes | None:
    """Frame `number` (from 1) as PNG of at most 1,400 pixels a side; None for a frame that is not there.

    Raises UnreadableDocument for a broken file.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            image.seek(number - 1)
            shown = Image.fromarray(_picture(image, name).pixels)
    except EOFError:
        return None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadableDocument(f"{name!r}: {error}") from error
    shown.thumbnail((_SHOWN_SIDE, _SHOWN_SIDE))
    stream = io.BytesIO()
    shown.save(stream, "PNG")
    return stream.getvalue()


def _page(number: int, image: Any, name: str) -> tuple[Page, list[Notice]]:
    page, notices = recognised_page(number, recognise(_picture(image, name)))
    return page, notices if page.text else [*notices, notice("page_without_text", page=number)]


def _picture(image: Any, name: str) -> Picture:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise UnreadableDocument(f"{name!r}: {width} x {height} pixels", kind="bomb")
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    return Picture(_array(upright), _points_a_pixel(image))


def _array(image: Any) -> NDArray[np.uint8]:
    """Pixels as (height, width, 3), red first; what is transparent is white, as on paper."""
    import numpy as np
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image)
        image = paper
    elif image.mode.startswith(("I;16", "I", "F")):
        values = np.asarray(image, dtype=np.float32)
        top = float(values.max()) or 1.0
        return np.repeat((values * (255.0 / top)).clip(0, 255).astype(np.uint8)[:, :, None], 3, axis=2)
    return np.asarray(image.convert("RGB"))


def _points_a_pixel(image: Any) -> float:
    resolution = image.info.get("dpi", (0, 0))
    across = float(resolution[0]) if isinstance(resolution, tuple) and resolution else 0.0
    return 72 / across if 50 <= across <= 2400 else _POINTS_WITHOUT_RESOLUTION / max(image.size)
