"""What is typed and tells of nothing: thanks, questions about the rules, and what is no word at all. Pure.

A question or a thank-you starts no report and adds nothing to one; which words they are is a table of its own.
"""

from __future__ import annotations

import re
from enum import StrEnum

from bot.policy.kit.likeness import Phrases, phrases_in, words_of

MOST_PLEASANT, MOST_CHATTER = 10, 14
"""Words of a pleasantry, and of kind words of another sort: a longer line tells something."""
_HEART = frozenset(
    words_of(
        """
        thanks thank thankyou thx ty tx tnx cheers ta ok okay oke okey k kk okie okies okidoki alright right fine great
        good brilliant lovely perfect super excellent amazing brill tara fantastic fab wonderful awesome cool nice ace
        sound noted understood got gotcha done sorted roger copy yes yep yeah yup ya no nope nah sure welcome
        appreciated appreciate helpful worries happy bye goodbye lol haha hehe wow sorry pleasure bless weekend care
        will diolch dziękuję dzięki dziekujemy shukria shukriya mulțumesc mersi jazakallah merci gracias شکریہ
        """
    )
)
"""A pleasantry has one of these words, and beside them only such as follow."""
_PLEASANT = _HEART.union(
    words_of(
        """
        dokey kind problem night evening day morning afternoon you u your youre so very much many a lot lots the it its
        that thats for all of this is was are and to everyone i im we do have has too really then just now well both
        again team bot dear sir miss please see later soon take happy glad hope x xx xxx ah oh hmm mm my be had hello hi
        hey hiya there iawn yn fawr sorting sort quick quickly help helping reply info no fixed working works resolved
        finished already fast duck love pal mate chuck boss staffroom in at friday monday weekend holidays
        half term today tomorrow week
        """
    )
)
_HELLO = frozenset(["hi", "hello", "hey", "hiya", "morning", "afternoon"])
_THANKS = frozenset(["thanks", "thank", "thankyou", "thx", "cheers", "bye", "ok", "okay"])
LONGEST_QUESTION = 500
"""Characters of a question: a longer line tells of something too."""
_SHORT_FOR = {"r": "are", "u": "you", "alowed": "allowed", "allowd": "allowed", "alowd": "allowed", "dya": "do you"}
_SHORT = re.compile(rf"\b(?:{'|'.join(_SHORT_FOR)})\b", re.IGNORECASE)
"""How people write the words of a question in a hurry."""
_WORDS_OF_NO_HARM = phrases_in("""
    roll +on friday/half/summer/christmas/easter/weekend/hometime/july; killing +me & marking/reports/work/lol/week/
    term/feet; need a coffee/drink/gin/wine/holiday/brew; you/youre star/legend/lifesaver/gem/angel;
    lifesaver; what +a day/week/morning/term; made my +day; have a +good/+nice/+great/+lovely +weekend/+evening/+day/
    +holiday/+one; thank god/goodness; see you tomorrow/monday; tell me a +joke; is it +friday/+hometime; i love +you/
    +this; that/it did/worked/works +the/+a +trick/+treat; all good; sorted +now; merry christmas; happy birthday/
    friday/christmas/easter/diwali/eid; brew time; good +bot; chuffed; really/very/so +useful/+helpful/+interesting &
    training/session/course/slides/assembly; up the wall; snowed under; so tired; cant wait & friday/holidays/weekend
""")
_CHATTER = Phrases(_WORDS_OF_NO_HARM, {})
_CRIES = frozenset("🆘🚨🔪🔫🩸")
"""Pictures that are a sign of something, and no pleasantry."""
_ROW = re.compile(r"(?:qwert|werty|asdf|sdfg|zxcv|hjkl|uiop|fdsa)\w*")
_TRIES = frozenset(["test", "testing", "tests", "blah", "bla", "foo", "bar", "abc", "xyz", "lorem", "ipsum"])
_LETTER = re.compile(r"[^\W\d_]")
_VOWEL = re.compile(r"[aeiouy]|[^\x00-\x7f]")
_REFERENCE_TYPED = re.compile(r"[a-z]{2}[ ‐-–-]?20\d{2}[ ‐-–-]?\d{1,6}|\d{1,6}", re.IGNORECASE)

