"""Opens hostile files in a process of its own and says for each: code, seconds, megabytes above the base."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from app.exchange.container import read_header
from app.exchange.crypto import keys_from_json
from app.exchange.documents import Table, open_from_known
from app.exchange.payloads import glance
from app.exchange.problems import ExchangeProblem
from app.exchange.rosters import roster_from_json


def opened(path: Path, table: Table, trusted: list[object]) -> str:
    """The code of the refusal; "" when the file was read to its end."""
    rosters = [roster_from_json(each) for each in trusted]
    try:
        with open_from_known(path, table, rosters, frozenset({"package"})).payload as payload:
            for _ in payload.records():
                pass
            payload.finish()
        glance(path, read_header(path), table.keys)
    except ExchangeProblem as problem:
        return problem.code
    return ""


def megabytes() -> float:
    """The most memory this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Files are named on the command line, good ones first; the last one named `good` sets the base."""
    told = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    table = Table(told["office"], keys_from_json(told["keys"]), Path(sys.argv[1]).parent)
    base = 0.0
    for name in sys.argv[2:]:
        start = time.perf_counter()
        code = opened(Path(name), table, [told["roster"]])
        base = base or megabytes()
        print(json.dumps([Path(name).name, code, time.perf_counter() - start, megabytes() - base]))


if __name__ == "__main__":
    main()
