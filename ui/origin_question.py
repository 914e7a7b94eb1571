"""The question to the clerk when the data was taken back, moved or copied: asked once, kept, explained."""

from __future__ import annotations

from app import origin
from app.origin import ANSWERS, Question
from ui.context import Context
from ui.text import say


def ask_where_from(context: Context) -> None:
    """Ask what is still to be asked at this desk; Esc leaves the question for the next start."""
    context.tasks.run(origin.question, context.desk, done=lambda found: _ask(context, found))


def _ask(context: Context, found: Question | None) -> None:
    if found is None:
        return
    date, _, time = found.newest.partition("T")
    newest = say("origin.newest", date=date, time=time[:5]) if found.newest else ""
    buttons = [say(f"origin.{each}") for each in ANSWERS]
    chosen = context.messages.choose(
        say(f"origin.{found.reason}"), buttons, detail=newest + say("origin.detail")
    )
    if chosen < 0:
        return
    given = ANSWERS[chosen]
    told = say(f"origin.then.{given}")
    context.tasks.run(origin.answer, context.desk, given, done=lambda _: context.messages.tell(told))
