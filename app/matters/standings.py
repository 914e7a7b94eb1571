"""Where a matter stands: read from its events alone, the same at every office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.matters.acts import RESULTS, SATISFACTIONS, VOID, Act, Holder, PartState, State, Why
from app.matters.events import Event, heads, in_order
from app.matters.transitions import PART_TABLE, SETTLED_BY_THEME, TABLE, Step, Turn

_ACTS = {act.value: act for act in Act}
_DONE = (PartState.FINISHED, PartState.EXCUSED)


@dataclass(frozen=True)
class Part:
    """One organization's part of a whistle (domain row 64)."""

    whistle: str
    organization: str
    state: PartState
    called: str
    deadline: str = ""
    responded: str = ""
    finished: str = ""
    acts: tuple[Act, ...] = ()

    @property
    def done(self) -> bool:
        """Whether this part no longer holds the matter up."""
        return self.state in _DONE


@dataclass(frozen=True)
class Dispute:
    """An event that could not be fitted in: kept, and shown to a person."""

    event: str
    act: str
    state: State
    why: Why


@dataclass(frozen=True)
class Standing:
    """Where a matter stands. `acts` is what the matter itself allows, whoever sits at the desk."""

    state: State
    holder: Holder
    acts: tuple[Act, ...]
    parts: tuple[Part, ...] = ()
    deadline: str = ""
    organization: str = ""  # to whom it was dispatched last
    disputed: tuple[Dispute, ...] = ()
    heads: tuple[str, ...] = ()
    taken: tuple[Event, ...] = ()  # the events that counted, in order
    since: str = ""  # date of the step that led to this state
    direct: bool = False  # solved on the spot
    reported: bool = False  # and reported to the branch
    rounds: int = 0  # how often it came back to work
    satisfaction: str = ""  # the person's last judgement
    finished: str = ""  # date of the last finish that still stands
    closed: str = ""
    settled: bool = False  # was finished at least once: what a theme hands to its sources
    responsible: str = ""  # of the last dispatch: the person, or the name of one who is not registered
    person_named: str = ""
    standard: str = ""
    cause: str = ""  # of the last analysis that told one
    remedy: str = ""

    @property
    def open(self) -> bool:
        """Whether there is still something to do."""
        return self.state is not State.CLOSED


