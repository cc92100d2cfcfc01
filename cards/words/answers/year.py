"""What is answered about reporting, signing, training, and what happens each year."""

from __future__ import annotations

from cards.words.kit import AnswerWords

WORDS: dict[str, AnswerWords] = {
    "aup_sign": AnswerWords(
        "Signing the Acceptable Use Policy",
        "Read it and sign it here. Everybody on the staff does, and newcomers when they start.",
        "Do not put it off if something in it is unclear: ask instead.",
    ),
    "aup_again": AnswerWords(
        "Signing it again",
        "Sign again when you are asked: there is a new version, or a new school year. What is new is shown first.",
        "Do not rely on last year's signature.",
    ),
    "aup_read": AnswerWords(
        "Where the Acceptable Use Policy is",
        "Open it here, as often as you like, even after you have signed.",
        "Do not go by an old copy: the newest one counts.",
    ),
    "aup_check": AnswerWords(
        "Who makes sure that everybody has signed",
        "A Champion does, and sees who has not. You see your own signature here.",
        "Do not sign for anybody else.",
    ),
    "training": AnswerWords(
        "Online safety training",
        "Come to it every year, and when you start here. A Champion keeps the dates: ask there if you missed it.",
        "Do not rely on last year's: things change quickly.",
    ),
    "report_how": AnswerWords(
        "Reporting something",
        "Press Report something, or tell me what happened in your own words. Report every concern, small ones too.",
        "Do not wait until you are sure, and do not keep it to yourself.",
    ),
    "report_who": AnswerWords(
        "Whom to turn to",
        "Report it here, and it reaches the right person at once. Or go to one of the people below.",
        "Do not spend time looking for one person: a child in danger cannot wait.",
    ),
    "report_reads": AnswerWords(
        "Who reads what you report",
        "Report it: only those who handle that kind of report read it. Your receipt says who has been told.",
        "Do not keep quiet because of somebody whom it names: they are not told of it.",
    ),
    "report_back": AnswerWords(
        "Changing a report, or taking it back",
        "Open it under **my reports**, press Add details, and say what is wrong. Whoever has it puts it right or "
        "closes it.",
        "Do not worry about having reported: a report is kept, and nobody minds one that turns out to be nothing.",
    ),
    "practise": AnswerWords(
        "Practising a report",
        "Type **practise**: you go through a made-up incident on the real cards, and nobody is told. A Champion can "
        "begin a drill as well, which real people are told of.",
        "Do not send a made-up report to try it out.",
    ),
    "tell_staff": AnswerWords(
        "Telling all staff something",
        "Ask a Champion or the Headteacher, who can write to everybody in Teams or by school e-mail.",
        "Do not name a child, or say what was reported, in a message to many.",
    ),
    "no_investigating": AnswerWords(
        "Looking into it yourself",
        "Listen, write down what you were told, and report it. Those who handle it ask the questions.",
        "Do not question a child, search a phone, or investigate anything that may be illegal.",
    ),
    "bullying": AnswerWords(
        "Online bullying",
        "Take it seriously, keep the evidence, and report it: a Champion is told. The Family Support Lead teaches "
        "pupils how to get help.",
        "Do not ask the child to answer back, to delete it, or simply to ignore it.",
    ),
    "cpoms": AnswerWords(
        "Where incidents are recorded",
        "Report it here. Whoever handles it makes sure that it is in CPOMS, under online safety, where it is reviewed.",
        "Do not keep notes of your own about it anywhere else.",
    ),
    "police": AnswerWords(
        "Who calls the police or other agencies",
        "Report it at once: the Headteacher or a safeguarding lead calls the police, CEOP or the Internet Watch "
        "Foundation, who investigate. If somebody is in danger now, phone 999.",
        "Do not begin an investigation of your own.",
    ),
    "weeks": AnswerWords(
        "Safer Internet Day and the other weeks",
        "Plan for them: Safer Internet Day, National Online Safety Week and Anti-Bullying Week come every year. A "
        "Champion has the dates.",
        "Do not leave online safety to those days alone: it belongs in lessons and assemblies all year.",
    ),
    "parents_session": AnswerWords(
        "Online safety for parents",
        "Point them to the school's website and newsletter, the leaflets at reception, and the session that the "
        "school holds every year.",
        "Do not give advice on a case at the door: report it, and a Champion calls the parent.",
    ),
    "calendar": AnswerWords(
        "What is due this year",
        "Ask a Champion, who has the dates of the reviews, the training and the weeks. **calendar** shows them to "
        "those who have a part in them.",
        "Do not wait for one of the dates if something worries you: report it.",
    ),
    "inspection": AnswerWords(
        "When an inspector comes",
        "Leave the evidence to the Headteacher and the Champions: **inspection** puts it together for them in one "
        "archive.",
        "Do not show anybody a report, a pupil's name or your own screen.",
    ),
    "committee": AnswerWords(
        "The committee",
        "The Anti-Bullying and Online Safety Committee meets every half term, and reports to the Headteacher. Bring "
        "what you have noticed to a Champion.",
        "Do not keep something urgent for its next meeting.",
    ),
    "review": AnswerWords(
        "When the policy is reviewed",
        "It is reviewed every year, and when something new comes up. Tell a Champion what should change.",
        "Do not wait for the review if something worries you: report it.",
    ),
    "governors": AnswerWords(
        "Governors",
        "Keep them informed through the Headteacher: the chair of governors answers for online safety and stays "
        "up to date at meetings and in training.",
        "Do not send them children's names, or anything that was reported.",
    ),
    "teaching": AnswerWords(
        "Teaching online safety",
        "Teach it regularly, across subjects and with the school's PSHE programme; assemblies take it up too.",
        "Do not show pupils real cases from this school.",
    ),
}
