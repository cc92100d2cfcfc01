"""Words as names and sentences use them: what is never part of a name, what may be both, what the posts are called."""

from __future__ import annotations


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _word_set(
    """
    mr mrs ms miss mx mister missus missis master sir madam dr doctor prof professor rev revd reverend cllr dame
    hon canon
    """
)
MALE, FEMALE = frozenset({"mr", "mister", "master", "sir"}), frozenset({"mrs", "ms", "miss", "missus", "dame", "madam"})
AFTER_A_NAME = _word_set(
    """
    ba bsc bed ma msc med mphil phd edd mba mbe obe cbe qts pgce npq npqh npqsl jr jnr sr snr ii iii
    """
)
PARTICLES = _word_set(
    """
    van von de der den del della di da do dos das du la le el al bin ibn binti ten ter st saint ap ab mac mc o
    """
)
"""Words that belong to the family name behind them."""


ALSO_GIVEN = _word_set(
    """
    adam alan alexander ali allan allen andrew anthony arthur barry benjamin bernard blake brandon bruce cameron
    carl charles christian christopher clark claude clive connor craig curtis dale daniel david dean dennis
    dominic donald douglas duncan edgar edward edwin eliot elliott ellis ernest evan everett francis frank
    frederick gabriel gary george gerald gilbert glen gordon grace graham grant gregory guy harold harris
    harrison harry harvey henry herbert hope howard hugh isaac ivan ivor jack jackson jacob james jay jean
    jeffrey jeremy jerome jesse joel john jordan joseph joshua joy julian justin karim keith kelly kenneth kerr
    kerry kevin khan kim kirk kyle lance lee leo leon leonard leslie lewis lloyd logan louis lucas luke lynn
    malcolm marcus mark marshall martin mason matthew maurice max maxwell may michael miles mitchell mohamed
    mohammed morgan morris murray neil nelson nicholas noel norman oliver oscar owen parker patrick paul percy
    perry peter philip phillip piers quentin ralph ray raymond rex reynold richard robert robin rodney roger
    roland ronald rose ross rowan roy russell ryan samuel saul scott sean shaun shirley sidney simon spencer
    stanley stephen sterling steven stewart stuart taylor terence terry theodore thomas timothy toby todd travis
    trevor tyler valentine vaughan vernon victor vincent wallace walter warren wayne wesley wilfred will william
    winston
    """
)
"""Family names that are given names too: behind a title another's family name may follow them ("Mr James …")."""

ORDINARY = _word_set(
    """
    art bill bob chase dawn drew faith frank grace grant hope hunter jack joy mark may miles nick pat penny rob
    rose sue will wade ball best bird bishop black book brown case church cook cross day field fox gold good
    gray green grey hand head hill king knight little long lane love low mann moon page park parish person poor
    pope power price read rich rivers sharp short small snow stone street swift wall ward water waters wells
    west white wise wood young early east north south bell bush butcher baker carpenter farmer major marsh mills
    noble root rush sands self bull speed spring summer summers winter winters storm tall thorn town train wild
    wren year years
    """
)
"""Names that are words as well: two of them in small letters side by side are a sentence and not a name."""

NO_NAME = TITLES | _word_set(
    """
    the a an and or but if when then than he she they it i we you my his her hers him our us their them your
    this that these those there here who whom what where why how which is was are were be been being has have
    had do did does not no yes in into on onto at to from by with without of off for about after before during
    as so because since until out up down over under again also told tell tells said say says saw see seen ask
    asks asked spoke speak met let dear hi hello hey re fw fwd cc bcc subject sent date received regarding
    concerning concern report reported reporter name names surname thanks thank regards please today yesterday
    tomorrow monday tuesday wednesday thursday friday saturday sunday january february march july august
    september october november december year class reception nursery room teacher teachers teaching staff pupil
    pupils parent parents mum dad mother father brother sister aunt uncle child children boy girl boys girls
    colleague everybody somebody nobody head headteacher champion dsl deputy assistant senior governor governors
    chair coordinator manager lead technician school signed miss photo email mail message only just now once
    later while whether both either all any some
    """
)
"""Words that are part of nobody's name, though a sentence or a heading may begin them with a capital."""
BEFORE_A_VERB = _word_set(
    """
    i we you they he she to will would not never dont cant didnt ll d t might may can could
    """
)
BLOWS = _word_set(
    """
    blow kick kicked punch punched hit knock knocked bang banged bump bumped shot wound injury stone
    """
)

_LEAD = r"(?:designated )?(?:safeguarding|child protection) (?:lead|officer)"
_SAFETY = r"(?:online|internet|e) ?safety"
ROLE_PATTERNS: dict[str, tuple[str, ...]] = {
    "headteacher": (
        r"(?<!deputy )(?<!assistant )(?<!vice )(?<!associate )(?<!former )head ?(?:teacher|master|mistress)",
        # A head that is hit, or that leads something else than the school, is none.
        r"(?<!in )(?<!on )(?<!over )(?<!against )(?<!round )(?<!(?:back|side) of )(?<!top of )(?<!front of )the head"
        r"(?! (?:of|and (?:neck|shoulders?)|first|down|lice|lock|injur\w*|aches?|phones?|band|butt\w*|count)\b)"
        r"(?! (?:girl|boy|line|start)\b)",
        r"our head(?! (?:of|girl|boy|lice|count)\b)",
        r"the ht",
        r"the principal(?! (?:of|reasons?|aims?|points?|problems?|things?)\b)",
    ),
    "dsl": (rf"(?<!deputy )(?<!deputy designated ){_LEAD}", r"(?<!deputy )dsls?"),
    "deputy_dsl": (rf"deputy {_LEAD}", r"deputy dsls?", r"ddsls?"),
    "champion": (
        rf"{_SAFETY} (?:champion|lead|officer|co ?ordinator)s?",
        r"the champions?(?! (?:of|league|cup|trophy)\b)",
    ),
    "computing_coordinator": (
        r"(?:computing|computer|ict) (?:subject )?(?:co ?ordinator|leader|lead|manager)",
        r"it (?:co ?ordinator|manager)",
    ),
    "business_manager": (r"business manager", r"bursar", r"sbm"),
    "technician": (r"technician",),
    "senior_leader": (r"senior leaders?",),
    "chair_of_governors": (
        r"chair(?:man|woman|person)? of (?:the )?(?:school )?governors",
        r"chair of (?:the )?governing (?:body|board)",
        r"governors chair",
    ),
}
"""What the holders of each role are called: expressions over folded words that are parted by single spaces."""
DEPUTY_HEAD = (
    r"(?:deputy|assistant|vice|associate) head(?:s|s? ?teachers?)?"
    r"|the deputy(?! (?:designated|safeguarding|child|dsl))"
)
"""A post that is no role of ours: those who lead beside the Headteacher may be meant."""
