"""Commands that speak Chinese when they are used wrongly, and take the shared options anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from click.exceptions import (
    BadArgumentUsage,
    BadOptionUsage,
    BadParameter,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchCommand,
    NoSuchOption,
    UsageError,
)

from app.command_line.problems import Misuse
from app.command_line.session import Session
from app.command_line.text import HELP, usage, word
from app.kinds import KINDS

_HALVES = re.compile("[\ud800-\udfff]")  # what Python makes of bytes that are no UTF-8
_HEADINGS = {"Options": "options", "Commands": "commands"}


class ChineseFormatter(click.HelpFormatter):
    """Help with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that begins with 用法."""
        super().write_usage(prog, args, prefix or word("usage"))

    def write_heading(self, heading: str) -> None:
        """A heading between the parts of the help."""
        super().write_heading(word(_HEADINGS[heading]) if heading in _HEADINGS else heading)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """A list of names and what they mean."""
        told = [(name, text.replace("[required]", word("required"))) for name, text in rows]
        super().write_dl(told, col_max, col_spacing)


class ChineseContext(click.Context):
    """A context whose help is written by ChineseFormatter."""

    formatter_class = ChineseFormatter


class Command(click.Command):
    """A command that also takes --home, --json and --operator after its own name."""

    context_class = ChineseContext

    def __init__(self, *arguments: Any, **attributes: Any) -> None:
        attributes.setdefault("options_metavar", word("arguments"))
        super().__init__(*arguments, **attributes)
        own = {name for each in self.params for name in each.opts}
        self.params.extend(each for each in shared_options(hidden=True) if not own & set(each.opts))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, writing to the session's own stream."""
        return _help_option()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Texts lose what cannot be stored; paths keep it, for a file may be named so."""
        rest = super().parse_args(ctx, args)
        ctx.params = {name: _storable(value) for name, value in ctx.params.items()}
        return rest


class Group(click.Group):
    """A group of commands; without one it says what there is."""

    context_class = ChineseContext
    command_class = Command

    def __init__(self, *arguments: Any, **attributes: Any) -> None:
        attributes.setdefault("options_metavar", word("arguments"))
        attributes.setdefault("subcommand_metavar", word("subcommand"))
        attributes.setdefault("no_args_is_help", False)
        super().__init__(*arguments, **attributes)
        self.params.extend(shared_options(hidden=False))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, writing to the session's own stream."""
        return _help_option()

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they were made, which is the order of use."""
        return list(self.commands)


def _storable(value: Any) -> Any:
    """A text, or texts, in which halves of surrogate pairs are replaced."""
    if isinstance(value, tuple):
        return tuple(map(_storable, value))
    return _HALVES.sub("\ufffd", value) if isinstance(value, str) else value


def _help_option() -> click.Option:
    def show(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:
        if asked and not ctx.resilient_parsing:
            session = ctx.find_object(Session)
            click.echo(ctx.get_help(), file=session.surroundings.stdout if session else None)
            ctx.exit()

    return click.Option(
        ["--help", "-h"], is_flag=True, expose_value=False, is_eager=True, help=HELP["help"], callback=show
    )


def shared_options(hidden: bool) -> list[click.Option]:
    """--home, --json and --operator: each goes into the session."""

    def kept(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
        def keep(ctx: click.Context, _option: click.Parameter, value: Any) -> None:
            session = ctx.find_object(Session)
            if session is not None and value:
                setattr(session, name, _storable(value))

        return keep

    return [
        click.Option(
            ["--home"], metavar="DIR", type=AnyPath(), hidden=hidden,
            expose_value=False, help=HELP["home"], callback=kept("named_home"),
        ),
        click.Option(
            ["--json"], is_flag=True, hidden=hidden,
            expose_value=False, help=HELP["json"], callback=kept("as_json"),
        ),
        click.Option(
            ["--operator"], metavar="NAME", hidden=hidden,
            expose_value=False, help=HELP["operator"], callback=kept("operator"),
        ),
    ]  # fmt: skip


class AnyPath(click.ParamType[Path]):
    """A path; whether it can be read is for whoever reads it."""

    name = "PATH"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path."""
        return Path(value)


class OneOf(click.Choice[str]):
    """A choice whose refusal is said in Chinese."""

    def __init__(self, choices: Sequence[str]) -> None:
        super().__init__(choices)

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """The sentence that names what there is."""
        return usage("not_a_choice", value=str(value)[:40], choices="、".join(self.choices))


class Whole(click.ParamType[int]):
    """A whole number between two others."""

    name = "N"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number. Fails with its bounds."""
        try:
            number = int(str(value)) if len(str(value)) < 20 else self.most + 1
        except ValueError:
            number = self.most + 1
        if not self.least <= number <= self.most:
            self.fail(
                usage("not_a_number", value=str(value)[:40], least=self.least, most=self.most), param, ctx
            )
        return number


class KindName(click.ParamType[str]):
    """The name of a record kind: household, or 户."""

    name = "KIND"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The kind's English name."""
        if value in KINDS:
            return str(value)
        for kind in KINDS.values():
            if kind.label == value:
                return kind.name
        kinds = "、".join(f"{kind.name}（{kind.label}）" for kind in KINDS.values())
        self.fail(usage("not_a_kind", kind=str(value)[:40], kinds=kinds), param, ctx)


def sentence_of(error: UsageError) -> str:
    """What was wrong with the usage, in Chinese."""
    if isinstance(error, NoArgsIsHelpError):
        return usage("no_command")
    if isinstance(error, NoSuchCommand):
        return _with_names(usage("no_such_command", name=error.command_name), error.possibilities)
    if isinstance(error, NoSuchOption):
        return _with_names(usage("no_such_option", name=error.option_name), error.possibilities)
    if isinstance(error, MissingParameter):
        return _missing(error)
    if isinstance(error, BadOptionUsage):
        return usage("option_value", name=error.option_name)
    if isinstance(error, BadArgumentUsage):
        return usage("extra")
    if isinstance(error, BadParameter | Misuse):
        return error.message
    return usage("no_command") if error.message == "Missing command." else usage("extra")


def _with_names(sentence: str, names: Sequence[str] | None) -> str:
    return sentence + usage("also", names="、".join(names)) if names else sentence


def _missing(error: MissingParameter) -> str:
    parameter = error.param
    if parameter is None:
        return usage("missing", name=str(error.param_hint or ""))
    name = parameter.opts[0] if isinstance(parameter, click.Option) else str(parameter.human_readable_name)
    if isinstance(parameter.type, click.Choice):
        return usage("missing_choice", name=name, choices="、".join(map(str, parameter.type.choices)))
    return usage("missing", name=name)
