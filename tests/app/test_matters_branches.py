"""Offices that go on with one matter without knowing of each other: what they read once they know all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from app.matters import Act, Event, Standing, Why, standing
from app.matters.events import in_order
from app.matters.standings import Dispute
from tests.app.matter_walks import filled, lawful_walk, offers

OFFICES = 3


@dataclass
class Branches:
    """What each office knows of one matter. `crossed`: somebody wrote without knowing everything."""

    known: list[dict[str, Event]] = field(default_factory=lambda: [{} for _ in range(OFFICES)])
    crossed: bool = False

    @property
    def every(self) -> dict[str, Event]:
        """What anybody knows."""
        return {key: event for each in self.known for key, event in each.items()}

    def write(self, office: int, event: Event) -> None:
        """An office writes down what it did, after what it knew."""
        self.crossed = self.crossed or len(self.known[office]) < len(self.every)
        self.known[office][event.id] = event

    def carry(self, giver: int, taker: int) -> None:
        """A package: all that the one knows."""
        self.known[taker] |= self.known[giver]


@st.composite
def branches(draw: st.DrawFn, longest: int = 14) -> Branches:
    """Offices that each take only what is offered to them, and carry packages now and then."""
    world = Branches()
    root = draw(lawful_walk(6))
    for each in world.known:
        each.update({event.id: event for event in root})
    for number in range(len(root), len(root) + draw(st.integers(0, longest))):
        office = draw(st.integers(0, OFFICES - 1))
        if draw(st.booleans()):
            world.carry(office, draw(st.integers(0, OFFICES - 1)))
            continue
        now = standing(world.known[office].values())
        able = offers(now)
        if now.taken and draw(st.integers(0, 9)) == 0:
            world.write(office, draw(correction(number, now)))
        elif able:
            world.write(office, draw(filled(number, draw(st.sampled_from(able)), now.heads)))
    return world


@st.composite
def correction(draw: st.DrawFn, number: int, now: Standing) -> Event:
    """A correction of any event that counted, striking it out or not."""
    target = draw(st.sampled_from(now.taken)).id
    result = draw(st.sampled_from(("", "void")))
    after = (target, *(head for head in now.heads if head != target))
    return Event(f"~{number:02}", Act.CORRECT.value, "2026-11-20", after, text="更正", result=result)


def as_told(now: Standing) -> tuple[Standing, set[Dispute]]:
    return now, set(now.disputed)


@given(world=branches(), data=st.data())
@settings(max_examples=300)
def test_whatever_the_order_in_which_packages_come_all_offices_read_the_same(world, data):
    every = list(world.every.values())
    wanted = standing(every)
    for _ in range(3):
        assert standing(data.draw(st.permutations(every))) == wanted
    first = data.draw(st.integers(0, OFFICES - 1))
    arrived = dict(world.known[first])
    for other in data.draw(st.permutations(range(OFFICES))):
        arrived |= world.known[other]
    assert standing(arrived.values()) == wanted


@given(branches())
@settings(max_examples=300)
def test_every_event_counts_is_struck_out_or_waits_for_a_person(world):
    every, now = world.every, standing(world.every.values())
    taken, waiting = {each.id for each in now.taken}, {each.event for each in now.disputed}
    struck = {e.after[0] for e in every.values() if e.act == "correct" and e.result == "void"}
    assert not taken & waiting
    assert set(every) - taken - waiting <= struck


@given(branches())
@settings(max_examples=300)
def test_only_steps_taken_without_knowing_of_each_other_wait_for_a_person(world):
    now = standing(world.every.values())
    struck_out = any(each.result == "void" for each in world.every.values())
    assert world.crossed or struck_out or now.disputed == ()
    assert {each.why for each in now.disputed} <= {Why.NOT_POSSIBLE, Why.NO_PART}


@given(branches())
@settings(max_examples=200)
def test_what_counted_is_read_after_all_that_its_writer_knew(world):
    every = world.every
    ordered, circular = in_order(every.values())
    place = {event.id: at for at, event in enumerate(ordered)}
    assert circular == []
    assert all(place[cause] < place[each.id] for each in ordered for cause in each.after if cause in place)


@given(branches())
@settings(max_examples=200)
def test_once_everybody_knows_all_the_matter_can_go_on(world):
    now = standing(world.every.values())
    acts: Sequence[tuple[Act, str, str]] = offers(now)
    assert acts or not now.open
    for act, whistle, organization in acts:
        if act in (Act.WHISTLE, Act.EVALUATE, Act.FEED_BACK):
            continue
        step = Event(
            "zz", act.value, "2027-01-01", now.heads, "", organization, "说", "2027-02-01", "", whistle
        )
        onward = standing([*world.every.values(), step])
        assert onward.disputed == now.disputed, act
