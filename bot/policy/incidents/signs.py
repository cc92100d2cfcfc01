"""How the signs are written by which a kind of report is known in what somebody typed. The table itself stands beside
this file, in the three groups of the first card (`signs_of_harm` and `signs_of_danger`; `signs_of_conduct`;
`signs_of_events`), and what is not English in `signs_in_languages`.

A group is of one kind, as heavy as its sign is sure, and counts once, a little more where several of its phrases stand
there; a group that weighs against its kind says what is only like it. How a phrase is written is said in
`bot.policy.kit.likeness`: words in any inflection, `<child>` for a class of words, `&` for what may stand anywhere.
What is not a sign of anything is in no group. The kinds are those of `kinds.py`; a kind without a sign is still chosen
by its name.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.policy.kit.likeness import phrases_in

SURE, CLEAR, HINT = 8, 5, 3
"""How heavy a sign is: enough alone; enough unless another kind has more; to be weighed."""
AGAINST = -8
"""Takes a clear sign away again."""

DANGEROUS = ("self_harm", "harmful_contact", "nudes", "illegal_content")
"""The kinds that alert first, in the order in which they stand where their signs weigh the same (I3 to I7)."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Phrases of one kind that weigh the same and count once."""

    kind: str
    weight: int
    phrases: tuple[str, ...]


def signs(kind: str, weight: int, listed: str) -> Signs:
    """A group: its phrases are parted by semicolons, and a line may end behind any word or stroke."""
    return Signs(kind, weight, phrases_in(listed))


def _class(listed: str) -> str:
    return " ".join(listed.split())


SIGN_CLASSES: dict[str, str] = {
    "child": _class("""
        child childs children childrens kid kids pupil student girl boy lad lads lass classmate youngster yr year y1 y2
        y3 y4 y5 y6 y3s y4s y5s y6s yr1 yr2 yr3 yr4 yr5 yr6 reception nursery teen teenager son daughter ks1 ks2
        schoolgirl schoolboy infant junior childern chlid bairn bairns wean learner eyfs preschooler tot y1s y2s
        """),
    "who": _class("""
        he she him her his hers they them their theyre hes shes someone somebody child children kid pupil student girl
        boy lad lass friend classmate peer daughter son kids one
        """),
    "me": _class("i me my im ive us we our myself"),
    "staff": _class("""
        teacher ta tas colleague coworker caretaker staff headteacher head deputy cleaner governor volunteer coach
        supply lunchtime midday dinner cook secretary tutor trainee hlta lsa senco mentor assistant headmaster
        headmistress principal staffmember peripatetic instructor adults employee chaplain
        """),
    "parent": _class("""
        parent mum dad mother father mummy daddy carer grandma grandmother gran nan grandad grandfather stepdad stepmum
        stepfather stepmother guardian mam mams mums dads
        """),
    "family": _class("""
        mum dad mother father mummy daddy stepdad stepmum stepfather stepmother uncle auntie aunt brother sister cousin
        grandad grandma parent family carer home boyfriend babysitter mam
        """),
    "stranger": _class("""
        man men stranger guy bloke adult grownup predator paedo pedo paedophile pedophile weirdo creep gentleman fella
        geezer perv pervert rando catfish
        """),
    "online": _class("""
        online internet snapchat snap insta instagram tiktok whatsapp facebook fb twitter discord roblox minecraft
        fortnite youtube twitch messenger telegram omegle xbox playstation ps4 ps5 game gaming chat dm dms app website
        site server group vr imessage kik reddit text texts message facetime skype
        """),
    "social": _class("""
        snapchat snap insta instagram tiktok whatsapp facebook fb twitter youtube website online internet newsletter web
        page blog discord group chat story reel x media dojo prospectus
        """),
    "picture": _class("""
        picture pic photo photograph image selfie video clip footage screenshot vid vids recording foto pix film =snaps
        img gif reel
        """),
    "device": _class("""
        laptop ipad tablet phone mobile computer pc chromebook device usb macbook camera hard stick drive kindle surface
        """),
    "message": _class("""
        message email mail text dm letter comment call voicemail note post review msg whatsapp emails chat dojo
        """),
    "bare": _class("""
        naked nude nudes topless undressed unclothed bra knickers underwear undies thong willy penis cock boob boobs
        tits vagina fanny genitals privates bum arse nipples crotch striptease strip stripping stripped nakid pants
        """),
    "insult": _class("""
        fat ugly stupid smelly smells stinks hippo pig cow whale freak loser noob thick dumb weird gay lesbian slag slut
        retard spaz idiot moron gypsy tramp poor skinny ginger nerd dog rat weirdo hippopotamus elephant terrorist lame
        """),
    "hurting": _class("""
        hits hitting punches punching bites biting burns burning cuts cutting scratches scratching stabs stabbing hurts
        hurting chokes choking starves starving harms harming injures poisoning slaps slapping strangling banging
        smacking headbutting killing drowning suffocating hanging jabbing picking kill hurt harm cut burn
        """),
    "self": _class("himself herself themselves themself myself yourself hisself itself"),
    "records": _class("""
        register registers records report reports list lists notes data spreadsheet spreadsheets file files folder form
        forms paperwork printout details addresses letter letters ehcp iep sen medical safeguarding confidential planner
        assessments marks documents cpoms attendance premium sickness
        """),
    "machine": _class("""
        laptop computer pc ipad tablet chromebook server drive account email outlook gmail system network wifi teams
        website phone screen login password onedrive sharepoint sims arbor
        """),
    "site": _class("""
        site sites website websites page pages youtube video videos app apps game games link url programme resource
        resources slides padlet bitesize kahoot twinkl scratch blog pdf
        """),
    "rude": _class("""
        rude naked porn pornhub sex sexy sexual violent gory gore bloody horror scary inappropriate unsuitable adult
        graphic disgusting swearing swear gruesome explicit crude filthy disturbing upsetting violence shooting fighting
        betting gambling dating 4chan omegle onlyfans xxx
        """),
}
"""The words that stand for one another, by the name under which phrases use them."""

