"""The made-up population: believable, and the same for the same seed."""

from __future__ import annotations

import datetime

from app.codes import assembled
from app.demo import invent
from app.demo.villages import HARD_TYPES
from app.id_numbers import IdState, parse

END = datetime.date(2026, 11, 20)


def test_the_same_seed_invents_the_same_people_and_another_seed_others():
    assert invent(50, 3, END) == invent(50, 3, END)
    assert invent(50, 3, END) != invent(50, 4, END)


def test_six_hundred_households_hold_about_sixteen_hundred_people():
    population = invent(600, 1, END)
    assert len(population.households) == 600
    assert 1450 <= population.people <= 1800


def test_every_id_number_is_right_says_birth_and_sex_and_belongs_to_one_person():
    members = [member for household in invent(600, 2, END).households for member in household.members]
    for member in members:
        number = parse(member["id_number"])
        assert number is not None
        assert (number.state, number.birth, number.sex) == (IdState.OK, member["birth"], member["sex"])
    assert len({member["id_number"] for member in members}) == len(members)


def test_parents_are_older_than_their_children():
    for household in invent(300, 5, END).households:
        head = household.members[0]
        for member in household.members:
            years = int(member["birth"][:4]) - int(head["birth"][:4])
            if member["relation"].startswith(("2", "3")) and member["relation"] != "38":
                assert years >= 18
            if member["relation"] in ("51", "52"):
                assert years <= -18


def test_party_members_and_hard_households_are_a_plausible_few():
    households = invent(600, 1, END).households
    members = sum(m["political"] == "01" for h in households for m in h.members)
    assert 60 <= members <= 120
    assert 20 <= sum(h.values["type"] in HARD_TYPES for h in households) <= 120


def test_rare_characters_and_names_with_a_dot_occur():
    names = [m["name"] for h in invent(600, 1, END).households for m in h.members]
    assert any(ord(character) > 0xFFFF for name in names for character in name)
    assert any("·" in name for name in names)


def test_every_code_is_in_its_list():
    codes = assembled()
    fields = ("relation", "sex", "ethnic", "education", "political", "labour", "health")
    for household in invent(200, 1, END).households:
        for member in household.members:
            for name in fields:
                assert member[name] is None or codes.label(name, member[name]) != member[name]


def test_a_small_village_still_has_all_its_groups():
    groups = {household.values["group"] for household in invent(24, 1, END).households}
    assert len(groups) == 8
