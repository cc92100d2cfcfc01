"""The signs of something that happened: the third group of the card. How one is written is said in `signs.py`."""

from __future__ import annotations

from bot.policy.incidents.signs import AGAINST, CLEAR, HINT, SURE, Signs, signs

EVENTS: tuple[Signs, ...] = (
    # What got past the filter (I8, I9).
    signs(
        "filter_breach",
        SURE,
        """
        porn/porno/pornography/pornographic/pornhub/xxx/smut/hentai & <child>/ipad/screen/whiteboard/board/class/lesson/
        popped/pop/came/saw/laptop/computer/school/website/appeared/watching/google/seen/look/looking/kids/found; got/
        get/gets/slipped/went/go/came/let/lets/let/letting through/past/round/around filter/filters/filtering/it;
        through the filter; past filter; round filter; around filter; bypass/bypassing/bypassed/bypasses/evade/disable/
        disabled & filter/filters/block/blocks/school/security/vpn; vpn/vpns; proxy/proxies & <child>/school/ipad/
        filter/site/using/used; unblocked games; unblocker; filter not/isnt/isn working/blocking/on; filter is down/off;
        filtering not/isnt/down/failed/failure; filter failed/failure/missed/didnt; popped/pop/popping/pops up; pop ups;
        popup/popups; came/come/comes/coming up & <child>/youtube/google/search/searched/screen/board/class/lesson/
        video/picture/pictures/images/image/advert/ad; inappropriate/unsuitable/adult/sexual/explicit/violent/gory/
        scary/disturbing/horrific/rude/graphic/awful/horror/bad/swearing/swear/gruesome/horrible/nasty/upsetting
        content/video/videos/advert/adverts/ad/ads/image/images/picture/pictures/website/site/sites/websites/page/game/
        games/film/clip/clips/search/results/material/song/lyrics/stuff/thing/things & saw/seen/came/popped/appeared/
        youtube/google/screen/board/class/lesson/children/pupils/ipad/ipads/school/watching/playing/child/found/pupil/
        accessed/opened/working/search/tablet/laptop/kids/showing; swear/swearing/swears/f word/rude word/words & video/
        youtube/song/advert/came/screen/class/lesson/children & up/on/played/came/youtube/whiteboard/board; betting/
        gambling/casino/dating site/website/sites/app/page/advert/ad/ads; safe search; safesearch; not filtered;
        unfiltered; appeared/appears/showed/shown/came/displayed on/in/front screen/whiteboard/board/class/projector/
        children/smartboard; saw/seen/watching/watched/watch/found/accessed/playing/played/looking/looked/open/opened/
        got/onto/get violent/scary/horror/gory/sexual/fighting/18/inappropriate/adult/rude/naked/gore/betting/gambling/
        unsuitable/tiktok/blood/bloody/squid/disturbing/sex/chatroom/chat/omegle/social/discord/snapchat & ipad/ipads/
        laptop/laptops/class/youtube/children/pupils/pupil/child/kid/kids/computer/school/lesson/boys/girls/boy/site/
        website/game/tablets; gore/gory/bloody/beheaded & screen/video/pictures/lesson/class/saw/images; searching/
        searched/search/googled/googling/typed/looked for/up sex/porn/naked/boobs/guns/gore/rude/swear/inappropriate;
        searched/searching/googled/typed/search & rude/sex/sexy/sexual/naked/inappropriate & came/saw/pupil/child/boy/
        girl/ipad/up; smoothwall/lightspeed/securly/netsweeper/senso & way/round/around/past/through/missed/bypass;
        found/know/knows/using a way/ways round/around/past; get/gets/getting/got/go/log on/onto/to/into instagram/
        tiktok/snapchat/facebook/discord/youtube/roblox/whatsapp/games/game/twitter & <device>/chromebooks/ipads/
        laptops/school/class; guns/gun/blood/killing/shooting/zombie/horror/violence/fighting & game/games/video/film/
        cartoon/app & ipad/ipads/class/laptop/laptops/chromebook/chromebooks/school/<child>/youtube/playing/screen/open;
        something rude/horrible/nasty/inappropriate/scary/awful/sexual & popped/came/appeared/up/search/searched/typed/
        clicked/saw; auto played/play/plays; autoplay/autoplayed; sex/sexual/lesbian/naked/boobs/rude & image/images/
        search/searched/google/came/results; swearing/swear/rude in/on & song/video/film/youtube/assembly/lesson; film/
        video/clip & horrible/scary/inappropriate/rude/swearing/violent & played/after/during/phonics/lesson/class;
        rude/inappropriate/sexual/violent/adult/sexy +advert/ad/adverts/ads/popup/banner; search/searching/searched/
        googling/googled +for knife/knives/gun/guns/bomb/bombs/weapons/drugs/blood/gore; image/images/google/internet
        search/searches brought/gave/showed/threw/returned; brought up something/awful/rude/horrible; chatroom & ipad/
        found/laptop/class/<child>; got/came/slipped/went/get +thru; typed/type/typing in & smartboard/board/screen/got/
        came/whiteboard; smart +board & got/came/typed/saw/think/up; blood/scary/gore/violent & youtube/kids/videos;
        typed/googled/searched/searching/looked/typing boobs/bum/willy/sex/sexy/bums/naked/poo/rude/tits & images/
        google/worked/came/showed/kids; tiktok/snapchat/discord/instagram/facebook/whatsapp/omegle & opens/accessible/
        loads/unblocked & ipads/pupil/school/kids/computing/laptops/chromebooks; can/could/able/are get/go/log on/onto
        discord/tiktok/snapchat/insta/instagram/roblox/games/omegle & computing/school/ipads/class/lesson/lunch/
        chromebooks; horrible/nasty/scary/awful/disturbing/rude clip/surprise; filter/filtering/smoothwall has/is/been/
        was +off/+down/+broken; filter & been/is +off/+down; chatbot/chatgpt/ai/alexa/siri/copilot/gemini told/said/
        gave/showed/wrote/swore & class/kids/children/lesson/rude; got/had/gave/get nasty/horrible/bit/a/the surprise/
        shock & clicked/searched/image/google/screen; dirty/rude/sexual/crude/filthy/adult/explicit +joke/+jokes/
        +lyrics/+language/+song/+songs; squid game; hotspot/hotspotting/hotspots/tethering/tethered & dodge/block/
        filter/round; dodge/dodging/beat/avoid the/our block/blocks/filter; searched/searching/googled/search for & got/
        came/brought & something/very/not/up/horrible; lyrics & filth/rude/swear/song; spotify/music/song/playlist &
        swear/swearing/filth/explicit/rude; chainsaw/horror/zombie/gore/violent & clip/advert/video & peppa/kids/
        youtube/after/phonics; why isnt/is/wasnt that/this/it +blocked; hate/violent/racist site/sites/website/websites;
        <rude> & ipad/ipads/screen/whiteboard/lunch/library/class/laptop/tablet/chromebooks/lesson/lessons/google/
        youtube/search & kids/<child>/boy/girl/class/they/we/pupils/came/got/saw/popped/up/appeared; we/i/they looked/
        searched/googled/typed for & got/came/found; image/images search/searches & safe/isnt/not/rude/naked/eyeful/
        eyefuls; eyeful/eyefuls; 4chan/omegle/reddit/onlyfans & kids/pupil/<child>/lunch/ipads/school; adverts/advert/
        ads/ad for & betting/gambling/vapes/dating/alcohol/bra/underwear/bikini/loans & site/kids/quiz/class/see; ghost/
        scary/horror +video/+videos/+film/+clip/+advert/+game; dall/midjourney/ai +image/+picture/+made/+drew/+generated
        & bloody/rude/front/class/naked/kids; people/men/boys/girls +fighting & tiktok/youtube/laptop/class; vpn +app/
        +apps/+on; signed/connected/joined/logged ipads/tablets/laptops/them & unfiltered/hotspot/wifi; slipped
        +through; shooting/guns/fighting & game/games & slipped/through/class/ipads/full; pop up/ups & woman/man/girl/
        women/underwear/naked/bikini; got/get/gets onto/on/into +pornhub/+porn/+tiktok/+4chan/+omegle; can get on
        +anything/+everything/+whatever; get on/onto/to +anything/+everything; worked/figured/found out & get/use/page/
        anything/filter/round; translate/proxy/mirror/cache/incognito +page/+site/+trick/+mode & get/use/anything/kids;
        wide +open & chromebooks/ipads/laptops/internet/filter/kids; nothing/nowt/none seems/is/being/getting +blocked;
        horror/scary/gore/blood/rude/violent/sexual/porn/nasty clip/video/site/image/advert/page & past/through lgfl/
        filter/whatever/got; got/gets/slipped +past; huggy wuggy; siren head; got/came past whatever/the/our/lgfl; need
        i say +more; chat/message +box/+room/+feature & strangers/anyone/type/app/site; typed/typing in & board/
        whiteboard/screen & beaver/more/came/rude; went/goes/jumped/switched to/into +an +ad/+advert; ad/advert/video
        with/of woman/women/man/girls & lingerie/underwear/bikini/naked; got/getting something/somethin +else +entirely;
        typed & got/came +something/+up; blocked but it/its/they +isnt/+arent/+works; says its/it/theyre +blocked +but;
        games +site/+sites during/in lessons/lesson/class; dead +body/+bodies; n/f/c +word & page/loaded/computing/
        lesson/song/video/screen; meme/memes +page/+site; scary +doll/+clown/+face/+game; turn/turned/turning +off safe/
        the/filter/search; chat +roulette; too +sexy/+violent/+scary/+rude for; dead/mutilated body/bodies & picture/
        researched/ww1/screen/google; came on +after & video/song/advert; could/can/able see/view/watch/find/get naked/
        rude/sexual/violent/porn/horrible +pictures/+images/+videos/+stuff/+photos & searched/search/google/when/kids/
        year; naked/rude/sexual +pictures/+images/+photos/+paintings & searched/search/googled/looking/looked/google/
        art; getting/get +onto/+on +tiktok/+snapchat/+youtube/+discord; golden +time & rude/swearing/inappropriate/
        video/song; went/goes/took/takes/taken/led/redirected to/us/him/her/onto an/a adult/porn/rude/gambling/
        inappropriate +site/+website/+page/+advert; clicked & adult/porn/rude/gambling site/website; works/work/opens/
        loads on/in the school/class/pupil ipads/laptops/chromebooks & shouldnt/roblox/tiktok/youtube/games; and it
        +shouldnt; shouldnt +be & works/open/ipads/allowed/accessible
        """,
    ),
    signs(
        "filter_breach",
        CLEAR,
        """
        porn/pornography/pornographic/pornhub/xxx; filter; unsuitable; naked man/woman/lady/people; inappropriate
        website/site/content/page/video/search/searches; got on/onto/access/accessed social/tiktok/snapchat/game;
        content slipped; access/accessed/accessing & inappropriate/unsuitable/adult; 18 rated; horror/scary/violent &
        ipad/ipads/laptops/youtube/screen; swear/swearing & youtube/video/video/advert
        """,
    ),
    signs(
        "filter_breach",
        AGAINST,
        """
        going to/for search & lesson/topic; look/looks odd/strange/suspicious & lesson/search/topic; naked & <child> &
        <picture> & sent/sending/sharing/whatsapp/snapchat/phone; nothing bad; child porn; blocked by the filter; filter
        is blocking; filter blocks; filter blocking; revenge porn; <staff> & adult/porn & site/sites/laptop/work &
        looked/watching/watched/his/her; cant/cannot/couldnt get/access & filter; because of the +filter; ignore the
        alerts; at home; smashed/cracked; set controls; parental controls; filtered +out; silly/cat/face/snapchat/
        beauty/dog +filter; <staff> watching/watched/looking/viewing porn/at
        """,
    ),
    # A lost device or data (I13, D1).
    signs(
        "data_loss",
        SURE,
        """
        lost/lose/losing/mislaid/misplaced/misplace/stolen/stole/nicked/pinched/missing/burgled/robbed/forgot/left
        <device>/laptop/bag/stick/file/folder/register/papers/paperwork/reports/notes/diary/planner/data/keys/badge/
        records/envelope/notebook/assessments; <device>/ipads/laptops/bag/stick/file/folder/register/paperwork/reports/
        papers/records/planner/notebook lost/missing/stolen/gone/mislaid/disappeared/vanished/nicked/misplaced;
        <device>/ipads/laptops/bag/stick/file/folder/register/paperwork/reports/data & lost/stolen/train/bus/taxi/pub/
        mislaid/misplaced/burgled/burglary/theft/robbed/missing/nicked/cafe; cant/cannot/couldnt/unable find & <device>/
        stick/bag/folder/file/register/paperwork/reports/laptop/notes/ipad/planner; left on/at/in/behind & train/bus/
        taxi/cafe/pub/car/home/tube/plane/coffee & <device>/bag/reports/papers/folder/file/paperwork/register/books/
        stick/notes/data; wrong person/parent/email/address/people/recipient/family/child/school/mum/dad/attachment/
        list/envelope/class/group/parents/one/pupil/report & email/emailed/sent/send/sending/report/message/attached/
        posted/mailed/gave/given/letter/texted; emailed/sent/posted/mailed/shared/forwarded/attached/texted/gave wrong;
        to the wrong; sent/emailed/shared/forwarded/posted/attached & mistake/accident/accidentally/accidently/error/
        wrongly/mistakenly & list/report/data/details/email/parents/spreadsheet/names/file/records/information/everyone/
        all; by mistake & sent/emailed/email/shared; accidentally sent/emailed/shared/forwarded/published/replied; reply
        all; replied all; cc/ccd/cced/bcc/bccd; data breach/loss/protection; gdpr/dpa/ico; personal data/information/
        details & lost/sent/shared/bin/online/published/visible/wrong/left; bin/skip/recycling/shredded/shredding &
        names/papers/reports/data/pupil/records/confidential/documents/paperwork; confidential/sensitive/medical/sen/
        safeguarding & list/file/information/data/spreadsheet/report/papers/notes & sent/shared/left/bin/lost/everyone/
        photocopier/printer/wrong/parents; left on/in/at photocopier/printer/copier; left laptop/ipad/phone/bag;
        <device>/ipads/laptops/phone & cant/cannot/couldnt/nowhere find/anywhere/found; missing from & trolley/cupboard/
        classroom/car/bag/office/room; addresses/emails/names/details/numbers & visible/see/seen/shown/showing & email/
        everyone/all/parents/list; to/cc/copied/in all/everyone/whole & email/parents/list & bcc/visible/addresses/
        instead; car/house/bag broken/stolen/taken/burgled into/from & <device>/laptop/papers/gone/books; wrong mrs/mr/
        miss/ms/parent/family/child/email/person/address; email/emailed/letter/report & about & to the wrong; posted/
        put/uploaded/printed/pinned/saved & list/data/details/names/report/plan & wrong; broken/broke +in/+into & bag/
        laptop/folder/tablet/car/ipad/took/stole/stolen; took/nicked/stole/stolen/taken my bag/laptop/ipad/folder/
        tablet/phone; left the/my bag & files/papers/reports/pupil/folder; deleted/wiped/erased/overwrote/formatted/
        corrupted & drive/files/folder/assessment/data/reports/records/class/mistake; backup/backups & lost/deleted/
        gone/there/files/drive/mistake; folder/drive/sharepoint/onedrive/document/spreadsheet & open/shared/visible &
        anyone/everyone/public/link; anyone with the +link; dropped/lost/left/misplaced planner/phone/diary/folder/bag/
        notebook/lanyard & somewhere/shop/in/on/asda/bus; papers/registers/register/reports/letters/paperwork blew/fell/
        flew/thrown/skip; wrong house/address/bag/envelope/book/child/tray/locker; letter/report/details about another/
        other/different family/child/pupil; in the wrong book/reading/bag; ehcp/ehcps/iep/ieps/sen & lost/usb/left/gone/
        find/wrong/stick; nicked/pinched/swiped/mugged & phone/bag/laptop/ipad/book; planner & dropped/lost/phone/
        numbers; cant/cannot get +them/+it +back & files/wiped/deleted/class; gave/given/handed/sent/emailed/posted/
        showed/displayed/left/printed & <records> & another/other/others/wrong/everyone/mistake/parent/parents/board/
        whiteboard/skip/outside/visible/anyone; <records> & left/lost/vanished/gone/missing/stolen/pinched/disappeared/
        skip/bin/costa/bus/train/cafe/shop & <records>/my/the/took/home/left; filing cabinet; autocomplete/autofill/
        autofilled & sent/email/wrong/emailed; wrong +sarah/+smith/+jones/+name/+contact/+john/+emma; phone/laptop/ipad/
        tablet/stick & fell/dropped/canal/river/sea/toilet/drain/boot/stolen/pinched & my/work/school/the; supplier/
        company/provider/firm has/have/had lost/leaked/breached/exposed & data/our/records; lost/leaked/exposed +our/
        +the/+my data; never/not/didnt arrived/arrive/turned/received & <records>/parcel/post/forms; <records> &
        channel/everyone/staff/whole/all & posted/shared/put/sent/uploaded; leaked/leak & <records>/names; showed/
        shared/shown my/the/whole/class +screen/+list & <records>/by/mistake/whiteboard/parents; shredder/shredded/
        shredding; spilt/spilled/spill/poured/dropped/drowned & laptop/ipad/computer/stick/phone/keyboard & stuff/notes/
        work/wont/dead/turn/only/files/brew/coffee/tea/water; wont/not/doesnt turn/switch/start on/up & laptop/ipad/
        stuff/files/only/notes/drive; only +on/+copy/copy/on +there/+there & stuff/notes/files/reports/laptop; hard
        drive/disk/laptop +died/+failed/+dead & notes/files/reports/work/sen/stuff/assessments; wrong +printer; cant/
        cannot/dont remember/know where i/we & put/left & ipad/laptop/phone/stick/folder/<device>; gone +walkabout/
        +awol/+missing/+astray; sd +card; gave/given/handed the/a +wrong & report/child/childs/letter/folder; email/
        mail/letter went/gone to/out +to +the/+all whole/all/everyone/school & details/family/names; one/another/a
        familys/childs/pupils details; recalled & email/late/salary/wrong; salary/payroll/bank +info/+details/+data/
        +information & email/sent/recalled/everyone; shared my +screen & sims/open/meeting/parents/data/cpoms; left the/
        my/a & medical/trip/consent/sen +forms/+form/+notes/+folder; with sims/cpoms/arbor +open; email/letter/report/
        message about +one/+a/+another child/pupil/family & to another/different/wrong/other; to another childs/pupils/
        familys +parents/+mum/+dad/+family; another +childs +parents/+mum/+dad/+report/+details
        """,
    ),
    signs(
        "data_loss",
        CLEAR,
        """
        lost; stolen; mislaid; misplaced; memory stick; pen drive; usb stick; wrong person; gone missing; theft
        """,
    ),
    signs(
        "data_loss",
        AGAINST,
        """
        stolen/stole password/account/identity; gone to sleep; child porn; indecent; pupil is missing; child is missing;
        <child> gone/went/go +missing; lost a/one +child/+pupil; find a/the/one/this +child/+pupil/+boy/+girl; not in
        the +building;
        lost touch/her/his temper/interest/friend; bitcoin/ransom/encrypted/endings; headphones; temper; touch; bank
        card/numbers; picked/collected up & school/gate/relative; wasnt +me; sent rubbish/spam;
        delete/deleted/edit my/a/the +report
        """,
    ),
    # A break-in (I12).
    signs(
        "security_breach",
        HINT,
        """
        vpn; proxy; impersonate; impersonating; pretend; fake account
        """,
    ),
    signs(
        "security_breach",
        SURE,
        """
        hack/hacked/hacking/hacker/hackers/hacks; compromised; malware/virus/viruses/ransomware/trojan/spyware/
        keylogger/worm/infected; account/email/system/laptop/computer/password/teams/network/server/login break/broken/
        breached/taken/stolen/compromised/accessed into/over/by/someone; logged/log/login/logging/logs/signed/signing/
        got/getting/gets/broke/been/sign into/in/on/onto/from my/account/email/russia/china/abroad/unknown/someone/
        nigeria/system/teachers/teacher/as; login/sign & russia/china/abroad/unknown/unusual/suspicious/strange/another
        country; unusual/suspicious/strange/unrecognised/unknown sign/login/logins/activity; knows/know/knew/guessed/
        guess/got/found/has/have/using/used/uses/stole/stolen/sharing/shared/saw/seen/worked my/the/her/his/their/a/out/
        staff/teachers/teacher password/passwords/login/passcode/pin; typed/type/typing/entered/enter/gave/give/given/
        put/giving/putting/shared/told/filled my/password/details/login/them/him/in/passwords/username/credentials &
        password/details/login/site/link/website/page/credentials/passwords; clicked/click/clicking/opened/pressed/
        tapped/followed/downloaded a/the/on/an/dodgy/it link/links/attachment/it/file/that & password/typed/entered/
        details/now/laptop/computer/strange/weird/slow/login/log/downloaded/i/we/signed/gave; i clicked; i have clicked;
        ive clicked; clicked on a link; clicked the link; clicked a link; clicked link; files encrypted/locked; pay
        bitcoin; ransom; encrypted & pay/files; someone else using/used/in/is my/account/email; <message> & sent/
        sending/going/coming/go & from & account/me/address & not/didnt/never/without/knowledge/my; did not/didnt/never
        send & account/email/emails/message; emails i did not send; sent from my account; mouse/cursor moving; remote
        access/control/controlled; remotely/anydesk/teamviewer; security breach/incident/issue; break in & system/
        account/network; data breach & hack; unauthorised/unauthorized access/login; password changed/reset & not/didnt/
        without/i; locked out & account/email/password/hacked; zoom bombed/bombing; zoombombed; gatecrashed/joined &
        lesson/meeting/call & stranger/someone/unknown; pupil/child/student & logged/login/log/password/passwords/
        account/using/accessed/into & staff/teacher/teachers/my/admin/sims/another/someone/other; logged/login/log/
        signed/sign in/on from; changed/reset my +password; cant/cannot get/log in/into & password/account/someone/
        email/hacked; mouse/cursor/screen & moving/moves/itself/by; put/typed/entered/gave/filled my/in details/bank/
        card/username/info/information & dodgy/fake/page/site/website/link/accident/scam/it; found/know/knows/using/use/
        have/got/guessed out/the/a/our/my teacher/teachers/staff/admin/wifi/school login/password/passwords/code/pin;
        ransom note/message/demand; server & hacked/locked/encrypted/ransom; program/programme/software/app/something/
        extension installed itself/by/without; screen is/has locked/frozen & clicked/something/pay; files & endings/
        extensions/encrypted/bitcoin/renamed/gibberish; note/message & bitcoin/ransom; left myself/account/computer/
        laptop/it/me logged/unlocked/signed; logged/signed in/on & sent/messages/emails & as +me; sent/sending/posted/
        posting messages/message/emails/things/stuff as +me; ring/call/phone/rang/called/phoned microsoft/apple/number/
        support/them & page/pop/popup/screen/virus/control; blue/red/black/white +screen/+page & files/ring/microsoft/
        number/encrypted/virus; emails/messages/email arent/werent/isnt/not +mine; emails/messages/stuff/things i/that
        never/didnt/havent/not wrote/write/sent/send; going out from +me/+my; guessed/cracked/worked/figured the/admin/
        my/our/out +pin/+password/+code/+login; let/gave/allowed them/him/someone +on/+in/+control/+access/+connect &
        rang/virus/microsoft/computer/bt; got/getting/gets/get +into the/our/my teachers/teacher/staff/drive/sims/email/
        admin/shared/arbor; password was/has/been/got changed; someone/somebody/stranger/person else/joined/appeared/
        unknown & our/my +online/+zoom/+teams lesson/call/meeting/zoom/class; left my/the/screen/computer/laptop/account
        & unlocked/open/logged & sent/pupil/posted/email; opened/clicked attachment/link/file & slow/weird/now/strange/
        everything; gave/given/put/typed/entered bank/card & details & email/site/page/them/link; mfa/authenticator/2fa
        & request/requests/approve/approved/pressed/overnight/code/prompt; pressed/approved/accepted/tapped +approve/
        +yes/+accept/+mfa/sign; been/got/logged in/on/into sims/arbor/cpoms/bromcom & <child>/yr6/password/kid; knows
        my/our/the +password/+login; red/black screen & files; shoulder surfed/surfing; surfed/saw/watched/seen me &
        type/typing/code/pin/password; told/gave/tell/read them/him/her/out +my/+the/+our login/password/code/pin/
        passcode; strange/weird/new/odd rules/rule & outlook/inbox/email/mail/forward; forwarding/forwards everything/
        all/my; antivirus/defender & screaming/alert/warning/found/detected/popping/says; got/get/getting/keep/received
        a/codes/code & code/codes & ask/request/asked/texted; defaced; logged/locked/signed out of +everything/+my/
        +account/+all; recovery/backup email/phone/number & isnt/not/changed/mine; rubber ducky; plugged in & kid/pupil/
        usb/unknown/strange/thing & stick/ducky/device/thing; old/former/ex/left +member/+staff/+teacher/+employee &
        access/gets/into/still/login/drive; my/our teams/email/account/facebook/twitter/page is/keeps/has/are +posting/
        +sending/+messaging & itself/by/own/stuff; by/on itself/its/own & posting/moving/sending/typing/teams/mouse;
        signed/logged/login/sign/log in from & abroad/vietnam/china/russia/nigeria/country/another/apparently/somewhere;
        put/entered/typed/gave my/in details & blank/document/shared/nothing/happened; code +i didnt; email/account/
        inbox has/is/been sent/sending/spamming & rubbish/spam/junk/links/everyone/parent/list & wasnt/not/me/didnt/
        never; wasnt/wasn +me & sent/email/posted/account; admin/staff/our/my/the/office/wifi/teacher +password/
        +passwords/+login/+code & photographed/photo/snap/seen/shared/kid/board/post-it/postit/sticky/written/everyone;
        post it & password; twitter/facebook/website/instagram/page/account/account been/has/got/is taken/took/taken
        +over; taken over & posting/twitter/page/account/adverts; coin/crypto & posting/adverts/twitter/account/page;
        loads of windows/popups/tabs +opening/+popping; let/letting him/them/her on/into/onto +the/+my computer/laptop/
        pc; over my +shoulder; talking/typing/moving/clicking by +itself; asked/prompted for my/the +microsoft/+google/
        +school +login/+password; page/site that/which +wasnt/+isnt +microsoft/+google/+real & login/did/microsoft;
        plugged it/usb/stick +in/+into & server/computer/someone/laptop; someone/somebody reset/changed +my +password;
        wifi/door/alarm/admin +code/+password & written/hand/knows/board/kids/<child>; getting/got/receiving & emails/
        email +from +our/+my office/account/address/school; files belong; your files & belong/pay/encrypted/locked
        """,
    ),
    signs(
        "security_breach",
        CLEAR,
        """
        my account; password; passwords; firewall/antivirus; acting/behaving strange/strangely/weird/oddly/odd & laptop/
        computer/pc/account; login details; two factor; mfa
        """,
    ),
    signs(
        "security_breach",
        AGAINST,
        """
        forgot/forgotten/forget/reset my/password; not opened/clicked; havent/didnt/not clicked/opened/click/open; have
        not clicked/opened; changing rooms; hacked +off; cant unsubscribe; keep getting & unsubscribe/selling; rubbish
        with +computers/+tech; where do i +start; asking/asks/wants/telling me/us to +click
        """,
    ),
    # Spam and phishing (I10).
    signs(
        "spam",
        SURE,
        """
        spam/spams/spammed/spamming; phish/phishing/phished/smishing/quishing; scam/scams/scammed/scammer/scammers;
        junk; gift/amazon/itunes/steam card/cards/voucher/vouchers; fake invoice/email/message/emails/text; invoice/
        invoices & fake/not/suspicious/dont/didnt/recognise/strange/email/odd/unknown; suspicious/suspect/dodgy/weird/
        strange/odd/fake/unknown/fraudulent/bogus/iffy/unexpected/unsolicited/funny email/emails/message/mail/text/link/
        links/attachment/attachments/sender/call/qr/texts/messages; email/message/text & suspicious/dodgy/fake/weird/
        strange/phishing/scam & link/click/bank/asking/from/attachment/looks/inbox; parcel/delivery/royal/hmrc/bank/
        paypal/netflix/microsoft/lottery/prize/won/inheritance/prince/refund/tax & click/text/email/message/link/scam/
        pretending/call/fake/account/details/waiting/says/suspended; email & asking & bank/password/money/details/
        vouchers/cards/payment/click/login; verify/confirm/update your/my account/password/details; mailbox full;
        account suspended/expire/expired; pretending microsoft/bank/bt/be microsoft; chain letter/message/mail; qr code
        & dodgy/email/scam/strange; cold call/calls/caller; marketing email/emails; won an/a/the iphone/ipad/prize/
        voucher/money/competition/lottery; crypto/bitcoin & email/emails/message/loads; buy vouchers/voucher/cards/card;
        from dpd/hmrc/royal/amazon/paypal/netflix/evri/apple/microsoft/bank/hsbc/barclays & email/text/message/looking/
        weird/dodgy/not/funny; funny/odd/strange/weird +looking email/message/text/link; not my/our +bank; loads/lots/
        tons/hundreds of emails; email & bitcoin/crypto/webcam/ransom & rubbish/pay/send/scam/times/obviously; email/
        emails/text/message & bank/viagra/pills/lottery/holiday/prize/casino; is/if this/it/that/email legit/real/
        genuine/scam/fake; legit; won a/the/an & holiday/car/email/prize; claiming/claims/pretending/saying to/be/from/
        theyre/there +bt/+microsoft/+amazon/+hmrc/+bank/+openreach/+paypal; put/hung/slammed the/phone +down/+up; hung
        up & called/caller/rang/bank/microsoft; qr +code/+codes; loads/lots/tons/hundreds/dozens/30/50/100 & rubbish/
        junk +emails/+email/emails; rubbish +emails/+email; ceo & vouchers/cards/email/buy; firm/company/supplier wants/
        want/asking us/me pay; supplier/invoice & dont/didnt/never/not use/order/ordered/recognise; prize draw; fake
        +dpd/+evri/+hermes/+netflix/+paypal; have/youve/ive +won a/an holiday/prize/car/iphone; asking/asks/asked for
        +our/+my/+your/+bank +bank/+details & email/head/pretends/phishing/text; texted/emailed/text/email & itunes/
        gift/vouchers/cards & head/asking/ceo/boss; email/message/text/says & my/your +password/+mailbox/+storage/
        +account +expires/+expired/+is/+will & expire/expires/today/full/suspended; transfer me/us/you & million/money/
        dollars/pounds; million pounds/dollars & email/transfer/kevin/me; got/another/again that/the/same +netflix/
        +amazon/+paypal/+dpd/+evri/+royal/+hmrc; missed +parcel/+delivery; office365/office/sharepoint/docusign/onedrive
        +link/+email & school/heard/never/from/unknown; seo; keep/keeps emailing/ringing/calling me/us/people/company;
        vote for +her/+him/+me & looks/message/off/link; looks/seems/sounds/bit/feels +off/+fishy/+phishy/+odd/+iffy &
        message/email/text/link/one/call; fishy/phishy; supposedly/apparently/claims from the/my/a council/bank/
        microsoft/head/hmrc/company; wants/asks me/us/you to +open/+click/+download & pdf/link/attachment/file/invoice;
        change/changing/update/new supplier/payroll/our +bank +details/+bank; calendar invites/invite & weird/strange/
        unknown/turning/random/keep; newsletter/newsletters/marketing & unsubscribe/inbox/keep; caller/calling/rang &
        bank/details/change/supplier/remote/bt/microsoft & down/hung/wants/asking/claiming; cant/cannot/wont/let
        unsubscribe; emails/email/texts/calls & selling/sell/sells/wristbands/marketing/offering/promoting/sales; keep/
        keeps getting/receiving & emails/email/texts/calls/junk/messages & selling/company/from/random/unsubscribe; fake
        +email/+emails/+text/+message/+invoice; wanting/wants/asking +my/for +mobile/+number & email/head/fake; tax/
        council/vat +refund/+rebate; owed/due a & refund/rebate/money/tax; unknown/strange +number & pretending/
        daughter/son/mum/link/text; pretending to be my +daughter/+son/+mum/+friend/+bank; mum/dad ive lost my +phone;
        dodgy +pdf/+file/+attachment/+link/+email; shared +file/+document & email/looks/wrong/link/weird; linkedin;
        offering me; bank/hmrc/microsoft rang/rings/called/phoned & didnt/asking/pin/give; apple/amazon/google/paypal
        says & bought/order/charged/locked; never/didnt +ordered/+order/+bought; parcel i/we +never/+didnt; says/saying
        its/theyre/from +evri/+dpd/+hermes/+netflix/+paypal/+amazon/+hmrc/+microsoft/+apple; email/text/message &
        asking/asks/wants/telling me/us to +click/+open/+follow/+tap/+scan; click a/the/on/this +link & email/text/
        parcel/got/message; message/text from a number +i; number i dont +know/+recognise & link/message/text
        """,
    ),
    signs(
        "spam",
        HINT,
        """
        suspicious; dodgy; invoice; fraud; looks fake; link & email; unsubscribe; adverts & email; email
        """,
    ),
    signs(
        "spam",
        AGAINST,
        """
        password & typed/entered/gave/put; i clicked; ive clicked; have clicked; clicked a/on/the link; nasty/abusive/
        threatening/threat/vile/horrible; emailed/sent wrong; hacked +off; calling me a; to delete the +email; our
        +office/+account
        """,
    ),
    # What is blocked and should not be, or will look odd (I8, I9).
    signs(
        "filter_request",
        SURE,
        """
        unblock/unblocked/unblocking/whitelist/whitelisted/allowlist/allowlisted; <me>/site/website/page/video/youtube/
        app/link/game/lesson/says/url/resource is/was/are/it/being/been/gets blocked; blocked & need/lesson/class/site/
        website/page/please/access/teaching/cant/youtube/video/app/use/tomorrow/says/allow/resource/resources/work/open/
        link; website/site/page/app/video/youtube/link not/isnt/wont/cant/cannot/doesnt/no allowed/load/open/access/
        opening/accessible/loading/longer; wont/cant/cannot/doesnt/not/unable load/open/access/get/reach/use/view/see/
        watch & site/website/page/youtube/video/app/bitesize/lesson/link/padlet/resource; website/site/page/app/game/
        resource & not/isnt allowed & need/lesson/class/history/use/teaching; access/site/website/page denied/
        restricted/forbidden; denied access; over blocking; overblocking; blocking/blocks my/the/our/a site/website/
        lesson/access/sites/resources/page; filter is/keeps/has/blocks/blocking/stopping/stops/blocked blocking/blocks/
        blocked/stopping/me/my/site/sites/the/everything; blocked by filter; look/looks/looking/seem/seems/appear odd/
        strange/suspicious/weird/bad/dodgy & search/searches/searching/lesson/filter/research/history/going/planning/
        topic/will; will/might/may/going look/seem odd/strange/suspicious/weird/alarming; searching/search/researching/
        research/looking/googling & lesson/topic/planning/teaching/assembly & weapons/bombs/drugs/extremism/hitler/nazi/
        nazis/terrorism/war/suicide/abuse/knife/racism/ww2/guns/sex/knives; open/allow/enable a/the/this/my/access/up
        site/website/page/app & please/lesson/class/need/can; need access/site/website to/for & lesson/class/teaching/
        site/website/website; cant/cannot/couldnt/unable get/access/log/go on/onto/to/into & filter/blocked/site/
        website/smoothwall/filtered; because of the/our filter/filtering/smoothwall; smoothwall/lightspeed/filter/
        filtering is/has/keeps stopping/blocked/blocking/stops; is being/been/getting/got blocked; googling/searching/
        searched/researching/looking up & for & lesson/topic/history/month/assembly/project/planning/rse/re/pshe/
        teaching; ignore/expect/explain the/an/some alert/alerts/report/reports/flag/flags; will/may/might flag/flagged/
        trigger/alert; my/our searches/search will/may/might/look; could/can/please/would open/unblock/allow/unlock &
        site/website/page/app/museum/video/youtube/link; wont/doesnt/not let/letting/lets +me/us/them/pupils/children
        on/onto/into/open/use/watch; comes/came/coming +up as/saying/says +restricted/+blocked/+denied; be allowed/
        unblocked/opened for & pupils/class/lesson/children/website/site; alerts/alert will/may/might +go/come +off;
        searches & just/so/heads/know/planned/teaching/doing/ww2/topic; there will/may/might be +searches/+alerts;
        teaching & unit/topic/lesson & alerts/searches/planned; unblock/unblocked/unblocking & page/site/website/pshe/
        lesson/tomorrow; website/site/page & allowed & for & pupils/class/children; why cant/cannot/wont i/we/they/kids
        & get +on/+onto/+into/+to & youtube/site/website/bitesize/app/padlet; not permitted/allowed & category/says/
        page; category games/weapons/social/gambling/chat; access denied; need/needs/want/wants & allowing/unblocking/
        whitelisting; blue/red/block/blocked/padlock +page/+screen & kids/site/work/padlock/class; let my/our/the class/
        kids/pupils/y5 +on/+onto/+use; filtered +out; doesnt/not/isnt/wont work/working/load/open for +the/+my +kids/
        +class/+pupils/+children; google/search/look/looking/research/searching & holocaust/drugs/knives/weapons/war/
        suicide/harm & lesson/topic/week/pshe/planning/assembly; dont/do/not panic/worry & flags/alerts/searching/
        googling; if it/they/this +flags/+flagged; ignore it/the/them/alert & google/search/lesson/searching; heads +up
        & searching/searches/looking/googling/google; <site> & being/is/was/been/are/keeps stopped/stopping/barred/
        rejected/refused & firewall/filter/securly/smoothwall/by; stopped/blocked/barred by the/our firewall/filter;
        wont/doesnt/cant/not/isnt +open/+load/+work for/on & staff/either/kids/class/me & <site>/news/bbc; not allowed
        +by your/the +administrator/+admin/+network; administrator & allowed/blocked/says/policy; category & alcohol/
        weapons/adult/games/violence/drugs/gambling/chat/social & its/page/site/about/lesson; might/may/will see me/us/
        my +looking/+searching/+googling/+on; looking/searching at/for & cigarettes/vaping/drugs/alcohol/weapons/knives/
        suicide & science/lesson/pshe/topic/history/assembly; blocked/blocks/blocking my/our/the +slides/+lesson/+page/
        +video/+presentation; because of the +word; get/have/getting a/my/this/the +website/+site/+page/+app +opened/
        +unblocked/+allowed/+up; whitelist/allowlist; opened +up & site/website/page; could/can/would/please we/you/i/
        someone whitelist/unblock/allowlist/unlock; padlock +screen/+page/+icon/+sign; policy/content/category
        +restriction/+restricted/+blocked; cant/cannot/wont/not get/go/log +on/+onto/+into/+to +canva/+kahoot/+padlet/
        +twinkl/+youtube/+vimeo/+bitesize/+scratch/+phet/+quizlet/+blooket/+numbots/+spellingframe/+topmarks/+wordwall/
        +the & working/year/site/lesson/page/kids/site/class/filter/its; canva/kahoot/padlet/twinkl/vimeo/bitesize/
        wordwall/quizlet/blooket/topmarks & blocked/cant/wont/load/working/stopped/work/allow; ill/will/going/be/be
        opening/looking/searching/researching/visiting & slides/training/lesson/assembly/pshe/topic/planning;
        monitoring/filter/smoothwall/senso/securly may/might/will ping/flag/alert/go; expect nazi/odd/strange/some/
        weird/a +searches/+search/+alerts/+flags; training & opening/searching/looking & sites/slides; nothing/nowt/none
        loads/load/opens/open/works & from/on/site/page; prohibited/forbidden/restricted & site/page/says/website; get
        +on/+onto x/twitter/facebook & barred/blocked/account/school; barred; searches & odd/off/strange/weird & next/
        week/some/science/lesson; so some/the/my +searches; cant +see/+watch/+view/+open the videos/video/pictures/link/
        page & powerpoint/slides/lesson/kids/class; please/could/can tech/it allow/open/unlock; page/site has/is been/
        being +stopped/+blocked; can/could/please somebody/someone/anyone/tech allow/open/unblock
        """,
    ),
    signs(
        "filter_request",
        CLEAR,
        """
        blocked; blocking; access denied; wont load; restricted
        """,
    ),
    signs(
        "filter_request",
        AGAINST,
        """
        unblocked games; not blocked; wasnt blocked; isnt blocked; should be blocked; should have been blocked; please
        block; need blocking; blocked me/her/him/them; account blocked/locked; got past; vpn/proxy; nothing/nowt/none
        seems/is/being/getting +blocked; wide +open
        """,
    ),
    # A concern that fits no other kind (I2).
    signs(
        "other",
        HINT,
        """
        something/anything odd/strange/weird/funny/happened/wrong/else; not sure; something else; dont know what/who/if/
        where; general/other concern/question/matter; advice; unsure; tell you something; who to talk/speak/tell; talk/
        speak to someone/somebody; dont know where/if/whether; where to put this; something happened; dont want to type/
        say/write
        """,
    ),
    signs(
        "other",
        SURE,
        """
        game/games/fortnite/roblox & rated/obsessed/addicted/hooked; addicted/obsessed/hooked/glued & phone/phones/game/
        games/screen/screens/tiktok/youtube/ipad; tiktok/snapchat/facebook/instagram/whatsapp/youtube/gaming/xbox & at
        home; has/have/got/own/set +own/+facebook/+instagram/+tiktok/+snapchat/+youtube/+a +account/+channel/+youtube/
        +facebook/+tiktok & 6/7/8/9/10/child/boy/girl/y3/own/kid/pupil; spent/spending/spends/bought/buying & robux/
        skins/vbucks/money/card/pounds & mums/dads/child/card/game/parents; up/playing/gaming/online till/until/all &
        midnight/night/1am/2am/3am/late; too tired & fortnite/game/games/xbox/ipad/learn; parental controls/control;
        set/change controls/settings & ipad/phone/parents/xbox; smashed/broken/broke/cracked/vandalised/damaged/trashed/
        snapped & ipad/ipads/screen/laptop/laptops/trolley/headphones/whiteboard/whiteboards/keys/keyboard; chatgpt/ai/
        copilot & does/doing/did/wrote/do +his/+her/+their/+my +homework/+work/+essay/+story; two/some/other/both mums/
        dads/parents +fell/+row/+rowing/+argument/+arguing/having; parents/mums having/had a +row/+argument/+fight;
        screen time; headphones & missing/broken/lost; underage & account/accounts/tiktok; play/playing/stay/staying/up
        till/until/to +stupid/+all/+late/+midnight/+silly; oclock/hours & play/playing/fortnite/xbox/up; ipads/laptops/
        ipad/laptop/chromebooks/tablets & arent/wont/not/isnt +charging/+charge/+charged; wifi/internet/broadband is/
        was/keeps +terrible/+slow/+down/+rubbish/+awful/+dropping; projector/printer/whiteboard broken/not/wont/working;
        wants to be a/an +youtuber/+influencer/+streamer/+tiktoker; alexa & order/ordered/pizza/asked; parent/mum/dad on
        +phone/+her/+his/+their & playground/gate; drew/drawn on +interactive/+board/+the & board/screen/whiteboard;
        parents/mum/dad reads/read/check/checks/reading & messages/phone; parents asking/ask/asked/want about/to/for &
        roblox/fortnite/controls/phones/apps/talk/help; do/run/give a +talk/+session/+workshop/+assembly & parents/
        online; swearing/shouting at +the +tablet/+ipad/+screen/+computer/+game; betting/gambling/trading/swapping &
        pokemon/cards/marbles/match; stole/stolen/lost/nicked/took +his/+her/+their +roblox/+skins/+robux/+minecraft/
        +fortnite; hacked +off; rap/song/songs/lyrics & knows/singing/sings/unsupervised/reception; unsupervised &
        youtube/ipad/online/tiktok/internet/phone; smart +watch/+watches; momo; alexa; kids/child/they & at home &
        watching/playing/unsupervised/phone/ipad; dont know where to +put/+report; has/have/got/have +a/+his/+her/+their
        +facebook/+instagram/+insta/+snapchat/+tiktok/+youtube/+whatsapp & 6/7/8/9/10/11/y3/y2/y1/underage; gta/cod/
        game/games/fortnite/roblox/xbox & at +home; advice/tips/help & phones/phone/screen/parent/parents & secondary/
        home/setting; how many followers/likes/subscribers; comparing followers/likes; falls/falling/fell +asleep &
        gaming/class/game/fortnite/phone; pulled/picked/snapped/missing the/all/off +keys; keys off/of & keyboard/
        laptop; screen +time; slime/toy/unboxing/dance +videos & playtime/kids/making; lost/lose/locked his/her/their
        +fortnite/+roblox/+game/+minecraft; nuisance; child/kid/boy/girl/pupil/year has/have/got her/his/their +own
        tiktok/youtube/phone/instagram/facebook/snapchat/channel/account/ipad; kids/children/they are/is on youtube/
        tiktok/roblox/phones/xbox & all/night/late/hours/weekend
        """,
    ),
)
