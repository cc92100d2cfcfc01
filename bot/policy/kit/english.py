"""Tables of the ordinary English words around dots and colons, and of the domain endings that are no English words.

By them `bot.policy.kit.addresses` tells a sentence from an address.
"""

from __future__ import annotations


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


SURE_ENDINGS = _word_set(
    """
    com net org edu gov mil uk eu onion i2p xyz ru cn tk io ly gg xxx cc su ml ga cf pw biz moe gl rs nl de fr tv
    """
)
"""Ends of a domain that are no English words: after a dot they are an address, whatever stands before."""

RESERVED_ENDINGS = _word_set("example test invalid localhost local lan internal")
"""Ends of a domain that are words too."""

ORDINARY_AFTER = _word_set(
    """
    a an and are because been before but can could did do does dont from get go got had has have he her hers him his
    how i if its just let maybe mine not of ok okay on or our out over please said saw says she should since sorry
    than thank thanks that the their them then there these they this those though through until was we well went
    were what when where which while who whose why will with would yes yet you your after again all also although
    any as at by each even every for in into is it like me my no one only other some so still such to too up us very
    """
)
"""Words with which a sentence goes on where the space after a full stop was forgotten."""

ALSO_ENDINGS = _word_set("as at by do for got in is it me my no one ok so to us")
"""Those of them that end domains too: they are ordinary where they begin with a capital alone."""

SHORTENED = _word_set(
    """
    mr mrs ms miss mx dr st sir prof rev revd fr sr jr hon capt sgt pc insp det cllr yr yrs yrgp no nos pp pg ch sec
    para fig ref app approx dept govt tel ext mob etc vs eg ie cf nb ps am pm hr hrs min mins wk max incl excl rm
    mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
    """
)
"""What is shortened with a full stop, so that a word may follow without a space: `Mr.Smith`, `Yr.six`."""

INITIALS = (("e", "g"), ("i", "e"), ("a", "m"), ("p", "m"), ("n", "b"), ("p", "s"), ("u", "k"), ("a", "k", "a"))
"""What is shortened letter by letter."""

FILE_ENDINGS = _word_set(
    """
    jpg jpeg png gif bmp heic heif webp pdf doc docx xls xlsx ppt pptx txt csv eml msg rtf avi wav exe htm html
    """
)
"""The end of a file's name, which alone leads nowhere."""

NUMBER_UNITS = _word_set(
    """
    am pm th st nd rd km cm mm kg mb gb hr hrs min mins yr yrs he she we i it
    """
)
"""What may follow a number and a dot without being the end of a domain."""

NUMBER_LABELS = _word_set(
    """
    year years yr time times date day at on from to ref reference code tel phone mobile ext room no number id pin
    case page log call incident total cost amount sum count score class group form pupil child asset serial born
    week paragraph section chapter verse since until between before after about around approx circa
    """
)
"""What stands before a colon and a number without being a machine: `Year:2026`."""

DOT_BEFORE = _word_set(
    """
    the a an polka on each every this that one red blue green black white yellow little tiny to
    """
)
"""Words after which `dot` is a dot, and no full stop of an address."""
