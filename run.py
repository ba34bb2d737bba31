"""Start Clearwell from a fresh clone with nothing but Python: `python3 run.py`. See USAGE for the rest.

Everything is installed into `.venv` beside this file, in the versions that constraints.txt names. The standard library
alone is used here, and nothing in this file needs a newer Python than 3.7, so that an old one gets a sentence and not
a traceback. Its words stand here and not in the catalogues, because it speaks before the package is installed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import queue
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
CLEARWELL = BIN / ("clearwell.exe" if os.name == "nt" else "clearwell")
STATE = VENV / "clearwell.json"
LOG = VENV / "install.log"
SITE_PACKAGES = "Lib/site-packages" if os.name == "nt" else "lib/python3.*/site-packages"
PIP = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input"]
QUESTION = "2023年全市总供水量是多少？"
PACKAGE_LINE = re.compile(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)|Processing \S*/([\w.]+)-\d")
TEST_EXTRAS = ("dev", "models", "models-test")
USAGE = """\
python3 run.py                   安装，读入 corpus/，回答一个问题，再打开网页
                                 install, take in corpus/, answer one question, then serve the app
python3 run.py --no-serve        同上，回答后结束 / the same, and stop after the answer
python3 run.py test [ARGUMENTS]  安装测试所需并运行 pytest / install what the tests need and run pytest
python3 run.py setup             安装开发所需，不运行 / install what a developer needs, and stop
    --with-models                (test, setup) 一定装上 PyTorch / install PyTorch whatever its size\
"""


class Stop(Exception):
    """Ends the run with one sentence in Chinese and one in English."""


def tell(zh: str, en: str) -> None:
    print(f"{zh}\n{en}", flush=True)


def check_interpreter() -> None:
    """Raise Stop when this Python cannot carry Clearwell."""
    found = ".".join(map(str, sys.version_info[:3]))
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise Stop(
            f"需要 Python 3.11、3.12 或 3.13，这里是 {found}。请安装后再运行，例如：python3.11 run.py",
            f"Python 3.11, 3.12 or 3.13 is needed, this is {found}. Install one, then for example: python3.11 run.py",
        )
    if not VENV.exists() and importlib.util.find_spec("ensurepip") is None:
        command = f"sudo apt install python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        raise Stop(
            f"这个 Python 缺少建立虚拟环境的部件。请先运行：{command}",
            f"This Python lacks the part that makes virtual environments. First run: {command}",
        )


def fingerprint() -> str:
    """A hash of all that decides what belongs into the environment."""
    files = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    return hashlib.sha256(b"\0".join(files)).hexdigest()


def binding() -> dict[str, str]:
    """What an environment is bound to: its Python, and its folder, whose path its scripts hold."""
    return {"python": ".".join(map(str, sys.version_info[:2])), "folder": str(ROOT)}


def read_state() -> dict[str, object]:
    """Return what is recorded of the environment: empty for one made by hand, `finished` "" for a useless one."""
    if not STATE.exists():
        return {}
    try:
        state = dict(json.loads(STATE.read_text(encoding="utf-8")))
    except (ValueError, TypeError):
        state = {}
    return state if state.items() >= binding().items() else {"finished": ""}


def write_state(**state: object) -> None:
    STATE.write_text(json.dumps({**binding(), **state}), encoding="utf-8")


def is_ready(extras: Sequence[str]) -> bool:
    """True when the environment was finished from the files as they are now and holds `extras`."""
    state = read_state()
    held = state.get("extras")
    current = state.get("finished") == fingerprint() and CLEARWELL.exists()
    return current and isinstance(held, list) and set(extras) <= set(held)


def is_sound() -> bool:
    """True when there is an environment that an installation can build on."""
    if not PYTHON.exists() or read_state().get("finished") == "":
        return False
    asked = subprocess.run([*PIP, "--version"], stdout=subprocess.PIPE, encoding="utf-8")
    return asked.returncode == 0 and f"(python {binding()['python']})" in asked.stdout


def make_environment() -> None:
    """Make `.venv`, or make it anew when it was left half installed, moved, or belongs to another Python."""
    if is_sound():
        return
    tell("正在建立运行环境 .venv …", "Making the environment .venv …")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made.returncode:
        raise Stop(f"没能建立 {VENV}，原因见上。", f"{VENV} could not be made; see above.")


def install(extras: Sequence[str], left_out: Sequence[str] = ()) -> None:
    """Install Clearwell with `extras`, in the pinned versions. Raises Stop with the log's tail when pip fails."""
    make_environment()
    # Until the last line is written the environment counts as unfinished, and the next run makes it anew: a package
    # that was half unpacked when the power went would otherwise pass for installed. Downloads are kept by pip.
    write_state(finished="")
    target = "." + (f"[{','.join(extras)}]" if extras else "")
    command = [*PIP, "install", "--progress-bar", "off", "-c", "constraints.txt", "-e", target]
    if run_pip(command, pins(extras)):
        tail = LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-12:]
        print("\n".join("  | " + line for line in tail), file=sys.stderr)
        raise Stop(
            f"安装没有完成（多半是网络中断）。请再运行一次；完整记录在 {LOG}",
            f"The installation did not finish (most often the network). Run it again; the full record is in {LOG}",
        )
    write_state(finished=fingerprint(), extras=list(extras), left_out=list(left_out))