@dataclass
class _Reading:
    """The matter while its events are read one by one."""

    theme: Standing | None = None
    state: State = State.COLLECTED
    holder: Holder = Holder.ORIGIN
    kept: tuple[State, Holder] = (State.COLLECTED, Holder.ORIGIN)
    worked: tuple[State, Holder] = (State.VILLAGE, Holder.ORIGIN)
    parts: dict[tuple[str, str], Part] = field(default_factory=dict)
    deadline: str = ""
    organization: str = ""
    since: str = ""
    direct: bool = False
    reported: bool = False
    rounds: int = 0
    satisfaction: str = ""
    finished: str = ""
    closed: str = ""
    settled: bool = False
    owner: tuple[str, str, str] = ("", "", "")  # responsible, person_named, standard
    analysis: tuple[str, str] = ("", "")  # cause, remedy

    def possible(self, act: Act) -> Step | None:
        """The step that the act would be now, or None."""
        step = TABLE[self.state].get(act)
        if step is None:
            if act is Act.FEED_BACK and self._settled_by_theme:
                return Step(State.FED_BACK, Holder.ORIGIN)
            return None
        if act is Act.FINISH and not all(part.done for part in self.parts.values()):
            return None
        if act is Act.CLOSE and self.direct and not self.reported:
            return None
        if act is Act.REPORT_BRANCH and (self.reported or not self.direct):
            return None
        if act is Act.ESCALATE and self.holder is Holder.COUNTY:
            return None
        return step

    @property
    def _settled_by_theme(self) -> bool:
        return self.theme is not None and self.theme.settled and self.state in SETTLED_BY_THEME

    def _passed_on(self, act: Act, event: Event) -> Step | None:
        """A theme's result that its own office passed on: the theme itself need not be known here."""
        is_result = act is Act.FEED_BACK and event.result in RESULTS[Act.FINISH]
        if is_result and self.theme is not None and self.state in SETTLED_BY_THEME:
            return Step(State.FED_BACK, Holder.ORIGIN)
        return None

    def part_of(self, event: Event) -> Part | None:
        """The part of a whistle that the event speaks of."""
        exact = self.parts.get((event.whistle, event.organization))
        if exact or event.organization:
            return exact
        called = [part for part in self.parts.values() if part.whistle == event.whistle]
        return called[0] if len(called) == 1 else None

    def take(self, event: Event) -> Why | None:
        """Take the event, or say why it does not fit."""
        act = _ACTS.get(event.act)
        if act is None:
            return Why.UNKNOWN_ACT
        if act is Act.CORRECT:
            return None
        if event.whistle and act is not Act.WHISTLE:
            return self._take_part(act, event)
        step = self.possible(act) or self._passed_on(act, event)
        if step is None:
            return Why.NOT_POSSIBLE
        if act is Act.EVALUATE and event.result not in SATISFACTIONS:
            return Why.NO_RESULT
        self._note(act, event)
        self._move(step, event)
        return None

    def _take_part(self, act: Act, event: Event) -> Why | None:
        part = self.part_of(event)
        if part is None:
            return Why.NO_PART
        target = PART_TABLE[part.state].get(act)
        if target is None or self.state is not State.WHISTLED:
            return Why.NOT_POSSIBLE
        self.parts[part.whistle, part.organization] = Part(
            part.whistle,
            part.organization,
            target,
            part.called,
            part.deadline,
            event.date if target is PartState.RESPONDED else part.responded,
            event.date if target in _DONE else part.finished,
        )
        return None

    def _note(self, act: Act, event: Event) -> None:
        """Remember what the act says beside the state."""
        if act is Act.WHISTLE:
            key = (event.whistle or event.id, event.organization)
            self.parts.setdefault(key, Part(*key, PartState.CALLED, event.date, event.deadline))
        elif act in (Act.ACCEPT, Act.ANALYSE, Act.DISPATCH, Act.EXTEND, Act.CONFIRM, Act.DIRECT):
            self.deadline = event.deadline or self.deadline
        if act is Act.DISPATCH:
            self.organization = event.organization
            self.owner = (event.responsible, event.person_named, event.standard)
        elif act is Act.DIRECT:
            self.direct = True
        elif act is Act.ANALYSE:
            self.direct = False
            if event.cause or event.remedy:
                self.analysis = (event.cause, event.remedy)
        elif act is Act.REPORT_BRANCH:
            self.reported = True
        elif act is Act.FINISH:
            self.worked, self.finished, self.settled = (self.state, self.holder), event.date, True
        elif act is Act.FEED_BACK and self.theme and self.state in SETTLED_BY_THEME:
            self.finished, self.settled = event.date, True  # not the theme's day, which not all offices know
        elif act is Act.SUSPEND:
            self.kept = (self.state, self.holder)
        elif act is Act.EVALUATE:
            self.satisfaction = event.result
        elif act is Act.CLOSE:
            self.closed = event.date

    def _move(self, step: Step, event: Event) -> None:
        """Go where the step leads."""
        before = self.state
        if step.to is Turn.RESUME:
            self.state, self.holder = self.kept
        elif step.to is Turn.DOWN:
            self._go_down()
        elif step.to is Turn.REWORK:
            self._go_back()
        elif step.to is Turn.EVALUATED:
            if event.result == "dissatisfied":
                self._go_back()
            else:
                self.state = State.EVALUATED
        elif isinstance(step.to, State):
            self.state, self.holder = step.to, step.holder or self.holder
        if self.state is not before or not self.since:
            self.since = event.date

    def _go_down(self) -> None:
        self.rounds += 1
        if self.holder is Holder.COUNTY:
            self.state, self.holder = State.RETURNED_UPPER, Holder.TOWNSHIP
        else:
            self.state, self.holder = State.RETURNED, Holder.ORIGIN

    def _go_back(self) -> None:
        self.rounds += 1
        self.finished, self.direct, self.reported = "", False, False
        _, self.holder = self.worked
        self.state = State.RETURNED if self.holder is Holder.ORIGIN else State.RETURNED_UPPER

    def acts(self, any_events: bool) -> tuple[Act, ...]:
        """What is possible now, in the order of Act."""
        possible = [act for act in Act if act is not Act.CORRECT and self.possible(act)]
        return (*possible, Act.CORRECT) if any_events else tuple(possible)

    def all_parts(self) -> tuple[Part, ...]:
        """The parts in the order they were called, each with what is possible on it."""
        return tuple(
            Part(
                part.whistle,
                part.organization,
                part.state,
                part.called,
                part.deadline,
                part.responded,
                part.finished,
                tuple(PART_TABLE[part.state]) if self.state is State.WHISTLED else (),
            )
            for part in self.parts.values()
        )

    def standing(
        self, taken: tuple[Event, ...], disputed: tuple[Dispute, ...], last: tuple[str, ...]
    ) -> Standing:
        """What has been read, frozen."""
        return Standing(
            state=self.state,
            holder=self.holder,
            acts=self.acts(bool(taken or disputed)),
            parts=self.all_parts(),
            deadline=self.deadline,
            organization=self.organization,
            disputed=disputed,
            heads=last,
            taken=taken,
            since=self.since,
            direct=self.direct,
            reported=self.reported,
            rounds=self.rounds,
            satisfaction=self.satisfaction,
            finished=self.finished,
            closed=self.closed,
            settled=self.settled,
            responsible=self.owner[0],
            person_named=self.owner[1],
            standard=self.owner[2],
            cause=self.analysis[0],
            remedy=self.analysis[1],
        )


def _struck_out(ordered: list[Event]) -> set[str]:
    """The events that corrections strike out; a correction may itself be struck out."""
    position = {event.id: index for index, event in enumerate(ordered)}
    struck: set[str] = set()
    for index in range(len(ordered) - 1, -1, -1):
        event = ordered[index]
        if event.act != Act.CORRECT or event.result != VOID or event.id in struck:
            continue
        target = event.after[0] if event.after else ""
        if position.get(target, index) < index:
            struck.add(target)
    return struck


def standing(events: Iterable[Event], theme: Standing | None = None) -> Standing:
    """Where a matter with these events stands. Any order of the same events gives the same.

    `theme`: the standing of the matter that this one is merged into; once that was finished,
    this one may be fed back, judged and struck off by itself.
    """
    events = list(events)
    ordered, circular = in_order(events)
    struck = _struck_out(ordered)
    reading = _Reading(theme=theme)
    taken: list[Event] = []
    disputed: list[Dispute] = []
    for event in ordered:
        if event.id in struck:
            continue
        why = reading.take(event)
        if why is None:
            taken.append(event)
        else:
            disputed.append(Dispute(event.id, event.act, reading.state, why))
    disputed.extend(Dispute(each.id, each.act, reading.state, Why.CIRCULAR) for each in circular)
    return reading.standing(tuple(taken), tuple(disputed), heads(events))
