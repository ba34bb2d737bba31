"""How long a person waits: for --help, for a first answer from the command line, and for answers once it is warm.

    python -m evals.bench_start --data ../shared/data/cmrc2018 [--questions 100]

Each figure stands beside a yardstick of the same run: a bare interpreter's start, and LangChain's naive chain
(RecursiveCharacterTextSplitter 1000/200 + Chroma, first four passages joined) over the same texts and embedder.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from assistant.access import LOCAL_PERSON
from assistant.embedding.factory import load_embedder
from assistant.settings import EmbeddingSettings
from evals.dataset import load
from evals.metrics import percentile
from evals.peers.langchain_naive import naive_chain
from evals.throwaway import assistant_over
from evals.vector_cache import CachedEmbedder

_STARTS = 7
_ROOT = Path(__file__).parent.parent


def _cpu_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def start_cost(command: Sequence[str], times: int = _STARTS) -> dict[str, float]:
    """Median wall and CPU seconds of running `command`, output thrown away. Raises if it fails."""
    wall, cpu = [], []
    for _ in range(times):
        before, started = _cpu_of_children(), perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=_ROOT)
        wall.append(perf_counter() - started)
        cpu.append(_cpu_of_children() - before)
    return {"wall_s": percentile(wall, 0.5), "cpu_s": percentile(cpu, 0.5)}


def latencies(call: Callable[[str], object], questions: Sequence[str]) -> dict[str, float]:
    """p50 and p95 of `call`, in seconds, after one call that is not counted."""
    call(questions[0])
    seconds = []
    for question in questions:
        started = perf_counter()
        call(question)
        seconds.append(perf_counter() - started)
    return {"p50_s": percentile(seconds, 0.5), "p95_s": percentile(seconds, 0.95)}


def warm_ask() -> dict[str, float]:
    """`clearwell ask` on the sample corpus, the library filled and the model built beforehand."""
    clearwell = [sys.executable, "-m", "assistant.cli"]
    with tempfile.TemporaryDirectory() as folder:
        home = ["--home", str(Path(folder) / "home")]
        subprocess.run([*clearwell, "ingest", str(_ROOT / "corpus"), *home], check=False, stdout=subprocess.DEVNULL)
        return start_cost([*clearwell, "ask", "2023年全市总供水量是多少？", *home], times=5)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=100)
    arguments = parser.parse_args()
    dataset = load(arguments.data)
    questions = [case.query.question for case in dataset.cases[: arguments.questions]]
    embedder = CachedEmbedder(load_embedder(EmbeddingSettings()))
    result: dict[str, object] = {
        "load_average": os.getloadavg()[0],
        "bare_interpreter": start_cost([sys.executable, "-c", "pass"]),
        "help": start_cost([sys.executable, "-m", "assistant.cli", "--help"]),
        "warm_ask": warm_ask(),
    }
    with assistant_over(dataset.items, embedder) as assistant:
        ours = latencies(lambda question: assistant.ask(question, LOCAL_PERSON), questions)
        search = latencies(lambda question: assistant.search(question, LOCAL_PERSON), questions)
    peer = latencies(naive_chain(dataset.items, embedder), questions)
    result |= {"ask": ours, "search": search, "langchain_naive": peer}
    result["ask_over_naive_p50"] = ours["p50_s"] / peer["p50_s"]
    print(json.dumps(result, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
