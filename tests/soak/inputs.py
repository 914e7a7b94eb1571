"""Hostile input for a while: real beginnings mutated, fed to every reader of foreign bytes."""

from __future__ import annotations

import json
import random
import signal
import tempfile
import traceback
from collections import Counter

from tests.faults import traced
from tests.faults.lives import Lost, workplace
from tests.fuzz import beginnings
from tests.fuzz.targets import TARGETS, fuzz_one

INPUTS = 60  # in one run
_HANGS_AFTER_SECONDS = 120


def mutated_inputs(seed: int) -> Counter[str]:
    """One target fed INPUTS times in a process of its own. Raises Lost with the bytes that broke it."""
    with workplace(seed) as folder:
        told = json.loads(traced.asked(lambda: json.dumps(_fed(seed, str(folder))).encode()))
    if told["broke"]:
        raise Lost(f"{told['target']}: {told['broke']}\n  bytes {told['bytes']}")
    return Counter({"inputs": told["inputs"], f"input {told['target']}": told["inputs"]})


def _fed(seed: int, folder: str) -> dict[str, object]:
    tempfile.tempdir = folder  # the office made for the examples goes with it
    signal.alarm(_HANGS_AFTER_SECONDS)
    dice = random.Random(seed)
    target = dice.choice(sorted(TARGETS))
    told: dict[str, object] = {"target": target, "inputs": 0, "broke": "", "bytes": ""}
    for number in range(INPUTS):
        given = dice.choice(beginnings.of(target) or [b""])
        for _ in range(dice.randint(1, 4)):
            given = beginnings.mutated(given, dice)
        try:
            fuzz_one(target, given)
        except Exception:  # whatever came out that is no answer and no refusal
            return {**told, "broke": traceback.format_exc(), "bytes": given.hex()}
        told["inputs"] = number + 1
    return told
