"""Texts that say nearly the same: what is told of any texts, and of changed ones."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from app.copied_texts import ALMOST, LEAST_LETTERS, copies, is_telling, letters, likeness
from app.matters.alike import share
from db.alike_queries import words_of

ANY = st.text(max_size=120)
#: Few characters, so that made-up texts come to share much.
NEAR = st.text(alphabet="水路灯修老人房子问题反映解决满意", min_size=18, max_size=45)


@given(ANY)
def test_a_text_alone_is_never_told(text):
    assert copies({"a": letters(text)}) == set()


@given(ANY, ANY)
def test_likeness_is_the_same_either_way_round_and_a_share(one, other):
    one, other = letters(one), letters(other)
    assert likeness(one, other) == likeness(other, one)
    assert 0.0 <= likeness(one, other) <= 1.0


@given(ANY)
def test_a_text_is_wholly_like_itself_once_it_says_enough(text):
    said = letters(text)
    assert likeness(said, said) == (1.0 if is_telling(said) else 0.0)


@given(ANY, ANY)
def test_marks_blanks_and_numbers_make_no_other_text(text, phrase):
    assert letters(f" {text}。 ") == letters(text) == letters(letters(text))
    assert letters(text, [text, phrase, ""]) in ("", letters(text))


@given(st.lists(NEAR, max_size=14))
def test_no_copy_is_missed_and_none_made_up(texts):
    said = {f"k{number:02d}": letters(text) for number, text in enumerate(texts)}
    found = copies(said)
    alike = {
        (one, other)
        for one, other in combinations(sorted(said), 2)
        if likeness(said[one], said[other]) >= ALMOST
    }
    firsts = {text: min(key for key in said if said[key] == text) for text in set(said.values())}
    assert found <= alike
    assert {
        (one, other) for one, other in alike if one == firsts[said[one]] and other == firsts[said[other]]
    } <= found
    told = {each for pair in found for each in pair}
    assert {each for pair in alike for each in pair} == told


@given(st.lists(NEAR, min_size=2, max_size=10), st.randoms(use_true_random=False))
def test_the_order_in_which_texts_were_written_tells_nothing(texts, random):
    said = {f"k{number:02d}": letters(text) for number, text in enumerate(texts)}
    shuffled = list(said.items())
    random.shuffle(shuffled)
    assert copies(dict(shuffled)) == copies(said)


@given(st.integers(2, 40))
def test_a_hundred_copies_make_a_pair_each_and_not_every_pair(count):
    text = letters("老人说去年冬天水管冻裂了三次，自己爬上屋顶缠布条，我听了心里不是滋味。")
    assert len(copies({f"k{number:02d}": text for number in range(count)})) == count - 1


def test_another_name_and_number_do_not_make_it_another_text():
    one = (
        "到李大山家，老人说水管去年冬天冻裂了3次，自己爬上屋顶缠布条，我听了心里不是滋味，回来就找了水利站。"
    )
    other = one.replace("李大山", "王小芳").replace("3", "5")
    assert likeness(letters(one), letters(other)) >= ALMOST


def test_short_texts_are_alike_by_chance_and_tell_nothing():
    short = letters("一切都好，没有困难，谢谢关心。")
    assert len(short) < LEAST_LETTERS
    assert copies({"a": short, "b": short}) == set()


@given(NEAR, NEAR)
def test_likeness_is_the_share_of_matters_where_every_word_counts_the_same(one, other):
    words = words_of(letters(one)), words_of(letters(other))
    expected = share(*words, dict.fromkeys(words[0] | words[1], 1.0))
    telling = is_telling(letters(one)) and is_telling(letters(other)) and letters(one) != letters(other)
    assert not telling or likeness(letters(one), letters(other)) == expected


def test_words_of_two_different_homes_are_far_apart():
    one = letters("老人腿脚不便，儿子在广东打工，想装一个扶手，问能不能申请适老化改造。")
    other = letters("今年的花椒价钱低，家里还剩三百斤没有卖，想请村里联系收购的老板。")
    assert words_of(one) and likeness(one, other) < 0.2
