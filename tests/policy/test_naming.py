"""How a name is recognised however it is written, and what is nobody's name."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.naming import find_named, find_people
from bot.policy.kit.name_register import NameRegister
from bot.policy.kit.people import Person
from bot.policy.kit.roles import ROLES


def person(id: str, name: str, roles: str = "staff", mail: str = "") -> Person:
    """Somebody of the school."""
    return Person(id=id, name=name, mail=mail, roles=frozenset(role for role in ROLES if role in roles.split()))


HEAD = person("head", "Rosalind Okafor", "staff headteacher champion dsl", "r.okafor@larkspurhill.example.org")
SIAN = person("sian", "Siân O'Dwyer", "staff champion", "s.odwyer@larkspurhill.example.org")
PEOPLE = (
    HEAD,
    SIAN,
    person("initial", "Mr T Wilkowski"),
    person("hyphen", "Mei-Ling Carrow"),
    person("comma", "Adeyemi-Clarke, Oluwaseun (Staff)"),
    person("umlaut", "Jörg Müller"),
    person("middle", "Dr Rosalind Anne Kenwright BA"),
    person("given", "Alex James"),
    person("words", "Mark May"),
    person("family", "Mark Taylor"),
    person("price", "Daniel Price"),
    person("deputy", "Amina Farouk-Lyle", "staff senior_leader"),
)
SENTENCES = ("{}", "I saw {} do it", "It was {}.", "It was {}, in room 3", "«{}»", "2 messages from {} at 9")

SPELT: dict[str, tuple[str, ...]] = {
    "head": (
        "Rosalind Okafor",
        "ROSALIND OKAFOR",
        "rosalind okafor",
        "Okafor, Rosalind",
        "okafor rosalind",
        "Mrs Okafor",
        "mrs. okafor",
        "MISS R OKAFOR",
        "R. Okafor",
        "r okafor",
        "Okafor, R.",
        "ROkafor",
        "RosalindOkafor",
        "rosalindokafor",
        "rosalind.okafor@post.example",
        "R.Okafor@LarkspurHill.example.org",
        "rokafor@post.example",
        "Rosalind\u200b Oka\u200dfor",
        "Rosalind\u00a0Okafor",
        "\u202eRosalind\u202c O\u00adkafor",
        "Rosalind Okafor's",
        "Mrs Okafor’s",
        "Rosalind Anne Okafor",
        "Rosalind A. Okafor",
        "Rоsalind Оkаfоr",
        "Rosalind-Okafor",
        "Rosalind_Okafor",
        "Rosalind (Okafor)",
        "Ｒｏｓａｌｉｎｄ Okafor",
        "Okafor, Mrs R",
        "Rosalind Okafer",
        "Rosalynd Okafor",
    ),
    "sian": (
        "Sian O'Dwyer",
        unicodedata.normalize("NFD", "Siân O'Dwyer"),
        "O'Dwyer, Siân",
        "ODwyer, Sian",
        "sian odwyer",
        "sian o dwyer",
        "Siân O`DWYER",
        "S O'Dwyer",
        "Miss O Dwyer",
        "s.odwyer",
    ),
    "initial": ("Tomasz Wilkowski", "T. Wilkowski", "Mr Wilkowski", "Wilkowski, Tomasz"),
    "hyphen": ("Mei Ling Carrow", "MeiLing Carrow", "Mei Carrow", "M-L Carrow", "ML Carrow", "Meiling Carrow"),
    "comma": ("Oluwaseun Adeyemi-Clarke", "oluwaseun adeyemi clarke", "Oluwaseun Adeyemi", "O. Adeyemi-Clarke"),
    "umlaut": ("Joerg Mueller", "Jorg Muller", "JÖRG MÜLLER", "Herr Jörg Müller"),
    "middle": ("Rosalind Kenwright", "Anne Kenwright", "Dr Kenwright", "Rosalind A Kenwright"),
    "given": ("Alex James", "Mr James", "James, Alex"),
}


@pytest.mark.parametrize(("who", "spelt"), [(who, spelt) for who, every in SPELT.items() for spelt in every])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_name_is_known_however_it_is_written(who: str, spelt: str, sentence: str) -> None:
    """By accents, case, marks, order, initials, titles, joined words, look-alike letters and addresses."""
    assert set(find_people(sentence.format(spelt), PEOPLE)) == {who}


@pytest.mark.parametrize(
    "words",
    [
        *("Tom Okafor", "Tom R. Okafor", "T Okafor", "Mrs T Okafor", "Okafor, Tom", "Rosalind Price", "Rosalind"),
        *("Mr James Wilson", "Daniel Price-Hughes", "Anne-Marie Price", "Mark Jones", "Jane Taylor", "Daniela Price"),
        *("Tom Taylor, Mark Jones", "Mark, Taylor and Grace", "Tom Okafor, Rosalind Price", "Rosalind and Tom Okafor"),
        *("Will", "Mark", "Grace", "May", "Head", "I will mark it. She may say grace", "the mark may fade"),
        *(
            "he hit the head of the table",
            "kicked in the head",
            "a blow to the head",
            "head of year",
            "bumped the head",
        ),
        *("I may", "a price", "I will miss May", "an okafor child", "Ronald McCarrow", "Mark Lloyd-Taylor"),
        *("the Champions League final", "our head girl", "our head of year"),
        *("the champion of the league", "swimming champion", "her chair", "a technical thing", "where did it lead"),
    ],
)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_other_peoples_names_and_plain_words_are_nobody_here(words: str, sentence: str) -> None:
    """Who shares a first name or a family name, and words that are names too, hold nobody back."""
    assert find_people(sentence.format(words), PEOPLE) == {}


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("I told the Headteacher", {"head"}),
        ("the head teacher did it", {"head"}),
        ("Tell the Head now", {"head"}),
        ("our Head and the HT", {"head"}),
        ("It was an Online Safety Champion", {"head", "sian"}),
        ("the champion laughed", {"head", "sian"}),
        ("the DSL's laptop", {"head"}),
        ("our designated safeguarding lead", {"head"}),
        ("the Deputy Headteacher", {"deputy"}),
        ("the deputy DSL", set()),
    ],
)
def test_a_post_names_whoever_holds_it(words: str, who: set[str]) -> None:
    """The Headteacher is named by the post as by the name, and so is everybody who holds a role."""
    assert set(find_people(words, PEOPLE)) == who


def test_a_title_that_fits_two_is_surely_neither() -> None:
    """Both are held back, and a field that says so shuts nobody out."""
    both = (person("one", "Helen Price", "staff champion"), person("two", "Daniel Price", "staff champion"))
    assert find_people("It was Mx Price", both) == {"one": False, "two": False}
    titled = (person("one", "Mrs Helen Price"), person("two", "Mr Daniel Price"))
    assert find_people("It was Mr Price", titled) == {"two": True}


@pytest.mark.parametrize(
    ("spelt", "who"),
    [("Okafor", "head"), ("OKAFOR", "head"), ("ODwyer", "sian"), ("O'Dwyer", "sian"), ("Wilkowski\n", "initial")],
)
def test_a_family_name_that_one_alone_has_shuts_out_where_it_says_whom_it_is_about(spelt: str, who: str) -> None:
    """It is answered with nothing else, and nobody of the school but one is called so."""
    named = find_named("threat", {"about": spelt, "what": "x"}, PEOPLE)
    assert ([each.id for each in named.concerning], named.held_back) == ([who], ())


@pytest.mark.parametrize(
    ("spelt", "held"),
    [
        ("Rosalind Okafer", ["head"]),  # one letter wrong
        ("Carrow-Jones, Carrow", []),  # another's, and a list
        ("James", ["given"]),  # a given name too
        ("Price", ["price"]),  # a word too
        ("Adeyemi", ["comma"]),  # the half of one
        ("Taylor", ["family", "other"]),  # two have it
    ],
)
def test_what_is_only_likely_holds_back_where_a_name_shuts_out(spelt: str, held: list[str]) -> None:
    """What somebody else may well be called too: the reporter is asked."""
    people = (*PEOPLE, person("other", "Sue Taylor"))
    named = find_named("threat", {"about": spelt, "what": "x"}, people)
    assert (named.concerning, [who.id for who in named.held_back]) == ((), held)


@pytest.mark.parametrize("kind", KINDS)
def test_fields_that_say_whom_it_is_about_shut_out_and_others_hold_back(kind: str) -> None:
    """Whatever other field the name stands in, one that no form has any more too."""
    asked = KINDS[kind].form
    for field in (*(each.id for each in asked), "someone_else", "of_an_older_form"):
        named = find_named(kind, {field: "Mrs Okafor"}, PEOPLE)
        about = field in KINDS[kind].names or field == "someone_else"
        assert [who.id for who in named.concerning] == (["head"] if about else [])
        assert [who.id for who in named.held_back] == ([] if about else ["head"])


SIGNED = f"He shouted.\nKind regards,\nRosalind Okafor\nHeadteacher, DSL and Online Safety Champion\n{HEAD.mail}"


@pytest.mark.parametrize(
    ("words", "who"),
    [
        (SIGNED, []),
        ("I am Rosalind Okafor, and Siân O'Dwyer shouted", ["sian"]),
        (f"{SIGNED}\nPS It was Miss O'Dwyer", ["sian"]),
        ("The Online Safety Champion did it.\n\nRosalind Okafor", ["sian"]),
    ],
)
def test_a_signature_is_nobody(words: str, who: list[str]) -> None:
    """Whoever reports is not held back by their own name, nor the others of the post that stands under it."""
    assert [each.id for each in find_named("threat", {"what": words}, PEOPLE, HEAD.id).held_back] == who


HALVES = ("Mrs Clarke", "Mr Adeyemi", "Miss Lyle", "A. Farouk", "okafor@post.example")
SPELLINGS = st.sampled_from([*HALVES, *(spelt for each in SPELT.values() for spelt in each)]) | st.text(max_size=40)


@given(st.lists(SPELLINGS, min_size=1, max_size=3), st.lists(SPELLINGS, max_size=6))
def test_the_register_leaves_out_nobody_who_is_named(said: Iterable[str], others: Iterable[str]) -> None:
    """The same are found as where each of the staff is compared with the text."""
    text = " and ".join(said)
    staff = [*PEOPLE, *(person(f"other {number}", name) for number, name in enumerate(others))]
    looked_up = [find_people(text, staff, about=about) for about in (False, True)]
    with pytest.MonkeyPatch.context() as patch:
        for asked in ("with_part", "with_whole", "like"):
            patch.setattr(NameRegister, asked, lambda self, _: list(range(len(self.names))))
        assert [find_people(text, staff, about=about) for about in (False, True)] == looked_up


@given(st.text(max_size=300), st.lists(st.text(max_size=40), max_size=4))
def test_no_text_and_no_name_is_too_odd(text: str, names: Iterable[str]) -> None:
    """Whatever is typed and whatever a directory has, the question is answered."""
    people = [person(str(at), name, mail=name) for at, name in enumerate(names)]
    assert find_people(text, people).keys() <= {each.id for each in people}
    assert find_people(text, people, about=True).keys() <= {each.id for each in people}


@pytest.mark.parametrize("run", ["x", "x@", "@", "x.", "Mr ", "a b "])
def test_a_long_text_is_looked_through_in_a_moment(run: str) -> None:
    """Somebody pastes what a machine wrote: nobody waits for it, and nobody else does meanwhile."""
    began = time.process_time()
    find_people((run * 40_000)[:40_000], [person("ann", "Ann Penhallow", mail="ann@example.com")])
    assert time.process_time() - began < 3
