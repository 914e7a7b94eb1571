"""`make audit`: every pinned run-time library looked up for known weaknesses; the answer into docs/.

pip-audit asks the network. What could not be asked is said, counted and makes the word fail: silence is
no proof. Exit 0: all looked up and nothing known; 1: a weakness is known; 2: some or all not looked up.
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.tools.bill_of_materials import ROOT, libraries

FILE = ROOT / "docs" / "dependency-audit.md"
SERVICES = ("pypi", "osv")  # the two lists that pip-audit can ask
SECONDS = 120
CLEAN, WEAK, NOT_ASKED = 0, 1, 2


@dataclass(frozen=True)
class Looked:
    """What is known of one library. `asked`: whether any list answered for it."""

    name: str
    version: str
    asked: bool
    weaknesses: tuple[str, ...] = ()


def main() -> int:
    """Ask, write the file, say the result in one line; the exit code."""
    pinned = {each.name: each.version for each in libraries()}
    answers = {service: answer for service in SERVICES if (answer := ask(service, pinned)) is not None}
    answers = {service: answer for service, answer in answers.items() if heard(answer)}
    found = looked_up(pinned, answers)
    FILE.write_text(report(found, datetime.date.today(), sorted(answers)), "utf-8")
    print(verdict(found))
    return code_of(found)


def ask(service: str, pinned: Mapping[str, str]) -> dict[str, Any] | None:
    """What one list answers; None when it cannot be reached."""
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "requirements.txt"
        asked.write_text("".join(f"{name}=={version}\n" for name, version in pinned.items()), "utf-8")
        command = [
            *(sys.executable, "-m", "pip_audit", "-r", str(asked), "--no-deps", "--disable-pip"),
            *("-f", "json", "-s", service, "--timeout", "10", "--progress-spinner", "off"),
        ]
        try:
            told = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return None
    try:
        answer = json.loads(told.stdout)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def heard(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The lines of an answer about libraries that the list knows."""
    return [line for line in answer.get("dependencies", ()) if "skip_reason" not in line]


def looked_up(pinned: Mapping[str, str], answers: Mapping[str, Mapping[str, Any]]) -> list[Looked]:
    """Each library with what any of the lists says; one that a list skipped was not asked there."""
    found = []
    for name, version in sorted(pinned.items()):
        lines = [line for each in answers.values() for line in heard(each) if line["name"] == name]
        known = {vulnerability["id"] for line in lines for vulnerability in line.get("vulns", ())}
        found.append(Looked(name, version, bool(lines), tuple(sorted(known))))
    return found


def code_of(found: Sequence[Looked]) -> int:
    """The exit code; a known weakness counts before what was not asked."""
    if any(each.weaknesses for each in found):
        return WEAK
    return CLEAN if all(each.asked for each in found) else NOT_ASKED


def verdict(found: Sequence[Looked]) -> str:
    """The result in one line."""
    asked, weak = sum(each.asked for each in found), sum(bool(each.weaknesses) for each in found)
    if not asked:
        return (
            f"没有查成：漏洞名单连不上或没有回答，{len(found)} 个库一个也没有核对。"
            "请在能上网的电脑上再运行 make audit。"
        )
    if asked < len(found):
        return f"只查了一部分：{len(found)} 个库中核对了 {asked} 个，其中 {weak} 个有已知漏洞。"
    return f"查了全部 {asked} 个库，{weak} 个有已知漏洞。"


def report(found: Sequence[Looked], day: datetime.date, lists: Sequence[str]) -> str:
    """The text of docs/dependency-audit.md."""
    lines = [
        "# 依赖库漏洞核对",
        "",
        "由 `make audit` 写成（pip-audit，核对 `.constraints.txt` 里运行时用到的每个库）。"
        "没有核对到的库如实写“未核对”，不算通过。",
        "",
        f"- 日期：{day.isoformat()}",
        f"- 结果：{verdict(found)}",
        f"- 有回答的名单：{'、'.join(lists) if lists else '无'}",
        "",
        "| 库 | 版本 | 结果 |",
        "|---|---|---|",
    ]
    for each in found:
        told = "、".join(each.weaknesses) or ("没有已知漏洞" if each.asked else "未核对")
        lines.append(f"| {each.name} | {each.version} | {told} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
