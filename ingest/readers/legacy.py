"""Old Office files (.doc, .xls, .ppt, .wps, RTF): LibreOffice turns them into new ones, which our readers know."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.environment import with_variables
from assistant.errors import UnreadableDocument
from ingest.readers.detect import legacy_kind, unsupported
from ingest.readers.document import ReadDocument, notice

LIMIT_S = 120.0
_INTO = {"doc": "docx", "xls": "xlsx", "ppt": "pptx"}


def office_program() -> str | None:
    """Return the path of LibreOffice's program, None when it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def read_legacy(content: bytes, name: str, limit_s: float = LIMIT_S) -> ReadDocument:
    """Convert with LibreOffice in a folder and with a profile of its own, then read what came out.

    Raises UnsupportedFormat where LibreOffice is not installed, UnreadableDocument when it makes nothing of the file
    or is not done after `limit_s` seconds.
    """
    kind = legacy_kind(content)
    program = office_program()
    if program is None:
        raise unsupported("OLE2: .doc, .xls, .ppt, .wps", f"{name!r} needs LibreOffice", kind="old_office")
    with TemporaryDirectory(prefix="clearwell-office-") as folder:
        source = Path(folder) / f"in.{'rtf' if content.startswith(b'{') else kind}"
        source.write_bytes(content)
        _run(_command(program, Path(folder), source, _INTO[kind]), Path(folder), name, limit_s)
        made = Path(folder) / "out" / f"in.{_INTO[kind]}"
        if not made.is_file():
            raise UnreadableDocument(f"{name!r}: LibreOffice made nothing of it")
        document = _reader(kind)(made.read_bytes(), name)
    return replace(document, notices=(*document.notices, notice("converted")))


def _command(program: str, folder: Path, source: Path, into: str) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    quiet = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
    return [program, profile, *quiet, "--convert-to", into, "--outdir", str(folder / "out"), str(source)]


def _run(command: Sequence[str], folder: Path, name: str, limit_s: float) -> None:
    """Run LibreOffice in a session of its own, so that all it started ends with it when the time is up."""
    quiet = subprocess.DEVNULL
    environment = with_variables({"HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"})
    process = subprocess.Popen(
        command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True, env=environment
    )
    try:
        process.wait(timeout=limit_s)
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(f"{name!r}: LibreOffice not done after {limit_s} s", kind="too_slow") from error
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _reader(kind: str) -> Callable[[bytes, str], ReadDocument]:
    if kind == "doc":
        from ingest.readers.docx import read_docx

        return read_docx
    if kind == "xls":
        from ingest.readers.xlsx import read_xlsx

        return read_xlsx
    from ingest.readers.pptx import read_pptx

    return read_pptx
