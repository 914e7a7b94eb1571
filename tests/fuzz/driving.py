"""Fuzzing for `make soak`: mutations of every target in processes of their own, with and without atheris.

A reader in native code can end the whole process; so each round runs in a child, and its last input is told.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.beginnings import mutated, of
from tests.fuzz.targets import TARGETS, fuzz_one

ROUNDS = 60
GUIDED_SECONDS = 8
ROOT = Path(__file__).resolve().parents[2]


class Broken(AssertionError):
    """A target broke its promise; the message names the target and the file with the input."""


def mutations(seed: int) -> Counter[str]:
    """One target, many mutations of its real inputs, in a fork. Raises Broken."""
    target = random.Random(seed).choice(sorted(TARGETS))
    kept = Path(tempfile.mkdtemp(prefix=f"fuzz-{target}-"))
    child = os.fork()
    if child == 0:
        os._exit(_round(target, seed, kept))
    _, status = os.waitpid(child, 0)
    if status:
        raise Broken(f"{target}: {kept / 'input'}")
    shutil.rmtree(kept, ignore_errors=True)
    return Counter({f"inputs of {target}": ROUNDS, "inputs": ROUNDS})


def _round(target: str, seed: int, kept: Path) -> int:
    """In the child: 0 when every promise was kept. Whatever ends the child ends only the child."""
    tempfile.tempdir = str(kept)  # the office of this child goes with it
    dice, seeds = random.Random(seed), of(target)
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - the parser tells its panics there
    try:
        for _ in range(ROUNDS):
            data = mutated(dice.choice(seeds), dice)
            (kept / "input").write_bytes(data)
            fuzz_one(target, data)
    except BaseException as fault:
        (kept / "input.why").write_text(repr(fault), "utf-8")
        return 1
    return 0


def guided(seed: int) -> Counter[str]:
    """One target for some seconds under atheris, which follows what the code does. Raises Broken.

    Where atheris is not installed (it exists for Linux only) this counts nothing.
    """
    if find_spec("atheris") is None:
        return Counter()
    target = random.Random(seed).choice(sorted(TARGETS))
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, each in enumerate(of(target)):
            (corpus / str(number)).write_bytes(each)
        command = [
            sys.executable,
            "-m",
            "tests.fuzz.guided",
            target,
            str(seed % 2**31),
            str(GUIDED_SECONDS),
            str(corpus),
        ]
        told = subprocess.run(
            command, cwd=ROOT, env={**os.environ, "TMPDIR": folder}, capture_output=True, text=True,
            errors="replace",
        )  # fmt: skip
        if told.returncode:
            raise Broken(f"{target}, seed {seed}: {told.stderr[-3000:]}")
        done = [line.split()[1] for line in told.stderr.splitlines() if line.startswith("Done ")]
    return Counter({"guided inputs": int(done[0]) if done else 0})
