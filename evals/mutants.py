"""Files as accidents and bad will make them: cut, flipped, mislabelled, nested, swollen, full of false claims."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Mutator = Callable[[bytes, random.Random], bytes]
SUFFIXES = (".pdf", ".docx", ".xlsx", ".pptx", ".txt", ".md")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A spoilt file. `way` names what was done to it; `name` has the ending it goes by."""

    name: str
    way: str
    content: bytes


def mutants(
    sources: Sequence[tuple[str, bytes]], count: int, seed: int, by_hand: Sequence[Mutant] = ()
) -> Iterator[Mutant]:
    """Yield `count` mutants of `sources` (name, content), the same ones for the same seed: first those `by_hand`."""
    draw = random.Random(seed)
    made = list(by_hand)
    yield from made[:count]
    endings = sorted({_ending(name) for name, _ in sources})
    for number in range(max(0, count - len(made))):
        # Every format gets its share, however many files there are of it.
        ending = endings[number % len(endings)]
        name, content = draw.choice([each for each in sources if _ending(each[0]) == ending])
        ways = [*_ANY.items(), *(_PACKED.items() if content.startswith(b"PK") else ())]
        ways += _PDF.items() if content.startswith(b"%PDF") else ()
        way, mutate = draw.choice(ways)
        stem = name.rpartition(".")[0]
        shown = draw.choice(SUFFIXES) if way == "wrong name" else ending
        yield Mutant(f"{number:04d}-{stem[:20]}{shown}", f"{ending[1:]}: {way}", mutate(content, draw))


def _ending(name: str) -> str:
    return name[name.rfind(".") :].lower()


def _truncated(content: bytes, draw: random.Random) -> bytes:
    return content[: draw.randrange(1, max(2, len(content)))]


def _beheaded(content: bytes, draw: random.Random) -> bytes:
    return content[draw.randrange(1, max(2, min(len(content), 4096))) :]


