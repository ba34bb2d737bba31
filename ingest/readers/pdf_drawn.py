"""What is drawn on a PDF page besides text: rules, filled areas and pictures, and the order of painting."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assistant.domain import Box

_MAX_OBJECTS = 100_000
_MAX_SEGMENTS = 2_000
_DEEPEST = 8

Matrix = tuple[float, ...]
Transform = Callable[[float, float], tuple[float, float]]
UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Painted:
    """A filled area or picture. `light` tells that white letters would not be seen on it; `object` as in `Style`."""

    box: Box
    light: bool
    object: int
    picture: bool = False


class Drawing:
    """Goes through a page's objects. `raw` are PDFium's calls, `at` leads a point to where it is displayed.

    `rules` are straight lines, level or upright, as boxes without much width; `order` tells when the text object at an
    address is painted, of `count` objects.
    """

    def __init__(self, raw: Any, at: Transform) -> None:
        self._raw, self._at = raw, at
        self.rules: list[Box] = []
        self.painted: list[Painted] = []
        self.order: dict[int | None, int] = {}
        self.count = 0

    def walk(self, parent: Any, count: Any, get: Any, outer: Matrix = UNMOVED, depth: int = 0) -> None:
        """Note the rules, fills and pictures of a page or form, and in which order text is painted."""
        raw = self._raw
        for index in range(count(parent)):
            handle = get(parent, index)
            self.count += 1
            if self.count > _MAX_OBJECTS:
                return
            kind = raw.FPDFPageObj_GetType(handle)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self.order[ctypes.cast(handle, ctypes.c_void_p).value] = self.count
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._add_path(handle, outer)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._add_painted(handle, outer, picture=True)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = _times(self._matrix(handle), outer)
                self.walk(handle, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)

    def _matrix(self, handle: Any) -> Matrix:
        matrix = self._raw.FS_MATRIX()
        self._raw.FPDFPageObj_GetMatrix(handle, matrix)
        return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)

    def _bounds(self, handle: Any, outer: Matrix) -> Box:
        values = [ctypes.c_float() for _ in range(4)]
        self._raw.FPDFPageObj_GetBounds(handle, *values)
        left, bottom, right, top = (value.value for value in values)
        return self._box(_apply(outer, left, bottom), _apply(outer, right, top))

    def _box(self, a: tuple[float, float], b: tuple[float, float]) -> Box:
        (x0, y0), (x1, y1) = self._at(*a), self._at(*b)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _add_painted(self, handle: Any, outer: Matrix, picture: bool = False) -> None:
        light = False
        if not picture:
            red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
            self._raw.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha)
            light = alpha.value < 6 or min(red.value, green.value, blue.value) >= 240
        self.painted.append(Painted(self._bounds(handle, outer), light, self.count, picture))

    def _add_path(self, handle: Any, outer: Matrix) -> None:
        raw = self._raw
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(handle, fill, stroke)
        if not fill.value and not stroke.value:
            return
        box = self._bounds(handle, outer)
        if is_rule(box):
            self.rules.append(box)
            return
        if fill.value:
            self._add_painted(handle, outer)
        if stroke.value:
            self._add_segments(handle, outer)

    def _add_segments(self, handle: Any, outer: Matrix) -> None:
        """The straight level and upright lines of a path that is drawn with a pen: frames and whole grids."""
        raw = self._raw
        matrix = _times(self._matrix(handle), outer)
        here = start = (0.0, 0.0)
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(min(raw.FPDFPath_CountSegments(handle), _MAX_SEGMENTS)):
            segment = raw.FPDFPath_GetPathSegment(handle, index)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = _apply(matrix, x.value, y.value)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == raw.FPDF_SEGMENT_LINETO:
                self._add_line(here, point)
            here = point
            if raw.FPDFPathSegment_GetClose(segment):
                self._add_line(here, start)
                here = start

    def _add_line(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        box = self._box(a, b)
        if is_rule(box):
            self.rules.append(box)


def is_rule(box: Box) -> bool:
    """Tell whether a drawn box is a line: thin one way and much longer the other."""
    width, height = box.x1 - box.x0, box.y1 - box.y0
    return min(width, height) <= 2.5 and max(width, height) >= 4 and max(width, height) > 2 * min(width, height)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first and `outer` after it."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