def pins(extras: Sequence[str]) -> int:
    """How many packages constraints.txt names for this set; a pin that an extra brings has its name behind a #."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    marks = [line.partition("#")[2].strip() for line in lines if "==" in line]
    return sum(1 for mark in marks if not mark or mark in extras)


def run_pip(command: list[str], total: int) -> int:
    """Run pip with its output in the log and one line of progress for the person; return its exit status."""
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONHOME")}
    environment.update(PIP_USER="0", PYTHONUNBUFFERED="1", PYTHONUTF8="1")  # a person's own --user would fail in here
    seen: set[str] = set()
    line = ProgressLine()
    process = subprocess.Popen(
        command, cwd=str(ROOT), env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    unpacking = False
    with LOG.open("w", encoding="utf-8") as log:
        for text in lines_of(process):
            log.write(text)
            log.flush()
            found = PACKAGE_LINE.match(text)
            seen.update(filter(None, found.groups() if found else ()))
            unpacking = unpacking or text.startswith("Installing collected packages")
            if unpacking:
                line.show("安装 installing", len(list(VENV.glob(SITE_PACKAGES + "/*.dist-info"))), total)
            else:
                line.show("下载 fetching", len(seen), total)
    line.close()
    return process.wait()


def lines_of(process: subprocess.Popen[bytes]) -> Iterator[str]:
    """Yield the process's lines as they come, and "" once a second in between, so that the clock moves."""
    lines: queue.Queue[bytes | None] = queue.Queue()

    def pump() -> None:
        for text in process.stdout or ():
            lines.put(text)
        lines.put(None)

    threading.Thread(target=pump, daemon=True).start()
    while True:
        try:
            text = lines.get(timeout=1.0)
        except queue.Empty:
            text = b""
        if text is None:
            return
        yield text.decode("utf-8", errors="replace")


class ProgressLine:
    """One line that is written over on a terminal; elsewhere a plain line every 25 packages."""

    def __init__(self) -> None:
        self.terminal, self.started, self.last = sys.stdout.isatty(), time.monotonic(), ("", -1)

    def show(self, stage: str, done: int, total: int) -> None:
        done = min(done, total)
        if self.terminal:
            print(f"\r\x1b[K{stage}: {done} / {total}  ({self.seconds()} s)", end="", flush=True)
        elif self.last != (stage, done // 25):
            self.last = (stage, done // 25)
            print(f"{stage}: {done} / {total}", flush=True)

    def close(self) -> None:
        print(("\r\x1b[K" if self.terminal else "") + f"安装用时 installation took: {self.seconds()} s", flush=True)

    def seconds(self) -> int:
        return int(time.monotonic() - self.started)


def clearwell(*arguments: str, accept: tuple[int, ...] = (0,)) -> None:
    """Run the installed command. Raises Stop when it fails; its own message has said why."""
    code = subprocess.run([str(CLEARWELL), *arguments], cwd=str(ROOT)).returncode
    if code not in accept:
        raise Stop(f"clearwell {arguments[0]} 没有成功，原因见上。", f"clearwell {arguments[0]} failed; see above.")


def hand_over(command: list[str]) -> int:
    """Let `command` take this process's place, so that Ctrl+C and the exit status are its own."""
    os.chdir(str(ROOT))
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.run(command).returncode


def demonstrate(serve: bool) -> int:
    """Install, fill the library with the samples, answer one question, and serve when `serve` is true."""
    if not is_ready(()):
        install(())
    tell("\n读入样例文件 corpus/ …", "Taking in the sample documents in corpus/ …")
    clearwell("ingest", "corpus/", accept=(0, 3))  # 3: a file was rejected and named, the others are in
    print(f"\n> clearwell ask {QUESTION}", flush=True)
    clearwell("ask", QUESTION)
    tell(f"\n以后在任何目录都可以用：{CLEARWELL} ask 您的问题", f"From now on, in any folder: {CLEARWELL} ask QUESTION")
    if not serve:
        return 0
    tell("\n正在打开网页（按 Ctrl+C 结束）…", "Serving the app (Ctrl+C ends it) …")
    return hand_over([str(CLEARWELL), "serve"])


def brings_gpu_libraries() -> bool:
    """True when PyTorch would come with several gigabytes of GPU libraries, as its Linux wheels on registries do.

    A machine that also offers a CPU build (2.13.0+cpu) gets that one from pip, because it sorts higher.
    """
    if sys.platform != "linux":
        return False
    command = [*PIP, "index", "versions", "torch"]
    listed = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
    pin = re.search(r"^torch==(\S+)", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)
    return pin is None or f"{pin.group(1)}+cpu" not in listed.stdout


def install_for_tests(with_models: bool) -> None:
    """Install what the tests need; leave PyTorch out where it would be gigabytes, unless asked for."""
    if is_ready(TEST_EXTRAS):
        return
    if is_ready(("dev",)) and read_state().get("left_out") and not with_models:
        return
    if not is_sound():
        make_environment()
        write_state(finished="nothing installed yet")
    if with_models or not brings_gpu_libraries():
        install(TEST_EXTRAS)
        return
    tell(
        "这里的 PyTorch 会带来几个 GB 的显卡库，因此不安装，相关测试会跳过；要装请加 --with-models。",
        "PyTorch would bring gigabytes of GPU libraries here, so it is left out and its tests are skipped; "
        "--with-models installs it.",
    )
    install(("dev",), left_out=TEST_EXTRAS[1:])


def main(arguments: Sequence[str]) -> int:
    """Carry out one command line and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console without Chinese must not end us
    check_interpreter()
    options = {"--with-models", "--no-serve"} & set(arguments)
    command, *rest = [argument for argument in arguments if argument not in options] or [""]
    if command in ("test", "setup"):
        install_for_tests("--with-models" in options)
        return hand_over([str(PYTHON), "-m", "pytest", *rest]) if command == "test" else 0
    if command:
        print(USAGE)
        return 0 if command in ("-h", "--help") else 2
    return demonstrate(serve="--no-serve" not in options and sys.stdin.isatty() and sys.stdout.isatty())


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.exit("\n".join(stop.args))
    except KeyboardInterrupt:
        sys.exit(130)