_OPENING_WORDS = (
    r"^(?:(?:hi|hello|hey|hiya|please|sorry|quick|just|a|question|query|so|and|but|ok|also|morning|good)\b[\s,:.!-]*)*"
)
_ASKS_WHETHER = re.compile(
    _OPENING_WORDS
    + r"""(?:
    (?:can|could|may|must|might|shall)\s+(?:i|we|staff|teachers?|tas?|pupils?|children|kids|parents?|governors?|volunteers?
        |visitors?|my|our|the|year|a)\b
        (?!\s+(?:please\s+)?(?:unblock|whitelist|allowlist|unlock|open|speak|talk|report|tell|have\s+(?:a\s+(?:word|chat|talk|quick)|some|help)|get|ask|flag|raise|someone|somebody|you))
        (?!.{0,80}\s+be\s+(?:allowed|unblocked|opened|whitelisted))
    |(?:am|are|is|were|was)\s+(?:\S+\s+){0,5}?(?:allowed|permitted|ok|okay|fine|against|legal|acceptable|appropriate
        |all\s+right|alright|supposed|expected|possible|required|compulsory|approved)\b
    |(?:do|does)\s+(?:i|we|staff|teachers?|pupils?|children|parents?|the|our|volunteers?|governors?)\s+
        (?:\S+\s+)?(?:need|have|require|must|allow|get|keep|use|sign|ask)\b
    |what(?:'?s|\s+is|\s+are)\s+(?:the|our|your|school)\b|what(?:'?s|\s+is|\s+are)\s+\S+(?:\s+\S+)?\s*\??$|what\s+(?:does|do)\s+(?:the|our|your)\b|what\s+about\b
    |what\s+(?:counts?|kind|sort|apps?|age|time|day|date)\b|how\s+(?:long|often|many|much|old)\b|whats\s+(?:the|our)\b
    |(?:who|who's|whos)\s+(?:is|are)?\s*(?:the|our|my|in\s+charge|responsible)\b
    |where\s+does\s+it\s+say\b|when(?:\s+(?:is|are|do|does|must|should|can|will)|'?s)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a question about the rules begins."""
_HOW = re.compile(
    _OPENING_WORDS
    + r"(?:(?:how|why|who|whose|which|where|when|what)(?:'?s|\s+(?:is|are|was|were|do|does|did|should|shall|can|could"
    + r"|would|will|must|to|about|if|counts?|kind|sort|many|much|long|often))\b"
    + r"|(?:how|why|who|whose|which|where|when|what|should|shall|would|will|have|has|is|are|am|could|can|may|any|do"
    + r"|does|did)\b.*\?\s*$)",
    re.IGNORECASE | re.DOTALL,
)
"""How a question begins that may tell of something too."""
_HOW_ONE_ASKS = re.compile(
    _OPENING_WORDS
    + r"(?:(?:is|are|am|do|does|can|could|may|must|should|shall|has|have|will|would)\s+\w"
    + r"|(?:who|what|which|how|where|when|why|whose)(?:'?s)?\b)",
    re.IGNORECASE,
)
"""How a question begins that ends without its mark."""
_ENDS_BY_ASKING = re.compile(
    r"""\b(?:
    (?:can|could|may|should|shall|must)\s+(?:i|we|they|he|she|it\s+be)\s+\S+
    |(?:is|are)\s+(?:that|this|it|he|she|they|we|i)\s+(?:\S+\s+)?(?:allowed|ok|okay|fine|permitted|all\s?right|alright)
    |am\s+i\s+(?:allowed|ok|okay|all\s?right|supposed)
    |(?:do|does)\s+(?:i|we|they|he|she)\s+(?:need|have)
    |any\s+(?:rules?|guidance)|what(?:'?s|\s+is|\s+are)\s+the\s+(?:rules?|guidance|polic(?:y|ies)|process|procedure|line)
    |(?:who|what|which|how|where|when)\s+(?:do|does|should|can|must|have)\s+(?:i|we)
    )\b.{0,60}$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
"""How a line ends whose question stands behind what it is about: *mum would like to film the play, is that allowed*."""
_TO_DO = re.compile(
    r"\bwhat\s+(?:do|should|shall|can|must|would)\s+(?:i|we|you)\b|\bwho\s+(?:do|should|can|shall|must)\s+(?:i|we)\b"
    r"|\bwhere\s+(?:do|should|can)\s+(?:i|we)\s+(?:report|tell|send)|\bwhat'?s?\s+(?:is\s+)?(?:happening|going)\b"
    r"|\bis\s+it\s+(?:ok|okay|right|normal|fine|allowed)\s+that\b|\b(?:feels?|seems?)\s+(?:off|wrong|odd)\b"
    r"|\b(?:is|are)\s+(?:this|it|they|these)\b(?!.*\b(?:allowed|ok|okay|permitted|policy|rule)\b)",
    re.IGNORECASE,
)
"""Asks what to do about something that has happened."""
_ABOUT_RULES = re.compile(
    r"\b(?:polic(?:y|ies)|rules?|guidance|guidelines?)\s+(?:on|about|for|regarding|say|says|around|with)\b"
    r"|\b(?:allowed|permitted|permission|need\s+consent)\b.*\?\s*$",
    re.IGNORECASE,
)
_HAS_BEEN_TOLD = re.compile(
    r"\b(?:has|have|had|'s|'ve)\s+(?:just\s+)?(?:told|said|shown|showed|disclosed|confided|come\s+to)\b"
    r"|\bjust\s+(?:told|said|showed|disclosed)\b",
    re.IGNORECASE,
)
"""Somebody has told something: whatever is asked about it, it is to be heard."""
_IN_GENERAL = re.compile(
    _OPENING_WORDS
    + r"""(?:
    what\s+(?:(?:do|should|would|must|can|shall)\s+(?:you|staff|teachers?|tas?|schools?)\s+(?:do\s+)?)?(?:if|when)\b
    |what\s+(?:happens|would\s+happen)\s+(?:if|when)\b
    |(?:what(?:'?s|\s+is)\s+the\s+difference\b|what\s+(?:counts?|are\s+the\s+signs?)\b)
    |how\s+(?:do|can|should|would|could|to)\s+(?:(?:i|we|you|staff|teachers?|schools?)\s+)?(?:spot|recognise|recognize
        |respond|deal\s+with|handle|know\s+(?:if|when|whether)|tell\s+(?:if|when|whether)|avoid|prevent|support)\b
    |who\s+(?:checks?|monitors?|decides?|reviews?)\b
    |should\s+(?:i|we|staff|teachers?|tas?|anyone|you)\s+(?:ever|always|never)\b
    |(?:is|are)\s+\w+(?:\s+\w+)?\s+(?:safe|suitable|ok|okay|appropriate)\s+for\b
    )|\b(?:in\s+general|generally|hypothetically|for\s+(?:the\s+|my\s+)?(?:training|quiz|assembly|lesson))\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""Asks what to do if something happens, and says not that it has. What it names is offered as a report all the same."""
_IF_TOLD = re.compile(
    _OPENING_WORDS
    + r"""(?:
    what\s+(?:do|should|shall|must|can|would)\s+(?:i|we)\s+(?:do|say)\s+(?:if|when)\s+
        (?:a|any|one\s+of\s+(?:the|my))\s+(?:child|children|pupils?|kids?|students?|boys?|girls?)\s+(?:ever\s+)?
        (?:(?:tells|discloses|says|confides)(?:\s+(?:something|anything|a\s+secret))?
            |comes\s+to|wants\s+to\s+(?:talk|tell)|discloses)
        (?:\s+(?:in|to|with))?(?:\s+(?:me|us))?(?:\s+(?:something|anything|a\s+secret))?
    |(?:how|what)\s+(?:do|should|shall|can|must|would)\s+(?:i|we)\s+(?:handle|deal\s+with|respond\s+to|take|do\s+with|do\s+about)
        \s+(?:a|any)\s+disclosures?
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""Asks what to do when a child tells something, and nothing of what: a word more may tell of it, and is a danger."""


class Talk(StrEnum):
    """What a line is when it tells of nothing."""

    PLEASANTRY = "pleasantry"
    GREETING = "greeting"
    NOISE = "noise"
    CHATTER = "chatter"
    """Kind words of another sort: they tell of something only if something else in the line does."""
    RULES = "rules"
    """A question about the rules."""
    ADVICE = "advice"
    """A question that may tell of something too."""


def begins_as_question(text: str) -> bool:
    """Whether it may be a question by its first words, and is short enough to be nothing else besides."""
    said = " ".join(text.split())
    return len(said) <= LONGEST_QUESTION and _HOW_ONE_ASKS.match(said) is not None


def ends_as_question(text: str) -> bool:
    """Whether it ends in a question, whatever stands before it, and is short enough to be one thing."""
    said = " ".join(text.split())
    return len(said) <= LONGEST_QUESTION and _ENDS_BY_ASKING.search(said) is not None


def small_talk(text: str) -> Talk | None:
    """What sort of line this is; None when it tells of something, or may."""
    words = words_of(text)
    if not words or _is_noise(words, text):
        return Talk.NOISE
    if _HELLO.intersection(words) and not _THANKS.intersection(words) and _PLEASANT.issuperset(words):
        return Talk.GREETING
    if _is_pleasant(words):
        return Talk.PLEASANTRY
    said = _SHORT.sub(lambda short: _SHORT_FOR[short[0].casefold()], " ".join(text.split()))
    if len(said) > LONGEST_QUESTION:
        return None
    if _IF_TOLD.match(said) or _IN_GENERAL.match(said) or (begins_as_question(said) and _IN_GENERAL.search(said)):
        return Talk.RULES
    if _HAS_BEEN_TOLD.search(said):
        return None
    if _TO_DO.search(said):
        return Talk.ADVICE
    if _ASKS_WHETHER.match(said) or _ABOUT_RULES.search(said):
        return Talk.RULES
    if _HOW.match(said):
        return Talk.ADVICE
    return Talk.CHATTER if len(words) <= MOST_CHATTER and any(_CHATTER.find(words)) else None


def _is_pleasant(words: list[str]) -> bool:
    spoken = [word for word in words if _LETTER.search(word)]
    if not spoken:
        return not _CRIES.intersection(words) and not any(word.isdigit() for word in words)
    return len(spoken) <= MOST_PLEASANT and _PLEASANT.issuperset(spoken) and not _HEART.isdisjoint(spoken)


def _is_noise(words: list[str], text: str) -> bool:
    if _REFERENCE_TYPED.fullmatch(text.strip(" .,!?#")):
        return True
    return all(
        word in _TRIES
        or _ROW.fullmatch(word)
        or (len(set(word)) == 1 and len(words) == 1 and word.isascii() and word not in _PLEASANT)
        or (len(words) == 1 and len(word) > 4 and word.isalpha() and not _VOWEL.search(word))  # noqa: PLR2004
        for word in words
    )
