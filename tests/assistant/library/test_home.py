from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import ConfigurationError, HomeReadOnly, HomeUnusable
from assistant.library.home import View
from assistant.library.library import Library
from assistant.library.lock import is_held
from assistant.messages import explain
from tests.assistant.library.papers import ALL, STAFF, found_by_word, found_near, open_library, paper
from tests.assistant.library.rights import as_owner, read_only

ROOT = Path(__file__).parents[3]
WRITE = (
    "import sys; from pathlib import Path\n"
    "from tests.assistant.library.papers import open_library, paper\n"
    "with open_library(Path(sys.argv[1])).writing() as writer:\n"
    "    writer.publish(paper('new', ['新来的一段'])); print('published', flush=True); input()\n"
)


@pytest.fixture
def filled(library: Library) -> Library:
    with library.writing() as writer:
        writer.publish_many([paper(f"d{n}", [f"第{n}份的正文", f"第{n}份的附注"]) for n in range(20)])
    library.close()
    return library


def assert_unusable(home: Path) -> None:
    with pytest.raises(HomeUnusable, match="--home or CLEARWELL_HOME") as caught:
        open_library(home).documents(STAFF, ALL)
    assert isinstance(caught.value, ConfigurationError)
    for language in ("zh", "en"):
        sentence, hint = explain(caught.value, language)
        assert str(home) in sentence
        assert "--home" in hint


def test_a_home_that_is_a_file_or_lies_in_one_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert_unusable(tmp_path / "file")
    assert_unusable(tmp_path / "file" / "home")
    with pytest.raises(HomeUnusable), open_library(tmp_path / "file").writing():
        pass


def test_a_home_that_cannot_be_made_or_begun_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with read_only(tmp_path / "empty") as folder:
        assert_unusable(folder)
        assert_unusable(folder / "home")


def test_a_folder_that_cannot_be_written_is_read_as_before(filled: Library) -> None:
    with read_only(filled.home) as home:
        # The small limit sends the look-up to the base, the large one to the registry's own vectors.
        for library in (open_library(home, exact_limit=1), open_library(home)):
            assert len(library.documents(STAFF, ALL)) == 20
            assert found_near(library, "第7份的附注") == ["d7.1.1"]
            assert len(found_by_word(library, "附注", limit=50)) == 20
            assert library.page("d3", 1, STAFF).text.startswith("第3份")
            assert [line.name for line in library.check("zh") if not line.ok] == []
            library.close()


def test_writing_to_a_folder_that_cannot_be_written_is_refused_in_a_sentence(filled: Library) -> None:
    with read_only(filled.home) as home:
        library = open_library(home)
        for attempt in (library.repair, lambda: library.writing().__enter__()):
            with pytest.raises(HomeReadOnly) as caught:
                attempt()
            assert str(home) in explain(caught.value, "zh")[0]


def test_a_reader_without_the_right_to_write_follows_a_writer_and_sees_that_one_is_at_work(filled: Library) -> None:
    with read_only(filled.home) as home:
        reading = open_library(home, exact_limit=1)
        assert not is_held(home)
        assert found_near(reading, "新来的一段") != ["new.1.0"]
        with as_owner():
            command = [sys.executable, "-c", WRITE, str(home)]
            writer = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "published\n"
        assert is_held(home)
        assert [line.ok for line in reading.check("zh")] == [True]
        for during in (True, False):
            assert reading.document("new", STAFF).version == 1
            assert found_near(reading, "新来的一段") == ["new.1.0"]
            if during:
                writer.communicate("end\n", timeout=60)
        assert not is_held(home)
        assert reading.base_count() == 41


def test_a_view_is_deleted_when_it_is_closed(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "meta.json").write_text("{}", encoding="utf-8")
    view = View(tmp_path / "index")
    assert (view.folder / "meta.json").read_text(encoding="utf-8") == "{}"
    view.close()
    assert not view.folder.parent.exists()
    assert (tmp_path / "index" / "meta.json").exists()