def _flipped(content: bytes, draw: random.Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(draw.choice((1, 10, 200))):
        spoilt[draw.randrange(len(spoilt))] ^= 1 << draw.randrange(8)
    return bytes(spoilt)


def _zeroed(content: bytes, draw: random.Random) -> bytes:
    start = draw.randrange(len(content))
    size = draw.randrange(1, 4096)
    return content[:start] + b"\0" * min(size, len(content) - start) + content[start + size :]


def _shuffled(content: bytes, draw: random.Random) -> bytes:
    size = max(1, len(content) // 8)
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    draw.shuffle(pieces)
    return b"".join(pieces)


def _numbers(content: bytes, draw: random.Random) -> bytes:
    """Some numbers become enormous or negative."""
    return re.sub(
        rb"(?<=[ \"])\d{1,5}(?=[ \"\r\n])",
        lambda found: draw.choice((b"99999999", b"-1", b"4294967296")) if draw.random() < 0.02 else found.group(),
        content,
    )


_ANY: dict[str, Mutator] = {
    "truncated": _truncated,
    "beheaded": _beheaded,
    "flipped": _flipped,
    "zeroed": _zeroed,
    "shuffled": _shuffled,
    "wrong name": lambda content, _: content,
    "wrong start": lambda content, draw: draw.choice((b"%PDF-1.7\n", b"PK\3\4", b"\x89PNG\r\n", b"{\\rtf1")) + content,
    "doubled": lambda content, _: content + content,
}


def _repacked(spoil: Mutator) -> Mutator:
    """Spoil one part inside the archive, so that its checksums are right and the parsers behind it are reached."""

    def mutate(content: bytes, draw: random.Random) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            parts = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
            weights = [4 if re.search(r"document|sheet\d|slide\d|shared|styles", name) else 1 for name in parts]
            chosen = draw.choices(parts, weights)[0]
            for name in old.namelist():
                part = old.read(name)
                new.writestr(_entry(name), spoil(part, draw) if name == chosen and part else part)
        return out.getvalue()

    return mutate


def _entry(name: str) -> zipfile.ZipInfo:
    """A place in an archive that does not say when it was made."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _missing(content: bytes, draw: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        gone = draw.choice(old.namelist())
        for name in old.namelist():
            if name != gone:
                new.writestr(_entry(name), old.read(name))
    return out.getvalue()


def _tags(part: bytes, draw: random.Random) -> bytes:
    """A stretch of the XML is repeated, or one element's name becomes another's: well formed mostly, senseless."""
    names = re.findall(rb"<(w:\w+|a:\w+|p:\w+|\w+)[ >/]", part) or [b"x"]
    old, new = draw.choice(names), draw.choice(names)
    return re.sub(rb"(</?)" + re.escape(old) + rb"(?=[ >/])", lambda found: found.group(1) + new, part)


_PACKED: dict[str, Mutator] = {
    "part flipped": _repacked(_flipped),
    "part truncated": _repacked(_truncated),
    "part numbers": _repacked(_numbers),
    "part tags": _repacked(_tags),
    "part missing": _missing,
}


def _streams(content: bytes, draw: random.Random) -> bytes:
    """One stream of a PDF is unpacked, spoilt and packed again."""
    found = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S))
    if not found:
        return _flipped(content, draw)
    chosen = draw.choice(found)
    try:
        inner = zlib.decompress(chosen.group(1))
    except zlib.error:
        return _flipped(content, draw)
    spoilt = zlib.compress(_flipped(inner, draw) if inner else b"q")
    return content[: chosen.start(1)] + spoilt + content[chosen.end(1) :]


_PDF: dict[str, Mutator] = {"numbers": _numbers, "stream": _streams}


def handmade() -> Iterator[Mutant]:
    """Bombs, nesting, cycles and claims that chance does not make."""
    deep = "<w:sdt><w:sdtContent>" * 5000 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 5000
    yield Mutant("deep.docx", "docx: nested", _word(deep))
    yield Mutant("tables.docx", "docx: nested", _word("<w:tbl><w:tr><w:tc>" * 80 + "</w:tc></w:tr></w:tbl>" * 80))
    yield Mutant("spans.docx", "docx: claims", _word(_ROW * 2000))
    yield Mutant("many.docx", "docx: swollen", _word("<w:p/>" * 9_000_000))
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    yield Mutant("laughs.docx", "docx: entities", _word("<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", laughs))
    yield Mutant("zeros.docx", "docx: bomb", _archive("word/document.xml", b"\0" * (300 << 20)))
    cell = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    yield Mutant("far.xlsx", "xlsx: claims", _sheet(f'<row r="1"><c r="A1"><v>5</v></c></row>{cell}'))
    yield Mutant(
        "merged.xlsx", "xlsx: claims", _sheet("<row/>", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    )
    yield Mutant("pages.pdf", "pdf: claims", _pdf("<</Type/Pages/Count 100000/Kids[3 0 R]>>"))
    yield Mutant("kids.pdf", "pdf: claims", _pdf(f"<</Type/Pages/Count 100000/Kids[{'3 0 R ' * 100_000}]>>"))
    yield Mutant("cycle.pdf", "pdf: cycle", _pdf("<</Type/Pages/Count 2/Kids[2 0 R 3 0 R]>>"))
    yield Mutant(
        "arrays.pdf", "pdf: nested", _pdf("<</Type/Pages/Count 1/Kids[3 0 R]/X " + "[" * 50_000 + "]" * 50_000 + ">>")
    )
    yield Mutant(
        "flate.pdf", "pdf: bomb", _pdf("<</Type/Pages/Count 1/Kids[3 0 R]>>", zlib.compress(b" " * (400 << 20), 9))
    )
    yield Mutant(
        "forms.pdf", "pdf: cycle", _pdf("<</Type/Pages/Count 1/Kids[3 0 R]>>", zlib.compress(b"/A Do " * 1000))
    )
    yield Mutant("deep.html", "html: nested", b"<html><body>" + b"<div>" * 200_000 + "供水".encode())
    yield Mutant("spans.html", "html: claims", b"<html><table>" + b"<tr><td colspan=9999 rowspan=9999>1<td>2" * 3000)
    yield Mutant("line.txt", "txt: one line", "供水量5906万吨，".encode() * 400_000)
    yield Mutant("brackets.md", "md: nested", b"[" * 300_000 + b"](" * 100_000 + b"**" * 100_000)
    yield Mutant("list.md", "md: nested", b"".join(b" " * (n % 3000) + b"- a\n" for n in range(20_000)))
    yield Mutant("zip.docx", "zip: bomb in bomb", _archive("word/document.xml", _archive("x", b"\0" * (200 << 20))))


_ROW = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999"/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
_WORD_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/{part}" '
    'ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/>{more}</Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="{kind}" Target="{target}"/></Relationships>'
)


def _archive(part: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES.format(part=part, kind="wordprocessingml.document", more=""))
        archive.writestr("_rels/.rels", _RELS.format(kind=f"{_OFFICE}/officeDocument", target=part))
        archive.writestr(part, content)
    return out.getvalue()


def _word(body: str, entities: str = "") -> bytes:
    doctype = f"<!DOCTYPE d [<!ENTITY l0 'ha'>{entities}]>" if entities else ""
    text = f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{_WORD_SPACE}"><w:body>{body}</w:body></w:document>'
    return _archive("word/document.xml", text.encode())


def _sheet(rows: str, after: str = "") -> bytes:
    kind = "spreadsheetml.worksheet"
    more = (
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
    )
    book = (
        f'<workbook xmlns="{_SHEET_SPACE}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", _TYPES.format(part="xl/workbook.xml", kind="spreadsheetml.sheet", more=more)
        )
        archive.writestr("_rels/.rels", _RELS.format(kind=f"{_OFFICE}/officeDocument", target="xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", book)
        rels = _RELS.format(kind=f"{_OFFICE}/worksheet", target="worksheets/sheet1.xml")
        archive.writestr("xl/_rels/workbook.xml.rels", rels)
        sheet = f'<worksheet xmlns="{_SHEET_SPACE}"><sheetData>{rows}</sheetData>{after}</worksheet>'
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return out.getvalue()


def _pdf(pages: str, stream: bytes = b"") -> bytes:
    """A PDF of one page object (3), which draws `stream` (4); 4 is also the form that it calls /A."""
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 4 0 R>>>>/Filter/FlateDecode/Length "
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        pages.encode(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</A 4 0 R>>>>>>",
        form + str(len(stream)).encode() + b">>stream\n" + stream + b"\nendstream",
    ]
    out = b"%PDF-1.7\n"
    places = []
    for number, value in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + value + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return (
        out
        + b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer<</Root 1 0 R/Size 5>>\nstartxref\n%d\n%%%%EOF" % start
    )
