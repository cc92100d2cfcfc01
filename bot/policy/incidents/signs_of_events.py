"""The signs of something that happened: the third group of the card. How one is written is said in `signs.py`."""

from __future__ import annotations

from bot.policy.incidents.signs import AGAINST, CLEAR, HINT, SURE, TRACE, Signs, signs

EVENTS: tuple[Signs, ...] = (
    # What got past the filter (I8, I9).
    signs(
        "filter_breach",
        SURE,
        """
        porn/porno/pornography/pornographic/pornhub/xxx/smut/hentai & <child>/ipad/screen/whiteboard/board/class/
        lesson/popped/pop/came/saw/laptop/computer/school/website/appeared/watching/google/seen/look/looking/kids/
        found; got/get/gets/slipped/went/go/came/let/lets/let/letting through/past/round/around filter/filters/
        filtering/it; through the filter; past filter; round filter; around filter; bypass/bypassing/bypassed/
        bypasses/evade/disable/disabled & filter/filters/block/blocks/school/security/vpn; vpn/vpns; proxy/proxies &
        <child>/school/ipad/filter/site/using/used; unblocked games; unblocker; filter not/isnt/isn working/
        blocking/on; filter is down/off; filtering not/isnt/down/failed/failure; filter failed/failure/missed/didnt;
        popped/pop/popping/pops up; pop ups; popup/popups; came/come/comes/coming up & <child>/youtube/google/
        search/searched/screen/board/class/lesson/video/picture/pictures/images/image/advert/ad; inappropriate/
        unsuitable/adult/sexual/explicit/violent/gory/scary/disturbing/horrific/rude/graphic/awful/horror/bad/
        swearing/swear/gruesome/horrible/nasty/upsetting content/video/videos/advert/adverts/ad/ads/image/images/
        picture/pictures/website/site/sites/websites/page/game/games/film/clip/clips/search/results/material/song/
        lyrics/stuff/thing/things & saw/seen/came/popped/appeared/youtube/google/screen/board/class/lesson/children/
        pupils/ipad/ipads/school/watching/playing/child/found/pupil/accessed/opened/working/search/tablet/laptop/
        kids/showing; swear/swearing/swears/f word/rude word/words & video/youtube/song/advert/came/screen/class/
        lesson/children & up/on/played/came/youtube/whiteboard/board; betting/gambling/casino/dating site/website/
        sites/app/page/advert/ad/ads; safe search; safesearch; not filtered; unfiltered; appeared/appears/showed/
        shown/came/displayed on/in/front screen/whiteboard/board/class/projector/children/smartboard; saw/seen/
        watching/watched/watch/found/accessed/playing/played/looking/looked/open/opened/got/onto/get violent/scary/
        horror/gory/sexual/fighting/18/inappropriate/adult/rude/naked/gore/betting/gambling/unsuitable/tiktok/blood/
        bloody/squid/disturbing/sex/chatroom/chat/omegle/social/discord/snapchat & ipad/ipads/laptop/laptops/class/
        youtube/children/pupils/pupil/child/kid/kids/computer/school/lesson/boys/girls/boy/site/website/game/
        tablets; gore/gory/bloody/beheaded & screen/video/pictures/lesson/class/saw/images; searching/searched/
        search/googled/googling/typed/looked for/up sex/porn/naked/boobs/guns/gore/rude/swear/inappropriate;
        searched/searching/googled/typed/search & rude/sex/sexy/sexual/naked/inappropriate & came/saw/pupil/child/
        boy/girl/ipad/up; smoothwall/lightspeed/securly/netsweeper/senso & way/round/around/past/through/missed/
        bypass; found/know/knows/using a way/ways round/around/past; get/gets/getting/got/go/log on/onto/to/into
        instagram/tiktok/snapchat/facebook/discord/youtube/roblox/whatsapp/games/game/twitter & <device>/
        chromebooks/ipads/laptops/school/class; guns/gun/blood/killing/shooting/zombie/horror/violence/fighting &
        game/games/video/film/cartoon/app & ipad/ipads/class/laptop/laptops/chromebook/chromebooks/school/<child>/
        youtube/playing/screen/open; something rude/horrible/nasty/inappropriate/scary/awful/sexual & popped/came/
        appeared/up/search/searched/typed/clicked/saw; auto played/play/plays; autoplay/autoplayed; sex/sexual/
        lesbian/naked/boobs/rude & image/images/search/searched/google/came/results; swearing/swear/rude in/on &
        song/video/film/youtube/assembly/lesson; film/video/clip & horrible/scary/inappropriate/rude/swearing/
        violent & played/after/during/phonics/lesson/class; rude/inappropriate/sexual/violent/adult/sexy +advert/ad/
        adverts/ads/popup/banner; search/searching/searched/googling/googled +for knife/knives/gun/guns/bomb/bombs/
        weapons/drugs/blood/gore; image/images/google/internet search/searches brought/gave/showed/threw/returned;
        brought up something/awful/rude/horrible; chatroom & ipad/found/laptop/class/<child>; got/came/slipped/went/
        get +thru; typed/type/typing in & smartboard/board/screen/got/came/whiteboard; smart +board & got/came/
        typed/saw/think/up; blood/scary/gore/violent & youtube/kids/videos
        """,
    ),
    signs(
        "filter_breach",
        CLEAR,
        """
        porn/pornography/pornographic/pornhub/xxx; filter; unsuitable; naked man/woman/lady/people; inappropriate
        website/site/content/page/video/search/searches; got on/onto/access/accessed social/tiktok/snapchat/game;
        content slipped; access/accessed/accessing & inappropriate/unsuitable/adult; 18 rated; horror/scary/violent
        & ipad/ipads/laptops/youtube/screen; swear/swearing & youtube/video/video/advert
        """,
    ),
    signs(
        "filter_breach",
        AGAINST,
        """
        going to/for search & lesson/topic; look/looks odd/strange/suspicious & lesson/search/topic; naked & <child>
        & <picture> & sent/sending/sharing/whatsapp/snapchat/phone; nothing bad; child porn; blocked by the filter;
        filter is blocking; filter blocks; filter blocking; revenge porn; <staff> & adult/porn & site/sites/laptop/
        work & looked/watching/watched/his/her; cant/cannot/couldnt get/access & filter; because of the +filter;
        ignore the alerts
        """,
    ),
    signs(
        "filter_breach",
        CLEAR,
        """
        gweld/gwylio porn/pornograffi; pornograffi; porno/pornografia/pornografie/pornografii/pornografic; fahash
        film/video/website; فحش
        """,
    ),
    # A lost device or data (I13, D1).
    signs(
        "data_loss",
        SURE,
        """
        lost/lose/losing/mislaid/misplaced/misplace/stolen/stole/nicked/pinched/missing/burgled/robbed/forgot/left
        <device>/laptop/bag/stick/file/folder/register/papers/paperwork/reports/notes/diary/planner/data/keys/badge/
        records/envelope/notebook/assessments; <device>/ipads/laptops/bag/stick/file/folder/register/paperwork/
        reports/papers/records/planner/notebook lost/missing/stolen/gone/mislaid/disappeared/vanished/nicked/
        misplaced; <device>/ipads/laptops/bag/stick/file/folder/register/paperwork/reports/data & lost/stolen/train/
        bus/taxi/pub/mislaid/misplaced/burgled/burglary/theft/robbed/missing/nicked/cafe; cant/cannot/couldnt/unable
        find & <device>/stick/bag/folder/file/register/paperwork/reports/laptop/notes/ipad/planner; left
        on/at/in/behind & train/bus/taxi/cafe/pub/car/home/tube/plane/coffee & <device>/bag/reports/papers/folder/
        file/paperwork/register/books/stick/notes/data; wrong person/parent/email/address/people/recipient/family/
        child/school/mum/dad/attachment/list/envelope/class/group/parents/one/pupil/report & email/emailed/sent/
        send/sending/report/message/attached/posted/mailed/gave/given/letter/texted; emailed/sent/posted/mailed/
        shared/forwarded/attached/texted/gave wrong; to the wrong; sent/emailed/shared/forwarded/posted/attached &
        mistake/accident/accidentally/accidently/error/wrongly/mistakenly & list/report/data/details/email/parents/
        spreadsheet/names/file/records/information/everyone/all; by mistake & sent/emailed/email/shared;
        accidentally sent/emailed/shared/forwarded/published/replied; reply all; replied all; cc/ccd/cced/bcc/bccd;
        data breach/loss/protection; gdpr/dpa/ico; personal data/information/details & lost/sent/shared/bin/online/
        published/visible/wrong/left; bin/skip/recycling/shredded/shredding & names/papers/reports/data/pupil/
        records/confidential/documents/paperwork; confidential/sensitive/medical/sen/safeguarding & list/file/
        information/data/spreadsheet/report/papers/notes & sent/shared/left/bin/lost/everyone/photocopier/printer/
        wrong/parents; left on/in/at photocopier/printer/copier; left laptop/ipad/phone/bag; <device>/ipads/laptops/
        phone & cant/cannot/couldnt/nowhere find/anywhere/found; missing from & trolley/cupboard/classroom/car/bag/
        office/room; addresses/emails/names/details/numbers & visible/see/seen/shown/showing & email/everyone/all/
        parents/list; to/cc/copied/in all/everyone/whole & email/parents/list & bcc/visible/addresses/instead;
        car/house/bag broken/stolen/taken/burgled into/from & <device>/laptop/papers/gone/books; wrong mrs/mr/miss/
        ms/parent/family/child/email/person/address; email/emailed/letter/report & about & to the wrong; posted/put/
        uploaded/printed/pinned/saved & list/data/details/names/report/plan & wrong; broken/broke +in/+into & bag/
        laptop/folder/tablet/car/ipad/took/stole/stolen; took/nicked/stole/stolen/taken my bag/laptop/ipad/folder/
        tablet/phone; left the/my bag & files/papers/reports/pupil/folder
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
        stolen/stole password/account/identity; gone to sleep; child porn; indecent; pupil is missing; child is
        missing; lost touch/her/his temper/interest/friend; bitcoin/ransom/encrypted/endings
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
        keylogger/worm/infected; account/email/system/laptop/computer/password/teams/network/server/login break/
        broken/breached/taken/stolen/compromised/accessed into/over/by/someone; logged/log/login/logging/logs/
        signed/signing/got/getting/gets/broke/been/sign into/in/on/onto/from my/account/email/russia/china/abroad/
        unknown/someone/nigeria/system/teachers/teacher/as; login/sign & russia/china/abroad/unknown/unusual/
        suspicious/strange/another country; unusual/suspicious/strange/unrecognised/unknown sign/login/logins/
        activity; knows/know/knew/guessed/guess/got/found/has/have/using/used/uses/stole/stolen/sharing/shared/saw/
        seen/worked my/the/her/his/their/a/out/staff/teachers/teacher password/passwords/login/passcode/pin; typed/
        type/typing/entered/enter/gave/give/given/put/giving/putting/shared/told/filled my/password/details/login/
        them/him/in/passwords/username/credentials & password/details/login/site/link/website/page/credentials/
        passwords; clicked/click/clicking/opened/pressed/tapped/followed/downloaded a/the/on/an/dodgy/it link/links/
        attachment/it/file/that & password/typed/entered/details/now/laptop/computer/strange/weird/slow/login/log/
        downloaded/i/we/signed/gave; i clicked; i have clicked; ive clicked; clicked on a link; clicked the link;
        clicked a link; clicked link; files encrypted/locked; pay bitcoin; ransom; encrypted & pay/files; someone
        else using/used/in/is my/account/email; <message> & sent/sending/going/coming/go & from & account/me/address
        & not/didnt/never/without/knowledge/my; did not/didnt/never send & account/email/emails/message; emails i
        did not send; sent from my account; mouse/cursor moving; remote access/control/controlled; remotely/anydesk/
        teamviewer; security breach/incident/issue; break in & system/account/network; data breach & hack;
        unauthorised/unauthorized access/login; password changed/reset & not/didnt/without/i; locked out & account/
        email/password/hacked; zoom bombed/bombing; zoombombed; gatecrashed/joined & lesson/meeting/call & stranger/
        someone/unknown; pupil/child/student & logged/login/log/password/passwords/account/using/accessed/into &
        staff/teacher/teachers/my/admin/sims/another/someone/other; logged/login/log/signed/sign in/on from;
        changed/reset my +password; cant/cannot get/log in/into & password/account/someone/email/hacked; mouse/
        cursor/screen & moving/moves/itself/by; put/typed/entered/gave/filled my/in details/bank/card/username/info/
        information & dodgy/fake/page/site/website/link/accident/scam/it; found/know/knows/using/use/have/got/
        guessed out/the/a/our/my teacher/teachers/staff/admin/wifi/school login/password/passwords/code/pin; ransom
        note/message/demand; server & hacked/locked/encrypted/ransom; program/programme/software/app/something/
        extension installed itself/by/without; screen is/has locked/frozen & clicked/something/pay; files & endings/
        extensions/encrypted/bitcoin/renamed/gibberish; note/message & bitcoin/ransom; left myself/account/computer/
        laptop/it/me logged/unlocked/signed; logged/signed in/on & sent/messages/emails & as +me; sent/sending/
        posted/posting messages/message/emails/things/stuff as +me
        """,
    ),
    signs(
        "security_breach",
        CLEAR,
        """
        my account; password; passwords; firewall/antivirus; acting/behaving strange/strangely/weird/oddly/odd &
        laptop/computer/pc/account; login details; two factor; mfa
        """,
    ),
    signs(
        "security_breach",
        AGAINST,
        """
        forgot/forgotten/forget/reset my/password; not opened/clicked; havent/didnt/not clicked/opened/click/open;
        have not clicked/opened; changing rooms
        """,
    ),
    # Spam and phishing (I10).
    signs(
        "spam",
        SURE,
        """
        spam/spams/spammed/spamming; phish/phishing/phished/smishing/quishing; scam/scams/scammed/scammer/scammers;
        junk; gift/amazon/itunes/steam card/cards/voucher/vouchers; fake invoice/email/message/emails/text;
        invoice/invoices & fake/not/suspicious/dont/didnt/recognise/strange/email/odd/unknown; suspicious/suspect/
        dodgy/weird/strange/odd/fake/unknown/fraudulent/bogus/iffy/unexpected/unsolicited/funny email/emails/
        message/mail/text/link/links/attachment/attachments/sender/call/qr/texts/messages; email/message/text &
        suspicious/dodgy/fake/weird/strange/phishing/scam & link/click/bank/asking/from/attachment/looks/inbox;
        parcel/delivery/royal/hmrc/bank/paypal/netflix/microsoft/lottery/prize/won/inheritance/prince/refund/tax &
        click/text/email/message/link/scam/pretending/call/fake/account/details/waiting/says/suspended; email &
        asking & bank/password/money/details/vouchers/cards/payment/click/login; verify/confirm/update your/my
        account/password/details; mailbox full; account suspended/expire/expired; pretending microsoft/bank/bt/be
        microsoft; chain letter/message/mail; qr code & dodgy/email/scam/strange; cold call/calls/caller; marketing
        email/emails; won an/a/the iphone/ipad/prize/voucher/money/competition/lottery; crypto/bitcoin & email/
        emails/message/loads; buy vouchers/voucher/cards/card; from dpd/hmrc/royal/amazon/paypal/netflix/evri/apple/
        microsoft/bank/hsbc/barclays & email/text/message/looking/weird/dodgy/not/funny; funny/odd/strange/weird
        +looking email/message/text/link; not my/our +bank; loads/lots/tons/hundreds of emails; email & bitcoin/
        crypto/webcam/ransom & rubbish/pay/send/scam/times/obviously
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
        password & typed/entered/gave/put; i clicked; ive clicked; have clicked; clicked a/on/the link; nasty/
        abusive/threatening/threat/vile/horrible; emailed/sent wrong
        """,
    ),
    # What is blocked and should not be, or will look odd (I8, I9).
    signs(
        "filter_request",
        SURE,
        """
        unblock/unblocked/unblocking/whitelist/whitelisted/allowlist/allowlisted; <me>/site/website/page/video/
        youtube/app/link/game/lesson/says/url/resource is/was/are/it/being/been/gets blocked; blocked & need/lesson/
        class/site/website/page/please/access/teaching/cant/youtube/video/app/use/tomorrow/says/allow/resource/
        resources/work/open/link; website/site/page/app/video/youtube/link not/isnt/wont/cant/cannot/doesnt/no
        allowed/load/open/access/opening/accessible/loading/longer; wont/cant/cannot/doesnt/not/unable load/open/
        access/get/reach/use/view/see/watch & site/website/page/youtube/video/app/bitesize/lesson/link/padlet/
        resource; website/site/page/app/game/resource & not/isnt allowed & need/lesson/class/history/use/teaching;
        access/site/website/page denied/restricted/forbidden; denied access; over blocking; overblocking;
        blocking/blocks my/the/our/a site/website/lesson/access/sites/resources/page; filter is/keeps/has/blocks/
        blocking/stopping/stops/blocked blocking/blocks/blocked/stopping/me/my/site/sites/the/everything; blocked by
        filter; look/looks/looking/seem/seems/appear odd/strange/suspicious/weird/bad/dodgy & search/searches/
        searching/lesson/filter/research/history/going/planning/topic/will; will/might/may/going look/seem odd/
        strange/suspicious/weird/alarming; searching/search/researching/research/looking/googling & lesson/topic/
        planning/teaching/assembly & weapons/bombs/drugs/extremism/hitler/nazi/nazis/terrorism/war/suicide/abuse/
        knife/racism/ww2/guns/sex/knives; open/allow/enable a/the/this/my/access/up site/website/page/app & please/
        lesson/class/need/can; need access/site/website to/for & lesson/class/teaching/site/website/website; cant/
        cannot/couldnt/unable get/access/log/go on/onto/to/into & filter/blocked/site/website/smoothwall/filtered;
        because of the/our filter/filtering/smoothwall; smoothwall/lightspeed/filter/filtering is/has/keeps
        stopping/blocked/blocking/stops; is being/been/getting/got blocked; googling/searching/searched/researching/
        looking up & for & lesson/topic/history/month/assembly/project/planning/rse/re/pshe/teaching; ignore/expect/
        explain the/an/some alert/alerts/report/reports/flag/flags; will/may/might flag/flagged/trigger/alert;
        my/our searches/search will/may/might/look; could/can/please/would open/unblock/allow/unlock & site/website/
        page/app/museum/video/youtube/link; wont/doesnt/not let/letting/lets +me/us/them/pupils/children on/onto/
        into/open/use/watch; comes/came/coming +up as/saying/says +restricted/+blocked/+denied; be allowed/
        unblocked/opened for & pupils/class/lesson/children/website/site; alerts/alert will/may/might +go/come +off;
        searches & just/so/heads/know/planned/teaching/doing/ww2/topic; there will/may/might be +searches/+alerts;
        teaching & unit/topic/lesson & alerts/searches/planned; unblock/unblocked/unblocking & page/site/website/
        pshe/lesson/tomorrow; website/site/page & allowed & for & pupils/class/children
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
        unblocked games; not blocked; wasnt blocked; isnt blocked; should be blocked; should have been blocked;
        please block; need blocking; blocked me/her/him/them; account blocked/locked; got past; vpn/proxy
        """,
    ),
    # A concern that fits no other kind (I2).
    signs(
        "other",
        HINT,
        """
        something/anything odd/strange/weird/funny/happened/wrong/else; not sure; something else; dont know
        what/who/if/where; general/other concern/question/matter; advice; unsure; tell you something; who to
        talk/speak/tell; talk/speak to someone/somebody
        """,
    ),
    # Hardly signs, each counted: what is left when no other says anything.
    signs(
        "filter_breach",
        TRACE,
        """
        filter; website; youtube; video; search; google; screen; ipad; ipads; laptop; advert; game; inappropriate;
        lesson; class; saw; seen; popped
        """,
    ),
    signs(
        "filter_request",
        TRACE,
        """
        blocked; access; site; website; need; unblock; load; lesson; tomorrow; open; allowed; filter
        """,
    ),
    signs(
        "security_breach",
        TRACE,
        """
        account; password; hacked; login; clicked; virus; screen; computer; strange; locked; teams; access; server
        """,
    ),
    signs(
        "data_loss",
        TRACE,
        """
        lost; missing; left; sent; wrong; email; list; data; laptop; stick; bag; names; find; gone; report; stolen
        """,
    ),
    signs(
        "spam",
        TRACE,
        """
        email; emails; link; click; fake; money; bank; account; invoice; sender; suspicious; weird; text; offer;
        parcel
        """,
    ),
)
