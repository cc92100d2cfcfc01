"""The signs of something that somebody did: the second group of the card. How one is written is said in `signs.py`."""

from __future__ import annotations

from bot.policy.incidents.signs import AGAINST, CLEAR, HINT, SURE, TRACE, Signs, signs

CONDUCT: tuple[Signs, ...] = (
    # A threatening or offensive message (I11).
    signs(
        "threat",
        SURE,
        """
        threat/threats/threaten/threatens/threatened/threatening; death threat/threats; harass/harassed/harassing/
        harassment; stalk/stalking/stalked/stalker; abusive/nasty/horrible/vile/offensive/rude/aggressive/hateful/
        disgusting/foul/obscene/insulting/intimidating/racist/poison/hostile/mean/upsetting/unpleasant/awful/
        homophobic/sexist/menacing/anonymous/angry/hate <message>; email/emails/message/messages/letter/comment/
        comments/text/texts & parent/mum/dad/anonymous/me & abusive/nasty/horrible/vile/offensive/rude/aggressive/
        hateful/swearing/insulting/upset/angry/shouting; <parent> & abusing/abuse/abusive/swearing/swore/shouting/
        insulted/insulting/insult/slagging/ranting/aggressive/harassing/liar/hounding/bullying & me/us/dojo/message/
        staff/teacher/email/facebook/online/whatsapp/group/comment; <parent> & come find/get/for me/us/you; will
        come/find & me & email/emailed/message; know where you/i live; watch your back; come after me/us;
        impersonate/impersonating/impersonated/impersonator/impersonation; pretending/pretends/pretend be me/us/our/
        head/teacher/headteacher/colleague; fake/parody account/profile/page & <staff>/me/school/staff/teacher/head/
        my; <parent>/someone/anonymous/account/group & posting/posted/post/writing/wrote/left/saying/comment/
        comments/comments/lies/abuse/rumours/review & <staff>/about me/about us/school/about staff/teachers;
        trolling/trolled/troll & me/us/school/staff; doxxed/doxed/doxx; called me/us/teacher/staff; hate mail; hate
        crime; slander/slandered/slandering/libel/defamation/defamatory/defaming; being/been/am abused/harassed/
        bullied/threatened/trolled/targeted by/online & <parent>/me/i/us; useless/crap/rubbish/terrible/awful/worst
        teacher & email/message/called/calling/facebook/post/review; watch myself/yourself/my back; know/knows where
        my/i & car/house/live/park/lives; voicemail/voicemails & abusive/nasty/horrible/threatening/angry; <parent>
        & sending/sends/sent me & abusive/horrible/nasty/rude/aggressive/threatening; get me/us sacked/fired; ruin
        my/our career/life; review about my/our/me/us; bad/horrible/nasty/false review/reviews; ranting/moaning/
        lies/slagging about/off me/us/school/staff/teacher; fake/parody profile/account/page & school/our/me/staff/
        posting; <parent> & screaming/shouting/yelled/aggressive & phone/dojo/email/online/message
        """,
    ),
    signs(
        "threat",
        CLEAR,
        """
        nasty/horrible/vile/abusive/offensive/aggressive/hateful/rude/abuse & me/us/staff/teacher/parent/head;
        sworn/swore/swearing at me/us; scared/frightened/intimidated & email/message/letter/text/parent; <parent> &
        lies/complaint/complaining/ranting/angry & facebook/online/dojo/whatsapp/email; offensive; insulting;
        insulted; intimidating; hate & message/email/me; catfish/catfished/catfishing; ex/former pupil/partner/
        colleague/husband/wife & message/email/messages/sent/online
        """,
    ),
    signs(
        "threat",
        HINT,
        """
        abuse/abusing/abused/abusive; horrible; nasty; rude; scared; frightened; upset; swear/swearing/swore
        """,
    ),
    signs(
        "threat",
        AGAINST,
        """
        gift card/cards; phish/phishing/scam/spam; <child> to/by/from/against <child>/another; other/another pupils/
        children/boys/girls/boy/girl/child/kids; in his/her class; <child> & voted/fortnite/roblox/minecraft/lad;
        toddler/baby/abused; wont let me +on; wifi/load/printer/broadband & killing/kill
        """,
    ),
    signs(
        "threat",
        SURE,
        """
        bygwth/bygythiad/bygythiol; neges gas; grozi/grozil/groza/grozba/grozby/groznie/pogrozki mi/w/mailem/nam/
        mailu; grozby; dhamki/dhamkee/dhamkiyan; دھمکی/دھمکیاں; ameninta/amenintat/amenintata/amenintare/amenintari
        """,
    ),
    # Online bullying (I14).
    signs(
        "bullying",
        SURE,
        """
        bully/bullying/bullied/bullies/bulling/bulied/bulying; cyberbully/cyberbullying/cyberbullied/cyber; picked
        on; picking on; ganging up; gang up; ganged up; pick on; horrible/nasty/mean/unkind/cruel/spiteful/rude/
        teasing/vile/bitchy to/about/with <child>/her/him/them/another/each/one; <child>/kids/they/girls/boys &
        being/been horrible/nasty/mean/unkind/cruel/spiteful/rude/teasing; left/leaving/leave/kicked/kick/excluded/
        exclude/excluding/removed/remove/blocked/thrown out/from/of/her/him/them & group/chat/game/whatsapp/
        snapchat/party/server/roblox/minecraft; excluded/excluding/leaving out & <child>/<who>; name calling;
        calling/called/calls/call him/her/them/names/another/other/each & <child>/<who>/chat/online/names; calling
        names; called names; called fat/ugly/gay/stupid/names; making/make/made/makes/poke/poking/taking fun; laugh/
        laughed/laughing/laughs at him/her/them/<child>; laughed & group/chat/they/all/posted; teas/tease/teased/
        teasing/taunt/taunting/taunted/mock/mocked/mocking/humiliate/humiliated/humiliating & <child>/<who>/online;
        rumours/rumors/rumour/gossip/lies & <child>/<who>/spreading/spread; fake/hate account/page/profile &
        <child>/her/him/them/laugh/girl/boy; nasty/horrible/mean/unkind/hurtful/cruel message/messages/comment/
        comments/texts/chat/things/post/posts/voice & <child>/<who>; friendship fall falling out/group; fallen/
        falling/fell out & <online>/online; arguing/argument/arguments/fight/drama & whatsapp/group/chat/snapchat/
        roblox & <child>/girls/boys/class/kids; group chat & <child>/year/nasty/mean/horrible/girls/boys;
        send/sending/sends horrible/nasty/mean/unkind/cruel & <child>/<who>; trolled/trolling/griefing &
        <child>/him/her; cancelled by her friends; racist/homophobic name/names/comment/comments/message/messages &
        <child>/him/her; kys; kill yourself; go die; hate group/page & <child>/her/him; poll & ugly/ugliest/fattest/
        <child>; picking/pick on; threatening/threatened/threaten/threatens & <child> & another/other/classmate/
        peer/each; ganging/gang & girls/boys/kids; upset/crying/tears by/about/over/because message/messages/group/
        chat/comments/snapchat/whatsapp & <child>/she/he; called/calls/call/calling a/her/him/them pig/fat/ugly/
        slut/loser/gay/stupid/freak/idiot/names/weird/cow/retard & <online>/night/they/girls/boys/<who>;
        gets/get/being called & <online>/night/<who>; voice notes/note/messages between & girls/boys/y5/y6/pupils/
        children/kids; horrible/nasty/mean/unkind +voice; blocked/block/removed/left him/her/them & made/make/new/
        without & chat/group; new/another/secret chat/group without; poll & about/ugly/ugliest/fattest/who; killing/
        kill/kills/destroying/destroyed/griefing her/his/their character/world/house/base/build & laugh/laughing/
        game/minecraft/roblox/boys/girls; joke/jokes/jokes about/at & <child>/her/him & <online>; threatened/
        threatening & girl/boy/child & by & girl/boy/another/child; ignoring/ignored/ignore her/him/them &
        group/chat/online; group chat & scared/upset/crying/write/writing/say/saying/about; scared/frightened/
        crying/upset/hates & group/class +chat; told to kill/die/kys & girls/boys/kids/they/children; others/they/
        girls/boys/everyone/class/other/kids put/posted/wrote/said/writing/saying/post & snap/insta/instagram/
        snapchat/whatsapp/tiktok/chat & she/he/her/him; wont/refuses/scared/doesnt come/go/coming in/to/into & snap/
        insta/snapchat/whatsapp/chat/online/others/said/put; voted/vote/voting/votes ugliest/fattest/out/off/worst;
        voting people/her/him; call/calls/called/calling him/her/them +monkey/+names/+fat/+ugly/+gay/+retard/+dog/
        +cow/+pig/+freak; memes & cruel/mean/laugh/round/lad/girl/boy/kid; batter/batters/beat/smash/punch
        you/her/him & after +school/another/pupil/message/voice/note; group/page/account/chat/server
        called/named/about & hate/her/him/name/ugly/fat; taking the mick/mickey/piss; falling out & chat/whatsapp/
        group
        """,
    ),
    signs(
        "bullying",
        HINT,
        """
        group chat; whatsapp & year/girls/boys/class/pupils; unkind; mean; spiteful; horrible & <child>; nasty &
        <child>; fallen out; upset & <child> & online
        """,
    ),
    signs(
        "bullying",
        AGAINST,
        """
        <parent> & me/us/dojo/staff/teacher & abusing/abusive/bullying/swearing/liar; bullying me/us/staff;
        stranger/man/adult; robux/money
        """,
    ),
    signs(
        "bullying",
        SURE,
        """
        bwlio/bwlian/seiberfwlio; zneca/znecaja/znecanie/przesladuja/wysmiewaja/dokuczaja/nekaja sie/go/ja/chlopca/
        dziewczynke; tang karte/karna/kar; مذاق اڑا/تنگ کر; hartuire/hartuit/hartuita/batjocura/batjocoresc/bullying
        """,
    ),
    # An adult's conduct (I17).
    signs(
        "staff_conduct",
        SURE,
        """
        <staff> friend/friends/friended/friending/following/follows/follow/added/adding & <child>; <staff> text/
        texts/texting/texted/message/messages/messaging/messaged/email/emailing/emailed/calls/calling/chatting/
        chats/snapchats/dms/dming/contacting/contacted/whatsapps/ringing/facetimes/talks & <child>; <staff> sends/
        sending/sent/exchanging/swapping messages/texts/them/him/her/snaps/pictures/photos & <child>; <staff>
        taking/took/takes/filming/filmed/recording/photographing/photographed & <child>/photos/pictures/camera;
        <staff> & filming/filmed/photographing & <child> & phone/changing/own/secretly; <staff> & alone/lift/lifts/
        gift/gifts/number/flirt/flirting/hug/hugging/kiss/kissed/cuddle/cuddling/lap/relationship/affair/favourite/
        favourites & <child>/her/him; <staff> & sexual/inappropriate/inappropriately/touch/touched/touching/touchy &
        <child>/pupil/comment/joke/behaviour; <staff> grabbed/grab/hit/hits/slapped/shoved/pushed/shouted/shouting/
        screamed/dragged/pulled/smacked/rough/humiliated/swore/swearing/hurt/manhandled & <child>; <staff> & drunk/
        alcohol/stoned/smelt/vaping/pornography/porn; <staff> & uncomfortable/creepy/creeped/unprofessional/
        inappropriately; <staff> posted/posting/posts/shared/wrote/tweets/tweeted & racist/parents/pupils/rude/
        sexist/homophobic/children/private/confidential/school; <staff> & racist/sexist/homophobic comment/comments/
        joke/jokes/remark/remarks/post/posts; <staff> & own/personal/private phone/account/email/camera/mobile/
        snapchat & <child>/photo/photos/pictures/class; <staff> given/gave/gives/giving number/gift/gifts/presents/
        lifts/phone & <child>; low level concern; allegation; allegations; position trust; whistleblow/
        whistleblowing; lado; gross misconduct; misconduct; code conduct; my/a colleague & pupils/pupil/child/
        children; conduct & <staff>/colleague/adult; <staff> behaviour/behavior/behaving/acting/conduct; <staff> &
        talks/looks/touches/behaves/acts/speaks & <child>; <staff> & secret/secretly/favourite/favourites/favours/
        babysitting/babysits/tutoring & <child>; mr/mrs/miss/ms/sir & snapchat/number/alone/touched/messages/texts/
        lift/hugs/friend/follows/instagram & kids/<child>; <staff> & adult/porn/pornographic/sex site/sites/website/
        websites/images/videos & work/school/his/her/laptop/computer/looked/watching; <staff> & photos/pictures/
        photo/videos & <child>/class & own/personal/private/his/her phone/camera; <staff> shuts/closed/locks/closes
        door; <staff> & alone & with & <child>/girls/boys; <staff> said/saying/says/made something/things/comment/
        remarks/creepy/sexual/weird/inappropriate & <child>/her/him; lady/ladies/man swore/shouted/hit/grabbed/
        pushed <child> & dinner/lunch/lunchtime/kitchen; <staff> gave/gives/buys/bought/giving/buying <child> &
        necklace/present/gift/sweets/money/phone/card/jewellery/bracelet/chocolate/things; mr/mrs/miss/ms/sir & lap/
        hug/hugs/kiss/kissed/cuddle/cuddles/alone/massage/stroking/drunk/shouted/grabbed; <staff> hug/hugs/hugging/
        kiss/kisses/tickles/strokes/cuddles; <staff> smells/smell/smelled/stinks of; <staff> on tinder/porn/phone &
        class/lesson; <staff> asked/asks/told <child> & add/follow/number/snapchat/instagram/alone/secret/whatsapp;
        <staff> & gaming/playing/games/plays online/fortnite/xbox/roblox/minecraft/with & <child>/y5/y6/lads;
        <staff> & slagging/gossiping/moaning/badmouthing/mocking & parent/parents/kid/<child>/school; <staff> &
        facebook/instagram/tiktok/online & drunk/slagging/parent/kid/<child>/naming/name/rude
        """,
    ),
    signs(
        "staff_conduct",
        CLEAR,
        """
        member of staff; staff member; colleague; a teacher is/was/has; the caretaker; teaching assistant; supply
        teacher; another teacher; student teacher; lunchtime supervisor; volunteer/coach/governor/visitor/contractor
        & <child>; adult who works/working; adult here & <child>
        """,
    ),
    signs(
        "staff_conduct",
        AGAINST,
        """
        impersonating/impersonate/impersonated/pretending/pretend & <staff>; email/emails/message/text from/saying
        the/our/my head/headteacher; fake & <staff>; abusing/threatening/threatened/threat & staff/teachers/me;
        about our/the/my/a/another staff/teacher/head/me/us; gift card/cards; voucher/vouchers; <child>/pupil/
        pupils/parent/mum/dad & about/of/at/called/filmed/threatened teacher/me/staff/us/head; staffroom/staff
        computer/laptop/room; <staff> & hacked/phishing/lost/stolen/stole/malware/virus; fake/parody profile/
        account/page; left <device>/reports/list; email/emails/email/message is/was/been hacked
        """,
    ),
    # A photo or video without consent (I18, D5).
    signs(
        "image_misuse",
        SURE,
        """
        <picture> & permission/consent/consented/asking/allowed/knowing/knowledge; without consent/permission; no
        consent/permission; not consent; <picture> & <child>/class/school/pupils/kids/nativity/sports/assembly/play/
        trip/concert/disco/performance & <social>; posted/posting/uploaded/uploading/put/shared/sharing/published/
        publishing/post & <picture>/video & <child>/class/school/kids/pupils/teacher/me/nativity/sports/staff/
        assembly/trip/performance; filmed/filming/recorded/recording/photographed/photographing/videoed/videoing &
        <child>/me/teacher/staff/class/lesson/pupil/playground/without/uploaded/posted/us; meme & <staff>/me/us;
        meme of; took/taking/taken/takes <picture> & <child>/me/class/us; looked after/lac/adopted/foster/fostered
        child/children & website/facebook/<picture>/page/newsletter/online/named; on the website & <child>/photo; do
        not photograph; full name & <picture>/newsletter/website/photo; tagged/tagging/tag & <child>/pupils/school/
        photo; deepfake/deepfaked & me/teacher/staff/head/voice; deep fake & me/teacher/staff/head; screenshot/
        screenshots & lesson/me/teacher/zoom/teams; photo/photos/picture/pictures/image/images/video/videos/clip
        on/to/in/onto/over facebook/fb/instagram/insta/tiktok/twitter/youtube/website/snapchat/newsletter/whatsapp;
        livestream/livestreamed/livestreaming/streamed/broadcast & play/assembly/nativity/concert/performance/show/
        sports/event/school/<child>; printed/published/print/newspaper/paper/press & <child>/photo/picture &
        permission/no/without/not; class photo/picture & names/shared/facebook/everyone; recorded/record/recording/
        filmed/videoed our/my/the/a lesson/class/meeting/assembly & youtube/online/put/tiktok/posted/parent/pupil/
        kid; do/not/dont +photo/+photograph +list/photo/photograph; not/without +asking/+consent/+permission &
        <picture>/insta/facebook; put on insta/facebook/tiktok/instagram/snapchat & <picture>/<child>;
        <parent>/someone took/taken/taking <picture> & online/put/posted/facebook/shared
        """,
    ),
    signs(
        "image_misuse",
        HINT,
        """
        <picture>; posted; facebook; instagram; tiktok; snapchat; newsletter; filmed; camera
        """,
    ),
    signs(
        "image_misuse",
        AGAINST,
        """
        saw/seen/watching/watched/watch/popped/showing/violent/scary/gory/came/horror/appeared & video/videos/clip/
        clips/pictures/images/youtube/=film; <message> & profile picture; naked/nude/nudes/porn/underwear; awful/
        gory/violent/scary/horrible/disturbing images/pictures/video/videos; caretaker/volunteer; knickers/pants/
        bra/skirt/skirts/=bits/body/sleeps/bedroom/shower/changed; abused/abuse/raped/underage/preteen/police;
        blood/gore/gory/scary/violent/horror & video/videos & youtube/kids/ipad/class
        """,
    ),
    # Hardly signs, each counted: what is left when no other says anything.
    signs(
        "threat",
        TRACE,
        """
        parent; dad; mum; me; email; abuse; rude; horrible; nasty; angry; shouting; facebook; dojo; comment; sack;
        threatening; scared; offensive
        """,
    ),
    signs(
        "bullying",
        TRACE,
        """
        chat; group; girls; boys; friends; mean; nasty; horrible; laugh; names; unkind; upset; crying; whatsapp;
        snapchat; class; leave; joke
        """,
    ),
    signs(
        "staff_conduct",
        TRACE,
        """
        <staff>; colleague; pupils; alone; phone; private; uncomfortable; inappropriate; gift; mr; mrs; miss
        """,
    ),
    signs(
        "image_misuse",
        TRACE,
        """
        <picture>; posted; online; facebook; instagram; tiktok; consent; permission; filmed; shared; website;
        newsletter
        """,
    ),
)
