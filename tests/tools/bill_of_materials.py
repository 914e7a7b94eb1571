"""`make sbom`: what the program is made of, as a CycloneDX file, the same from the same pins.

The libraries come from pyproject.toml and .constraints.txt, their licences from the installed packages
themselves or, where those are silent, from the table below; versions of native parts are asked of the
parts. No serial number, no date, no path and no host of a registry, so that two machines agree.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL
from packaging.markers import default_environment
from packaging.requirements import Requirement

from tests.tools.native_parts import Part, native_parts

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docs" / "sbom.json"
# What packages say in words or not at all, as SPDX names it; read in their licence files.
LICENCES = {
    "charset-normalizer": "MIT",
    "chinesecalendar": "MIT",
    "click-default-group": "Unlicense",
    "pluggy": "MIT",
    "pypinyin": "MIT",
    "pyrage": "MIT",
    "reportlab": "BSD-3-Clause",
    "rl-accel": "BSD-3-Clause",
    "sqlcipher3": "Zlib",
    "sqlite-fts4": "Apache-2.0",
    "tzdata": "Apache-2.0",
    # Qt is used under the LGPL: linked at run time, its libraries stand as files and can be replaced.
    "pyside6-addons": "LGPL-3.0-only",
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
}
# Two markers that differ between machines: everything that any supported one needs is listed.
_SYSTEMS = (
    {"sys_platform": "linux", "platform_system": "Linux"},
    {"sys_platform": "win32", "platform_system": "Windows"},
)


@dataclass(frozen=True)
class Library:
    """One pinned package, and the packages that it asks for."""

    name: str
    version: str
    licence: str
    needs: tuple[str, ...]


def normal(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, str]:
    """Name → version of everything pinned in .constraints.txt."""
    lines = (
        line.split("#")[0].strip() for line in (ROOT / ".constraints.txt").read_text("utf-8").splitlines()
    )
    return {normal(name): version for name, _, version in (line.partition("==") for line in lines if line)}


def wanted() -> list[str]:
    """The libraries that pyproject.toml asks for at run time."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [normal(Requirement(each).name) for each in project["dependencies"]]


def libraries() -> list[Library]:
    """Everything that is there at run time, by name. Raises SystemExit where a package has no licence."""
    versions, found, waiting = pins(), dict[str, Library](), wanted()
    while waiting:
        name = waiting.pop()
        if name in found or name not in versions:
            continue
        needs = tuple(sorted(set(_needs(name)) & versions.keys()))
        found[name] = Library(name, versions[name], _licence(name), needs)
        waiting += needs
    return [found[name] for name in sorted(found)]


def _needs(name: str) -> Iterator[str]:
    if name in ("colorama", "pywin32-ctypes"):  # only on Windows, where they need nothing more
        return
    for each in importlib.metadata.requires(name) or ():
        asked = Requirement(each)
        environments = (_environment(system) for system in _SYSTEMS)
        if asked.marker is None or any(asked.marker.evaluate(each) for each in environments):
            yield normal(asked.name)


def _environment(system: dict[str, str]) -> dict[str, str]:
    here = {name: str(value) for name, value in default_environment().items()}
    return {**here, **system, "extra": ""}


def _licence(name: str) -> str:
    if name in LICENCES:
        return LICENCES[name]
    if name == "colorama":
        return "BSD-3-Clause"
    said = importlib.metadata.metadata(name).json.get("license_expression")
    if not said:
        sys.exit(f"{name} names no licence: read its licence file and add it to LICENCES")
    return str(said)


def bill() -> str:
    """The text of the bill of materials."""
    makes, made = LicenseFactory(), Bom(version=1)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    program = Component(name="lianxin", version=version, type=ComponentType.APPLICATION, bom_ref="lianxin")
    made.metadata.component = program
    made.metadata.timestamp = None  # type: ignore[assignment]
    parts: dict[str, Component] = {}
    found = libraries()
    for each in found:
        parts[each.name] = Component(
            name=each.name, version=each.version, type=ComponentType.LIBRARY, bom_ref=each.name,
            purl=PackageURL("pypi", name=each.name, version=each.version),
            licenses=[makes.make_from_string(each.licence)],
        )  # fmt: skip
    natives = list(native_parts())
    for part in natives:
        parts[part.reference] = _native(makes, part)
    for component in parts.values():
        made.components.add(component)
    made.register_dependency(program, [parts[each] for each in (*wanted(), *_own(natives))])
    for each in found:
        carried = [part.reference for part in natives if part.inside == each.name]
        made.register_dependency(parts[each.name], [parts[need] for need in (*each.needs, *carried)])
    text = make_outputter(made, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1)
    return _without_chance(text)


def _own(natives: Iterable[Part]) -> list[str]:
    return [part.reference for part in natives if not part.inside]


def _native(makes: LicenseFactory, part: Part) -> Component:
    kind = ComponentType.FILE if part.is_font else ComponentType.LIBRARY
    return Component(
        name=part.name, version=part.version, type=kind, bom_ref=part.reference, description=part.what,
        licenses=[makes.make_from_string(part.licence)],
        properties=[Property(name="lianxin:inside", value=part.inside)] if part.inside else [],
    )  # fmt: skip


def _without_chance(text: str) -> str:
    """Without the serial number and the moment of making."""
    text = re.sub(r'\n *"serialNumber": "[^"]*",', "", text)
    text = re.sub(r'\n *"timestamp": "[^"]*",?', "", text)
    return text.rstrip() + "\n"


def main() -> int:
    """Write the file, or with --check say whether it is up to date."""
    parser = argparse.ArgumentParser(prog="make sbom")
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        same = FILE.exists() and FILE.read_text("utf-8") == bill()
        print("docs/sbom.json is up to date" if same else "docs/sbom.json is stale: make sbom")
        return 0 if same else 1
    FILE.write_text(bill(), "utf-8")
    print(f"docs/sbom.json: {len(libraries())} libraries, {len(list(native_parts()))} native parts and fonts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
