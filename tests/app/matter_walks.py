"""Random ways of a matter through the machine, for properties."""

from __future__ import annotations

from hypothesis import strategies as st

from app.matters import Act, Event, Standing, State, standing
from app.matters.acts import NEEDED, RESULTS

ORGANIZATIONS = ("water", "power", "clinic")


def offers(current: Standing) -> list[tuple[Act, str, str]]:
    """Every (act, whistle, organization) that the machine offers now."""
    found: list[tuple[Act, str, str]] = [(each, "", "") for each in current.acts if each is not Act.CORRECT]
    for part in current.parts:
        found += [(each, part.whistle, part.organization) for each in part.acts]
    return found


@st.composite
def filled(draw: st.DrawFn, number: int, offer: tuple[Act, str, str], after: tuple[str, ...]) -> Event:
    """An event for that offer with all it needs; its date and id say nothing about its place."""
    wanted, whistle, organization = offer
    if wanted is Act.WHISTLE:
        whistle, organization = f"哨{number}", draw(st.sampled_from(ORGANIZATIONS))
    result = draw(st.sampled_from(RESULTS[wanted])) if wanted in (Act.EVALUATE, Act.EXPLAIN) else ""
    return Event(
        id=f"{draw(st.integers(0, 999)):03}-{number}",
        act=wanted.value,
        date=f"2026-11-{draw(st.integers(1, 28)):02}",
        after=after,
        organization=organization,
        text="情况" if "text" in NEEDED.get(wanted, ()) else "",
        deadline="2026-12-01" if "deadline" in NEEDED.get(wanted, ()) else "",
        result=result,
        whistle=whistle,
    )


@st.composite
def lawful_walk(draw: st.DrawFn, longest: int = 25) -> list[Event]:
    """Events each of which was offered when it was taken, by one desk after another."""
    events: list[Event] = []
    for number in range(draw(st.integers(0, longest))):
        current = standing(events)
        if current.state is State.CLOSED:
            break
        offer = draw(st.sampled_from(offers(current)))
        events.append(draw(filled(number, offer, current.heads)))
    return events


@st.composite
def any_events(draw: st.DrawFn, longest: int = 12) -> list[Event]:
    """Events of any act after any of the others: what concurrent and hostile desks may send."""
    count = draw(st.integers(0, longest))
    ids = [f"{draw(st.integers(0, 99)):02}-{number}" for number in range(count)]
    acts = [*(each.value for each in Act), "from_a_newer_program"]
    return [
        Event(
            id=identity,
            act=draw(st.sampled_from(acts)),
            date=f"2026-11-{draw(st.integers(1, 9)):02}",
            after=tuple(draw(st.lists(st.sampled_from([*ids, "not-arrived"]), max_size=3))),
            organization=draw(st.sampled_from(("", *ORGANIZATIONS))),
            result=draw(st.sampled_from(("", "void", "satisfied", "dissatisfied"))),
            whistle=draw(st.sampled_from(("", "", "哨1"))),
        )
        for identity in ids
    ]
