"""The signs of something that somebody did: the second group of the card. How one is written is said in `signs.py`."""

from __future__ import annotations

from bot.policy.incidents.signs import AGAINST, CLEAR, HINT, SURE, Signs, signs

CONDUCT: tuple[Signs, ...] = (
    # A threatening or offensive message (I11).
    signs(
        "threat",
        SURE,
        """
        threat/threats/threaten/threatens/threatened/threatening; death threat/threats; harass/harassed/harassing/
        harassment; stalk/stalking/stalked/stalker; abusive/nasty/horrible/vile/offensive/rude/aggressive/hateful/
        disgusting/foul/obscene/insulting/intimidating/racist/poison/hostile/mean/upsetting/unpleasant/awful/homophobic/
        sexist/menacing/anonymous/angry/hate <message>; email/emails/message/messages/letter/comment/comments/text/texts
        & parent/mum/dad/anonymous/me & abusive/nasty/horrible/vile/offensive/rude/aggressive/hateful/swearing/
        insulting/upset/angry/shouting; <parent> & abusing/abuse/abusive/swearing/swore/shouting/insulted/insulting/
        insult/slagging/ranting/aggressive/harassing/liar/hounding/bullying & me/us/dojo/message/staff/teacher/email/
        facebook/online/whatsapp/group/comment; <parent> & come find/get/for me/us/you; will come/find & me & email/
        emailed/message; know where you/i live; watch your back; come after me/us; impersonate/impersonating/
        impersonated/impersonator/impersonation; pretending/pretends/pretend be me/us/our/head/teacher/headteacher/
        colleague; fake/parody account/profile/page & <staff>/me/school/staff/teacher/head/my; <parent>/someone/
        anonymous/account/group & posting/posted/post/writing/wrote/left/saying/comment/comments/comments/lies/abuse/
        rumours/review & <staff>/about me/about us/school/about staff/teachers; trolling/trolled/troll & me/us/school/
        staff; doxxed/doxed/doxx; called me/us/teacher/staff; hate mail; hate crime; slander/slandered/slandering/libel/
        defamation/defamatory/defaming; being/been/am abused/harassed/bullied/threatened/trolled/targeted by/online &
        <parent>/me/i/us; useless/crap/rubbish/terrible/awful/worst teacher & email/message/called/calling/facebook/
        post/review; watch myself/yourself/my back; know/knows where my/i & car/house/live/park/lives; voicemail/
        voicemails & abusive/nasty/horrible/threatening/angry; <parent> & sending/sends/sent me & abusive/horrible/
        nasty/rude/aggressive/threatening; get me/us sacked/fired; ruin my/our career/life; review about my/our/me/us;
        bad/horrible/nasty/false review/reviews; ranting/moaning/lies/slagging about/off me/us/school/staff/teacher;
        fake/parody profile/account/page & school/our/me/staff/posting; <parent> & screaming/shouting/yelled/aggressive
        & phone/dojo/email/online/message; have/take my/your/our +job; lose/lost/losing my/our/your +job; nonce; effing
        & blinding; effing/swearing/screaming/kicking off/at/down/and & <parent> & phone/rang/phoned/office/gate/
        reception; <picture> of my/our house/car/home/family/front; email/emails/message/messages/texts getting/got/
        becoming/gets nastier/worse; nastier & email/emails/messages/texts; burn/burns/burnt/burned/blow/smash/torch
        school/house/building/car/place & down/up/in & stranger/said/hope/theyd/hell/ill/phone/message; hope you/ur/
        your/u & die/burns/dies/rot/dead/cancer; youll/ill/id/be sorry & email/message/parent/said/saying/calling; make
        you/me sorry/pay/regret; fake/spoof/parody instagram/insta/facebook/tiktok/twitter/account/page of/for/in our/
        my/the head/deputy/teacher/headteacher/me/school/name; <parent>/parents & ganging up & me/us; review & me/my &
        google/facebook/horrible/name/nasty/bad; calling/called/calls +me & name/names/parent/email/mum/dad; abusive/
        abuse & voicemail/receptionist/texts/office; where my/our car/house & parked/knows/park/is; see me/you/us
        +outside; phone/voice/voicemail message/messages & nasty/horrible/abusive/threatening/theyd/kids/me; messages/
        emails/texts/calls & having +a +go; having a +go +at me/us; dead bird/rat/animal; picture/photo/parcel/letter &
        with my +name +on; sent me & dead/knife/gun/coffin; sexual/lewd/creepy messages/emails/comments & secretary/
        receptionist/me/teacher/inbox/office/staff; slating/slagging/bashing/badmouthing/rubbishing/trashing the/our/my/
        me/us +school/+off/+head/+teachers/+staff; racist/sexist/fat/lazy +pig/+cow/+bitch/+cow & head/teacher/me/us/
        staff; calling/called our/the/my +head/+teacher/+ta/+school; keeps/keep/kept emailing/ringing/messaging/texting/
        calling/phoning office/me/us/about/her; ex/former +partner/+husband/+wife/+boyfriend & emailing/messaging/
        ringing/office/threatening; scared/frightened/worried/afraid to +come/+go & in/work/school & i/im/me; wishing/
        wish/wishes me/us +dead/+harm/+cancer/+ill; wants/want me/us/her +out/+gone/+sacked; petition & me/head/parents/
        foul/teacher; parents & foul/vile/abusive & whatsapp/group/me/us; sick of parent/mum/dad; torrent of/abuse
        abuse/messages; do/doing +time +for; answerphone/voicemail/voicenote & abuse/do/swore/time/furious; calling/
        called/calls me all +sorts/+names; on the ptfa/pta/school page & me/us/calling; anonymous +account/+page/
        +message/+email/+letter & our/me/secretary/teacher/staff/lies; lies about +our/+my/+me/+us; know where you/we/i
        +live; furious & swore/swearing/shouting/voicenote; put/posted my +photo/+picture/+name +up & sort/who/find;
        sort/sorts/sorting me/us/her/you +out; go/going to the papers/press & me/sacked/threatening; dated/ex keeps/keep
        & emailing/texting/ringing/messaging; calling/calls/called me a slag/bitch/cow/liar; silent/nuisance/prank/
        abusive +calls/+call & me/parent/nasty/getting/staff; pretending/pretend/posing/posed to/as be +me/+us/+our &
        account/tiktok/pupils/insta/page; swearing/sworn/swore & emailing/emails/email/messages & dad/mum/parent/me; a
        dad/mum/parent keeps emailing/ringing/messaging/calling & swearing/shouting/abusive/threats; batter/hit/punch/
        slap/hurt/kill/smack/deck +me & parent/dad/mum/he/threatening/said
        """,
    ),
    signs(
        "threat",
        CLEAR,
        """
        nasty/horrible/vile/abusive/offensive/aggressive/hateful/rude/abuse & me/us/staff/teacher/parent/head; sworn/
        swore/swearing at me/us; scared/frightened/intimidated & email/message/letter/text/parent; <parent> & lies/
        complaint/complaining/ranting/angry & facebook/online/dojo/whatsapp/email; offensive; insulting; insulted;
        intimidating; hate & message/email/me; catfish/catfished/catfishing; ex/former pupil/partner/colleague/husband/
        wife & message/email/messages/sent/online
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
        toddler/baby/abused; wont let me +on; wifi/load/printer/broadband & killing/kill; telling me +to ring/call; told
        something rude; chatbot/ai told; to ring microsoft; r word; autism; killing +me & lol/reports/marking/feet
        """,
    ),
    # Online bullying (I14).
    signs(
        "bullying",
        SURE,
        """
        put/putting/post/posting/make/making nasty/horrible/horrid/cruel +tiktoks/+videos/+posts/+memes/+stories
        +about; bully/bullying/bullied/bullies/bulling/bulied/bulying; cyberbully/cyberbullying/cyberbullied/cyber;
        picked on;
        picking on; ganging up; gang up; ganged up; pick on; horrible/nasty/mean/unkind/cruel/spiteful/rude/teasing/
        vile/bitchy to/about/with <child>/her/him/them/another/each/one; <child>/kids/they/girls/boys & being/been
        horrible/nasty/mean/unkind/cruel/spiteful/rude/teasing; left/leaving/leave/kicked/kick/excluded/exclude/
        excluding/removed/remove/blocked/thrown out/from/of/her/him/them & group/chat/game/whatsapp/snapchat/party/
        server/roblox/minecraft; excluded/excluding/leaving out & <child>/<who>; name calling; calling/called/calls/call
        him/her/them/names/another/other/each & <child>/<who>/chat/online/names; calling names; called names; called
        fat/ugly/gay/stupid/names; making/make/made/makes/poke/poking/taking fun; laugh/laughed/laughing/laughs at him/
        her/them/<child>; laughed & group/chat/they/all/posted; teas/tease/teased/teasing/taunt/taunting/taunted/mock/
        mocked/mocking/humiliate/humiliated/humiliating & <child>/<who>/online; rumours/rumors/rumour/gossip/lies &
        <child>/<who>/spreading/spread; fake/hate account/page/profile & <child>/her/him/them/laugh/girl/boy; nasty/
        horrible/mean/unkind/hurtful/cruel message/messages/comment/comments/texts/chat/things/post/posts/voice &
        <child>/<who>; friendship fall falling out/group; fallen/falling/fell out & <online>/online; arguing/argument/
        arguments/fight/drama & whatsapp/group/chat/snapchat/roblox & <child>/girls/boys/class/kids; group chat &
        <child>/year/nasty/mean/horrible/girls/boys; send/sending/sends horrible/nasty/mean/unkind/cruel & <child>/
        <who>; trolled/trolling/griefing & <child>/him/her; cancelled by her friends; racist/homophobic name/names/
        comment/comments/message/messages & <child>/him/her; kys; kill yourself; go die; hate group/page & <child>/her/
        him; poll & ugly/ugliest/fattest/<child>; picking/pick on; threatening/threatened/threaten/threatens & <child> &
        another/other/classmate/peer/each; ganging/gang & girls/boys/kids; upset/crying/tears by/about/over/because
        message/messages/group/chat/comments/snapchat/whatsapp & <child>/she/he; called/calls/call/calling a/her/him/
        them pig/fat/ugly/slut/loser/gay/stupid/freak/idiot/names/weird/cow/retard & <online>/night/they/girls/boys/
        <who>; gets/get/being called & <online>/night/<who>; voice notes/note/messages between & girls/boys/y5/y6/
        pupils/children/kids; horrible/nasty/mean/unkind +voice; blocked/block/removed/left him/her/them & made/make/
        new/without & chat/group; new/another/secret chat/group without; poll & about/ugly/ugliest/fattest/who; killing/
        kill/kills/destroying/destroyed/griefing her/his/their character/world/house/base/build & laugh/laughing/game/
        minecraft/roblox/boys/girls; joke/jokes/jokes about/at & <child>/her/him & <online>; threatened/threatening &
        girl/boy/child & by & girl/boy/another/child; ignoring/ignored/ignore her/him/them & group/chat/online; group
        chat & scared/upset/crying/write/writing/say/saying/about; scared/frightened/crying/upset/hates & group/class
        +chat; told to kill/die/kys & girls/boys/kids/they/children; others/they/girls/boys/everyone/class/other/kids
        put/posted/wrote/said/writing/saying/post & snap/insta/instagram/snapchat/whatsapp/tiktok/chat & she/he/her/him;
        wont/refuses/scared/doesnt come/go/coming in/to/into & snap/insta/snapchat/whatsapp/chat/online/others/said/put;
        voted/vote/voting/votes ugliest/fattest/out/off/worst; voting people/her/him; call/calls/called/calling him/her/
        them +monkey/+names/+fat/+ugly/+gay/+retard/+dog/+cow/+pig/+freak; memes & cruel/mean/laugh/round/lad/girl/boy/
        kid; batter/batters/beat/smash/punch you/her/him & after +school/another/pupil/message/voice/note; group/page/
        account/chat/server called/named/about & hate/her/him/name/ugly/fat; taking the mick/mickey/piss; falling out &
        chat/whatsapp/group; unfollowed/unfriended/unadded/ghosted & her/him/them/everyone/all; clown/pig/poo/vomit/
        sick/snake/monkey +emoji/+emojis/+sticker/+stickers; emoji/emojis/sticker/stickers/gif/gifs & laugh/laughing/
        face/crying & <child>/kids/him/her; nobody/noone/everyone/everybody likes/hates/wants +you/+him/+her/+them; one
        likes you/him/her; nickname/nicknames & stammer/him/her/chat/game/<child>; stammer/stutter/hearing/glasses/
        weight/hijab/disability/accent/autism/wheelchair/spots/teeth/turban & chat/roblox/minecraft/laugh/vile/names/
        making/fun/comments/whatsapp; prank call/calling/calls/called/caller & <child>/another/her/him; rating/rate/
        rated/rates/ranking/ranked each/girls/boys/looks/her/people/them; wrecked/wreck/destroyed/griefed/smashed &
        minecraft/roblox/base/island/world/server; anonymous notes/messages/questions/note/comments/ngl & girl/boy/
        <child>/her/him; ngl/tellonym; poll/quiz/survey/ranking/vote & smelliest/ugliest/worst/fattest/thickest/whos/
        class; spam/spammed/spamming noob/loser/him/her & kicked/roblox/server/chat/lads; batter/smash/deck/punch/slap/
        fight/jump +you/+u/+ya/+him/+her/+up & pupil/<child>/texted/chat/tomorrow/after; gets/got/get/getting/being
        kicked/booted/removed/banned/spammed & server/servers/group/game/lads; group/chat/party without +her/+him/+them;
        being/are/was mean/vile/nasty/foul/bitchy/horrid +to/+on/+about; called/calling/calls/saying shes/hes/him/her/
        is/being & +fat/+ugly/+smelly/+stupid/+skinny/+weird/+thick/+gay/+loser/+noob; laugh/laughs/laughing/laughed &
        screenshot/screenshots/share/send/sent/wrecked/house/face/chat & <child>/her/him/she; <insult> & <child>/girl/
        her/him/shes/hes/comments/called/calling/being & comments/chat/xbox/snap/roblox/online/video/group/called/
        calling/saying/says/poll/minecraft/whatsapp/tiktok/messages/night; being/been/gets called +a <insult>; ringing/
        rings/phoning her/him/them & hanging/laughing/hang; voted/vote/voting +her/+him/+out/+off & group/chat/game;
        stopped/stop/wont/refuse/not talking/talk/speak/speaking/play/playing to/with +her/+him/+them; copies/copying/
        copied/mimic/mimicking/mocking him/her & wind/laugh/singing/video/stutter/accent; wind/winding/wound +him/+her/
        +them +up; laughing +stock; no one/nobody/noone will/would be/play/her/his friend/friends; be/being her/his
        friend unless/if & give/gives/robux/does; pupils/kids/girls/boys/lads & class/group chat to say/call/slag;
        typing/writing/wrote/typed nasty/horrible/mean/rude/unkind & about; changed/changing his/her/their +name to;
        death threats each/to/between & lads/girls/kids/other; fifa/xbox/roblox/fortnite & threats/threaten/row/fight/
        fell & lads/boys/girls/each; dared/dare/dares him/her/them to & post/humiliate/humiliating/gang/video/send/
        embarrassing; left +her/+him/+them on/off +read; made/posted a +story +about; since the/a sleepover/party &
        chat/girls/talking; embarrassing/humiliating <picture>/video/post; picks/pick/picked/picking on <child>/him/her/
        them/little; recorded/filmed him/her singing/dancing/crying/falling; fatshaming/bodyshaming; copying/mocking &
        voice/accent/walk; fake insta/instagram/account/profile/snap/tiktok & <child>/classmates/pupils/girl/boy & name/
        made/saying/fancies/classmates; saying/says he/she/hes/shes +fancies/+loves/+likes; nobody/noone/no wants/likes/
        loves +you/+u/+him/+her; told/tell nobody/noone/everyone & wants/hates/likes; group/page/chat/account called &
        hate/<insult>/hate; we/i +hate +page/+group & <child>; changed/renamed/edit/changing his/her/their name/nickname
        & quiz/kahoot/stinky/blooket/horrible/chat/rude; unfriended/unfriend her/him/them; taking/take/picking sides;
        sides in/on & chat/group/yr5/class; made by +classmates/+kids/+pupils/+girls/+boys; be +her/+his/+their +friend
        & unless/if/give/doesnt; photo/picture/pic/video of +her/+his +spots/+teeth/+hair/+face/+nose & class/chat/
        padlet/put; deleted/delete/left/closed her/his/their +account/+snap/+snapchat/+tiktok/+whatsapp & chat/bad/
        comments; ganged/gang/ganging +up; mass reported/reporting; r/n/f +word & calling/called/lad/girl/online/child;
        go kill/die & another/other/classmate/girl/boy & told/tell/game; stir/stirring it/things +up; screenshots of/and
        what/shes/hes +said/+shes; add/adding & then +all/+everyone leave; prank/pranks & kid/child/chat/add/call;
        laughs/laugh/laughing at +his/+her/+their; cruel lies/jokes/posts; page/wiki/account about +a/+the +boy/+girl/
        +kid/+child; horrible/nasty/cruel/rude +gif/+gifs/+memes/+stickers/+emojis; new +girl/+boy & horrible/nasty/
        mean/laugh; edited/photoshopped/put/pasted/stuck her/his/their face/head on/onto/as & ugly/animal/pig/cow/
        monkey/dog/monster/donkey; too scared/upset/frightened/embarrassed to come/go/be in/to/at & messages/chat/
        comments/whatsapp/snap/what/girls/group; toxic & chat/group/girls/server; flooding/flooded/spamming & emojis/
        messages/poo/laughing/girl/him/her; left out & online/game/chat/party/group; scared/frightened/upset come/go/be
        +in & messages/chat/comments/whatsapp & child/pupil/girl/boy/she/he
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
        <parent> & me/us/dojo/staff/teacher & abusing/abusive/bullying/swearing/liar; bullying me/us/staff; stranger/
        man/adult; robux/money; someone/somebody here & girls/sending
        """,
    ),
    # An adult's conduct (I17).
    signs(
        "staff_conduct",
        SURE,
        """
        <staff> friend/friends/friended/friending/following/follows/follow/added/adding & <child>; <staff> text/texts/
        texting/texted/message/messages/messaging/messaged/email/emailing/emailed/calls/calling/chatting/chats/
        snapchats/dms/dming/contacting/contacted/whatsapps/ringing/facetimes/talks & <child>; <staff> sends/sending/
        sent/exchanging/swapping messages/texts/them/him/her/snaps/pictures/photos & <child>; <staff> taking/took/takes/
        filming/filmed/recording/photographing/photographed & <child>/photos/pictures/camera; <staff> & filming/filmed/
        photographing & <child> & phone/changing/own/secretly; <staff> & alone/lift/lifts/gift/gifts/number/flirt/
        flirting/hug/hugging/kiss/kissed/cuddle/cuddling/lap/relationship/affair/favourite/favourites & <child>/her/him;
        <staff> & sexual/inappropriate/inappropriately/touch/touched/touching/touchy & <child>/pupil/comment/joke/
        behaviour; <staff> grabbed/grab/hit/hits/slapped/shoved/pushed/shouted/shouting/screamed/dragged/pulled/smacked/
        rough/humiliated/swore/swearing/hurt/manhandled & <child>; <staff> & drunk/alcohol/stoned/smelt/vaping/
        pornography/porn; <staff> & uncomfortable/creepy/creeped/unprofessional/inappropriately; <staff> posted/posting/
        posts/shared/wrote/tweets/tweeted & racist/parents/pupils/rude/sexist/homophobic/children/private/confidential/
        school; <staff> & racist/sexist/homophobic comment/comments/joke/jokes/remark/remarks/post/posts; <staff> & own/
        personal/private phone/account/email/camera/mobile/snapchat & <child>/photo/photos/pictures/class; <staff>
        given/gave/gives/giving number/gift/gifts/presents/lifts/phone & <child>; low level concern; allegation;
        allegations; position trust; whistleblow/whistleblowing; lado; gross misconduct; misconduct; code conduct; my/a
        colleague & pupils/pupil/child/children; conduct & <staff>/colleague/adult; <staff> behaviour/behavior/behaving/
        acting/conduct; <staff> & talks/looks/touches/behaves/acts/speaks & <child>; <staff> & secret/secretly/
        favourite/favourites/favours/babysitting/babysits/tutoring & <child>; mr/mrs/miss/ms/sir & snapchat/number/
        alone/touched/messages/texts/lift/hugs/friend/follows/instagram & kids/<child>; <staff> & adult/porn/
        pornographic/sex site/sites/website/websites/images/videos & work/school/his/her/laptop/computer/looked/
        watching; <staff> & photos/pictures/photo/videos & <child>/class & own/personal/private/his/her phone/camera;
        <staff> shuts/closed/locks/closes door; <staff> & alone & with & <child>/girls/boys; <staff> said/saying/says/
        made something/things/comment/remarks/creepy/sexual/weird/inappropriate & <child>/her/him; lady/ladies/man
        swore/shouted/hit/grabbed/pushed <child> & dinner/lunch/lunchtime/kitchen; <staff> gave/gives/buys/bought/
        giving/buying <child> & necklace/present/gift/sweets/money/phone/card/jewellery/bracelet/chocolate/things; mr/
        mrs/miss/ms/sir & lap/hug/hugs/kiss/kissed/cuddle/cuddles/alone/massage/stroking/drunk/shouted/grabbed; <staff>
        hug/hugs/hugging/kiss/kisses/tickles/strokes/cuddles; <staff> smells/smell/smelled/stinks of; <staff> on tinder/
        porn/phone & class/lesson; <staff> asked/asks/told <child> & add/follow/number/snapchat/instagram/alone/secret/
        whatsapp; <staff> & gaming/playing/games/plays online/fortnite/xbox/roblox/minecraft/with & <child>/y5/y6/lads;
        <staff> & slagging/gossiping/moaning/badmouthing/mocking & parent/parents/kid/<child>/school; <staff> &
        facebook/instagram/tiktok/online & drunk/slagging/parent/kid/<child>/naming/name/rude; <staff> & on +her/+his/
        +their phone/mobile & class/lesson/lessons/kids/teaching; lets/let/letting/gave/gives/giving kids/pupils/
        children/them & have/his/her/their & number/mobile/insta/snapchat/facebook; posts/posting/post about/videos her/
        his/their +class/+pupils/+kids/+lessons; <staff> asked/asks/asking/wants <child> & insta/snapchat/number/
        instagram/whatsapp; colleague/teacher/ta showing/sharing/sends/showed us/other/staff/me & rude/racist/sexist/
        memes/pics; <staff> shares/shared/gives/gave her/his/their +login/+password; porn/pornography & <staff>/manager/
        managers & screen/laptop/phone/computer/office; looks/looking/talks/stares at/about +the/+our +girls/+boys/
        +kids/+children & mr/mrs/miss/staff/coach/<staff>; <staff> & drunk & live/stream/online/facebook; has/have/got
        <child> on +his/+her/+their snapchat/facebook/insta/instagram/whatsapp; <staff> & young member staff; late night
        & email/emails/messages/texts & <staff>/colleague/member; <staff> & suggestive/flirty/flirting/lewd/creepy/
        sexual email/emails/messages/comments/texts/remarks; emails/messages/texts/comments & suggestive/flirty;
        betting/gambling/porn/dating/shopping & in/lesson/teaching +time/+lessons; coach/<staff> gave/gives/gave <child>
        his/her +snapchat/+number/+insta; mr/mrs/miss/ms/sir/<staff> & taking/takes/giving/gives/drives a/him/her/
        <child> & rides/ride/lift/lifts/home & car/home; <staff> keeps/has/got/have a +photo/+picture/+pic +of +a/+one/
        +pupil <child>/pupils; <staff> & in/into the girls/boys/kids/pupils +toilets/+changing/+loos; <staff> told/
        tells/telling/showed class/kids/<child> & onlyfans/sex/boyfriend/girlfriend/tinder/drugs/drinking; onlyfans &
        <staff>/supply/teacher/mr/miss/mrs; staff/staffroom +whatsapp/+group/+chat & jokes/joke/racist/rude/kids/sen/
        about/girls; <staff> touches/touch/touching & them/kids/<child>; <staff> & shouted/shouts/screams/screamed/
        yelled & face/filmed/child/<child>/kids; <staff> & asking/asks/asked & out/date/drink/ta/colleague/staff &
        emailing/emails/messages/messaging/texting/her; <staff>/colleague looking/looks/watching/watches/viewing at/
        through porn/sites/dating/betting/tinder; private/privately +message/+messages/+messaging/+chats & <child>/
        girls/boys & coach/<staff>/he/mr; <staff> & went/goes/been/turned to/up/round +a/+the/+pupils +pupils/+house/
        +home/+house & pupil/pupils/<child>; vaping/drinking/drunk/smoking/weed & cupboard/lanyard/school/car/uniform &
        insta/posts/photo/staff/she/he/mr; <staff> & his/her +own +phone/+camera & <child>/photos/pics; mr/mrs/miss/ms &
        alone/favourite/tickles/lap/hugs/house/car & boy/girl/kids/pupil/<child>; coach/tutor/volunteer/governor &
        messages/texts/private/dm/dms/snapchat & girls/boys/<child>/kids; <staff> & shouted/screamed/yelled & face;
        <staff> & follows/following/adds/added/friends/friended/messages/messaging ex/former/old/leaver +pupils/+pupil/
        +students/+kids; feels off/wrong/odd & <staff>; student teacher/ta/<staff> posts/posting/tweets/writes about
        her/his/the/our/their +class/+kids/+pupils; <staff> & watching/watch/watches/looking +at/porn porn/adult/nudes &
        room/work/phone/office/cupboard/shed; mr/mrs/miss/ms/sir/<staff> & keeps/has/got/stores/saves +photos/+pictures/
        +videos/+pics of pupils/kids/children/<child>; <staff> making/makes/made/posts comments/comment/jokes/remarks
        on/about & bikini/body/looks/young/pics/legs/women; teachers/tas/colleagues/staffs bikini/body/legs & comments/
        <staff>; public/open +profile & class/kids/<staff>; personal/private/own +number/+phone/+mobile/+email/+iphone/
        +camera to/with/on/his/her & <child>/kids/pupils & mr/mrs/miss/ms/sir/<staff>/teacher/giving/keeps; <staff>/
        somebody/someone here & taking +selfies/+photos & kids/<child>/phone; somebody/someone here is/has/keeps &
        sending/messaging/texting & girls/boys/<child>/kids; good +night/+morning message/messages/texts & girls/boys/
        <child>; cook/<staff> looking at & phone/women/hadnt/wish; wish i/id hadnt/not +seen & phone/colleague/<staff>;
        friend +requested/+requests/+request & teacher/ta/<staff>/my; staff/colleague/teacher & called/calling/put/that
        & child/pupil/kid & thick/stupid/idiot/brat; calls/calling her/him +princess/+darling/+gorgeous/+sexy/+babe/
        +beautiful; walks/drives/takes/walking him/her/them +home & coach/teacher/<staff>; seen/saw a/my colleague/
        teacher/ta & grab/grabbed/hit/push/shove/shout; how a/my +colleague/+teacher is/acts/behaves & with; deputy/
        head/headteacher/manager told/asked +me to delete/hide/ignore/lie; cover/covering/covered up & head/complaint/
        staff; <staff> wanted/wants/asked/collects kids/pupils/<child> usernames/username/snapchats/numbers; governor/
        <staff> tweeting/tweeted/posting/posts & offensive/racist/refugees/political; <staff>/teachers & dating/
        relationship/sleeping/kissing & sixth/former/ex/pupil/student/parent/child; <staff> hit/hits/slapped/smacked/
        pushed/shoved/grabbed a +child/+kid/+pupil/+boy/+girl; <staff>/staff shared/shares/posted/told/gossiping
        confidential/private/stuff/things about & family/child/pupil/parent/facebook; <staff> & messaging/emailing/
        texting & inappropriately/late/flirty/creepy; inappropriately & <staff>; <staff> & sending/sends/sent & <child>
        & private/messages/messaging; member of staff & took/taking/takes/filmed/filming & kids/<child>/pupils & phone/
        photos; student/trainee placement/teacher & added/adds/follows/messages & kids/<child>; on +placement & kids/
        <child>/added/snapchat/phone; <staff> & private +messages/+message/+chats
        """,
    ),
    signs(
        "staff_conduct",
        SURE,
        """
        whistleblow/whistleblowing/whistleblower; allegation against; concern/concerned/complaint/complain about the
        +head/+headteacher/+deputy/+teacher/+ta/+caretaker/+colleague; concern/concerned/complaint/complain about a
        +colleague/+teacher/+ta/+governor/+coach; lado
        """,
    ),
    signs(
        "staff_conduct",
        CLEAR,
        """
        member of staff; staff member; colleague; a teacher is/was/has; the caretaker; teaching assistant; supply
        teacher; another teacher; student teacher; lunchtime supervisor; volunteer/coach/governor/visitor/contractor &
        <child>; adult who works/working; adult here & <child>
        """,
    ),
    signs(
        "staff_conduct",
        AGAINST,
        """
        impersonating/impersonate/impersonated/pretending/pretend & <staff>; email/emails/message/text from/saying the/
        our/my head/headteacher; fake & <staff>; abusing/threatening/threatened/threat & staff/teachers/me; about our/
        the/my/a/another staff/teacher/head/me/us; gift card/cards; voucher/vouchers; <child>/pupil/pupils/parent/mum/
        dad & about/of/at/called/filmed/threatened teacher/me/staff/us/head; staffroom/staff computer/laptop/room;
        <staff> & hacked/phishing/lost/stolen/stole/malware/virus; fake/parody profile/account/page; left <device>/
        reports/list; email/emails/email/message is/was/been hacked; heads +up; head/headteacher/principal texted/
        emailed/messaged/emailing/texting +me; pretending/pretends to be the +head; volunteers taking photos
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
        publishing/post & <picture>/video & <child>/class/school/kids/pupils/teacher/me/nativity/sports/staff/assembly/
        trip/performance; =filmed/=filming/recorded/recording/photographed/photographing/=videoed/=videoing & <child>/
        me/teacher/staff/class/lesson/pupil/playground/without/uploaded/posted/us; meme & <staff>/me/us; meme of; took/
        taking/taken/takes <picture> & <child>/me/class/us; looked after/lac/adopted/foster/fostered child/children &
        website/facebook/<picture>/page/newsletter/online/named; on the website & <child>/photo; do not photograph; full
        name & <picture>/newsletter/website/photo; tagged/tagging/tag & <child>/pupils/school/photo; deepfake/deepfaked
        & me/teacher/staff/head/voice; deep fake & me/teacher/staff/head; screenshot/screenshots & lesson/me/teacher/
        zoom/teams; photo/photos/picture/pictures/image/images/video/videos/clip on/to/in/onto/over facebook/fb/
        instagram/insta/tiktok/twitter/youtube/website/snapchat/newsletter/whatsapp; livestream/livestreamed/
        livestreaming/streamed/broadcast & play/assembly/nativity/concert/performance/show/sports/event/school/<child>;
        printed/published/print/newspaper/paper/press & <child>/photo/picture & permission/no/without/not; class photo/
        picture & names/shared/facebook/everyone; recorded/record/recording/filmed/=videoed our/my/the/a lesson/class/
        meeting/assembly & youtube/online/put/tiktok/posted/parent/pupil/kid; do/not/dont +photo/+photograph +list/
        photo/photograph; not/without +asking/+consent/+permission & <picture>/insta/facebook; put on insta/facebook/
        tiktok/instagram/snapchat & <picture>/<child>; <parent>/someone took/taken/taking <picture> & online/put/posted/
        facebook/shared; filming/filmed/film/recording/=videoing/photographing/photos & play/nativity/assembly/sports/
        concert/show & parents/after/not/asked/mum/dad/nana; child/boy/girl/lad/kid & arent/isnt/not/cant/no allowed/
        supposed/photo & newsletter/website/photo/picture/show; took/take/taken/taking +my/+our +picture/+photo/+pic/
        +video; made/make a/into/turned +sticker/+stickers/+meme/+gif & my/me/picture/photo; put/posted/stuck/shared/
        uploaded/popped nativity/sports/play/class/trip/day on/onto +her/+his/+facebook/+fb/+insta/+instagram/+tiktok/
        +youtube/+online; <picture> & on/in/for & business/company/paper/prospectus & class/parent/parents/child/names;
        recorded/filmed/=videoed me/another/teacher/miss & shouting/youtube/tiktok/teaching/meltdown/online/airdropped;
        no/without/missing/refused/withdrawn +consent/+permission/+photo & <child>/website/form/lad/photo/picture;
        consent form; wants/want/asked/asking/take/taken <picture>/them/it & off/down/removed/deleted & site/website/
        twitter/our/page/old; <picture> & still up; tagged/tagging & class/school/me/child; ai/fake +video/+picture/
        +song/+voice/+photo of +me/+our/+the/+a & parent/staff/teacher/head/made/singing; airdropped/airdrop/airdropping
        & recorded/<picture>/meltdown/filmed; filming/photographing/recording & fence/gate/playtime/phone; press/
        newspaper/paper/gazette/magazine printed/used/published/ran/put & face/<picture>/child/name; take/took/taken/
        get/pull +my/+his/+her/+the/+our sons/daughters/childs/kids/photo/picture/pictures/photos/video & down/off;
        <picture>/take down & mum/dad/parent/says/wants/asked & sons/daughters/his/her/child; filmed/recorded the/our
        leavers/assembly/play/concert/show & youtube/online/facebook/its; tagged/tagging & lad/girl/boy/child/dad/mum/
        photos/no; dad/mum/parent/carer said/says/asked no/not photos/photo/pictures/filming; club/pta/ptfa/nursery/
        coach put/posts/posted/sharing/puts & faces/photos/pictures/kids/children & instagram/facebook/public/page/
        website; screenshot/screenshotted/screengrab me/my/teacher/lesson & meme/live/lesson/sticker; visitor/visitors/
        parent/somebody/someone snapping/filming/photographing/taking & children/kids/class & phone/tour/pictures;
        photographer & used/advert/pupils/photos/website; recording/filming/recorded lessons/lesson & watch/phone/smart/
        secretly/pupil; put a/up +video/+photo/+clip/+picture of another/other/someones/everyone & kid/child/kids/
        online; face/faces & public/instagram/website/facebook & kids/children/club/child; <picture> of me & asleep/
        desk/sent/round/sticker/eating; looked after/care/adopted/foster & page/website/newsletter/mistake/photo; child
        in +care & page/photo/pta/website; filmed/recorded the fire/drill/fight/meeting/lesson & tiktok/online/without/
        saying; recorded/recording/taping the/a/our +parents/+meeting/+call & without; used/using a kids/childs/pupils/
        boys/girls +photo/+picture/+image; never/didnt/not agreed/agree/signed/consented & photo/picture/poster/insta/
        kid; my +face has/is/was/put/on & video/cat/body/meme/sticker; volunteers/parents/helpers taking photos/pictures
        & phones/facebook/school/trip; trip/class/school +photos/+pictures +on/+up & public/insta/facebook/mum
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
        clips/pictures/images/youtube/=film; <message> & profile picture; naked/nude/nudes/porn/underwear; awful/gory/
        violent/scary/horrible/disturbing images/pictures/video/videos; caretaker/volunteer; knickers/pants/bra/skirt/
        skirts/=bits/body/sleeps/bedroom/shower/changed; abused/abuse/=raped/underage/preteen/police; blood/gore/gory/
        scary/violent/horror & video/videos & youtube/kids/ipad/class; nude/nudes/undies/bum/feet/cubicle; stranger/
        paedo; spicy/dirty/lewd/sexual; house/car & my/our & knife/message/sent; called fat/ugly; model agency; <staff>
        shouted/screamed; password; creepy/pervy; bikini; coin/crypto; taken +over; <bare> & girl/boy/child; member of
        +staff & own/their/his/her +phone; =weeing/=peeing; ask/asking/apply/request for a/an/the video
        +call/+calls/+link/+meeting
        """,
    ),
)
