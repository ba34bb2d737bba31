"""Build the corpus: `python -m tools.build_corpus [--out corpus] [--font FILE] [--formats md,docx,xlsx,pdf]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import docx_out, listing, markdown_out, news_out, pdf_out, scan_out, xlsx_out
from .fonts import MissingFontError, find_font
from .source import Document, load_all

DEFAULT_OUT = Path(__file__).resolve().parents[2] / "corpus"
FORMATS = ("md", "docx", "xlsx", "pdf")
PDF_BUILDERS = {"pdf": pdf_out.build, "pdf-news": news_out.build, "pdf-scan": scan_out.build}


def build_document(doc: Document, font: Path | None) -> bytes:
    """Return the file of one document."""
    kind = doc.get("format")
    if kind == "md":
        return markdown_out.build(doc)
    if kind == "docx":
        return docx_out.build(doc)
    if kind == "xlsx":
        return xlsx_out.build(doc)
    if font is None:
        raise MissingFontError
    return PDF_BUILDERS[kind](doc, font)


def build_corpus(out: Path, font_option: Path | None, formats: frozenset[str]) -> int:
    """Write the documents of the chosen formats, the manifest and the README; return how many."""
    documents = load_all()
    font = find_font(font_option) if "pdf" in formats else None
    folder = out / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    chosen = [doc for doc in documents if doc.get("format").split("-")[0] in formats]
    for doc in chosen:
        (folder / doc.get("file")).write_bytes(build_document(doc, font))
    (out / "manifest.csv").write_bytes(listing.manifest(documents))
    (out / "README.md").write_bytes(listing.readme(documents))
    return len(chosen)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="build_corpus", description="Build the sample corpus.")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, help="folder to write (default: corpus)")
    parser.add_argument("--font", type=Path, default=None, help="TrueType Chinese font for the PDF documents")
    parser.add_argument("--formats", default=",".join(FORMATS), help="formats to write, separated by commas")
    options = parser.parse_args()
    formats = frozenset(options.formats.split(","))
    if unknown := formats - set(FORMATS):
        parser.error(f"unknown format: {', '.join(sorted(unknown))}")
    try:
        count = build_corpus(options.out, options.font, formats)
    except MissingFontError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{count} documents written to {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
