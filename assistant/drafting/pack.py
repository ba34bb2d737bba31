"""The evidence pack: all that an audit of a review asks for, in one zip that proves itself by digests."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Mapping

from assistant.drafting.files import written
from assistant.drafting.standing import signed
from assistant.drafting.telling import figure_lines
from assistant.drafts import Draft, DraftPaper
from assistant.messages import Language, say
from assistant.word_parts import zipped

FIGURES, PAPERS, DIGESTS = "figures.csv", "papers.csv", "SHA256SUMS.txt"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = ("number", "printed", "indicator", "period", "verdict", "source", "section", "sentence", "quote")
_PAPER_COLUMNS = ("title", "published", "organisation", "edition", "document", "digest", "pictures")


def to_pack(draft: Draft, pictures: Mapping[tuple[str, int], bytes], language: Language) -> bytes:
    """The review as Word, Markdown and JSON, its figures and papers as tables, the cited pages, and a digest of each.

    `pictures` are PNGs by document and page; a page without one is named as such. The same input makes the same bytes.
    """
    name = say("review.file_review" if signed(draft) else "review.file_draft", language)
    files: dict[str, bytes] = {f"{name}.{form}": written(draft, form, language) for form in ("docx", "md", "json")}
    files[FIGURES] = _figures(draft, language)
    cited = sorted({(each.document_id, each.page) for each in draft.citations})
    held = {place: _picture_name(place, draft) for place in cited if place in pictures}
    files[PAPERS] = _papers(draft, held, language)
    files |= {held[place]: pictures[place] for place in held}
    files[say("review.pack_readme_name", language)] = _readme(draft, name, cited, held, language)
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
    return zipped({**files, DIGESTS: sums.encode()})


def _figures(draft: Draft, language: Language) -> bytes:
    rows = [
        [str(getattr(each, name)) for name in _COLUMNS] for each in figure_lines(draft, language)
    ]  # each a FigureLine, whose fields are named as the columns are
    return _csv([say(f"review.column_{name}", language) for name in _COLUMNS], rows)


def _papers(draft: Draft, held: Mapping[tuple[str, int], str], language: Language) -> bytes:
    rows = [
        [
            each.title,
            each.published,
            each.organisation,
            str(each.version),
            each.document_id,
            each.sha256,
            " ".join(path for (document_id, _), path in held.items() if document_id == each.document_id),
        ]
        for each in _cited(draft)
    ]
    return _csv([say(f"review.paper_{name}", language) for name in _PAPER_COLUMNS], rows)


def _cited(draft: Draft) -> list[DraftPaper]:
    mine = {each.document_id for each in draft.citations}
    return [each for each in draft.papers if each.document_id in mine]


def _csv(heads: list[str], rows: list[list[str]]) -> bytes:
    """For a spreadsheet: with a mark for its encoding, and no cell that it would take for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _picture_name(place: tuple[str, int], draft: Draft) -> str:
    document_id, page = place
    title = next((each.title for each in draft.citations if each.document_id == document_id), "")
    plain = re.sub(r"[^\w（）()-]+", "_", title)[:40].strip("_") or "page"
    return f"pages/{plain}-{document_id[:8]}-p{page}.png"


def _readme(
    draft: Draft,
    name: str,
    cited: list[tuple[str, int]],
    held: Mapping[tuple[str, int], str],
    language: Language,
) -> bytes:
    titles = {each.document_id: each.title for each in draft.citations}
    missing = [
        say("review.pack_no_picture_line", language, title=titles[document_id], page=page)
        for document_id, page in cited
        if (document_id, page) not in held
    ]
    state = say("review.pack_signed" if signed(draft) else "review.pack_unsigned", language)
    lines = [
        f"# {draft.title}",
        say("review.pack_about", language, revision=draft.revision or 1, state=state, made=draft.made_at[:10]),
        say("review.pack_files", language, name=name, figures=FIGURES, papers=PAPERS, digests=DIGESTS),
    ]
    if missing:
        lines += [say("review.pack_no_picture", language), "\n".join(f"- {each}" for each in missing)]
    return ("\n\n".join(lines) + "\n").encode()
