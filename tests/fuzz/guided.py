"""One target under atheris. Usage: -m tests.fuzz.guided TARGET SEED SECONDS CORPUS."""

from __future__ import annotations

import sys

import atheris

# The code that reads what is hostile; libraries in native code cannot be followed.
FOLLOWED = [
    "app.spreadsheets",
    "app.ledgers",
    "app.command_line.json_input",
    "app.personal_numbers",
    "app.pictures",
]


def main(target: str, seed: str, seconds: str, corpus: str) -> None:
    """Feed the target until the time is over; libFuzzer ends the process."""
    with atheris.instrument_imports(include=FOLLOWED):
        from tests.fuzz.targets import fuzz_one

    def one(data: bytes) -> None:
        fuzz_one(target, data)

    options = [
        f"-max_total_time={seconds}",
        f"-seed={seed}",
        "-max_len=65536",
        "-timeout=20",
        "-rss_limit_mb=2048",
    ]
    atheris.Setup([sys.argv[0], *options, corpus], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