SIGN_WORDS_NEVER_SLIPS = _class("""
    monkey shotted ghoom turning boring sorting selling smelling spelling singing bringing ringing
    unless across around behind whether though through enough during itself himself further rather matter
    about above actual again agree allow alone along already also always another answer anybody anyone asked
    because become before began begin being below between board books bring broad broom build built
    called calls cannot carry catch cause chair change cheap check class clean clear click close could count couch
    course cover cross daily dance dates dirty doing doubt dream dress drink drive dudes eight either email
    every example extra faces facts fault feeling field fight final finds first floor found friday front
    glass going grade grand grass great green group guess hairy happen happy having health heart hello
    hours house houses hotel human hunting ideas index issue items judge keeps kinds known large later laugh
    learn least leave letters level light likes lined links lines lists little lives local looks lunch lunches
    maker maths matter maybe means meals metal might minor minutes monday money month morning mouse mouth moved
    movie music names needs never night noise north notes nothing number often older opened order other
    outside owner paint pages panel paper parts party passed paste pasted patch peace phone place plain
    plane plans plant plays please point posts power press price print prove quick quiet quite quote radio
    raise reach react ready reach right river rooms round route saved saying scale school score
    seems sends sense seven shall shape share shirt shoes shoot short should shows sides sight since skill
    sleep slide small smart smile sound south space speak spell spend spent spoke sport staff stage stand
    start state stays steps still stone stood store storm story stuff style sugar table taken takes talks taped taste
    teach terms thank thanks their there these thing things think third those though thought threw throat throw tired
    title today total touch tours track trade train trees trial tried trunk trust truth twice under until upper using
    usual value video visit voice walks watch water weeks wheel where which while white whole whose women words
    world worry worth would write wrong wrote years young yours playing players prayer singing string strong strings
    morning evening weekend parents printer planting painting reading writing spelling counting marking meeting
    planning training learning teaching working walking parking banking cooking dancing boarding loading
    heading sending setting sitting getting letting putting cutting hitting""")
"""Words that are like a sign of something and are themselves: no slip is seen in them."""

NOT = frozenset(
    [
        "not",
        "no",
        "isnt",
        "wasnt",
        "arent",
        "werent",
        "never",
        "without",
        "nobody",
        "none",
        "nothing",
        "didnt",
        "doesnt",
        "dont",
        "havent",
        "hasnt",
    ]
)
"""Words that may take back the sign that they stand before."""
