"""The signs that somebody harms a pupil, or may: of the first group of the card.

How a group is written is said in `signs.py`. They alert first: a sign too many costs less here than one too few.
"""

from __future__ import annotations

from bot.policy.incidents.signs import AGAINST, CLEAR, HINT, SURE, Signs, signs

HARM: tuple[Signs, ...] = (
    # Somebody harms a pupil, or may (I3, I7, I17).
    signs(
        "harmful_contact",
        SURE,
        """
        says/said/claims/told he/she/they/hes/shes/theyre/is/are +9/10/11/12/13/14/15; sounds/seems/looks like a/an
        grown/adult/older/man; grown up & chatting/talking/online/messaging/sounds; groom/groomed/grooming/groomer;
        paedo/pedo/paedophile/pedophile/predator; child/sexual/sexually abuse/abused/abusing/assault/assaulted; =rape/
        =raped/=raping/rapist; molest/molested; sextortion/sextorted; county lines; trafficked/trafficking; fgm; forced
        marriage; blackmail/blackmailed/blackmailing/blackmails & <who>; sugar daddy; touch/touches/touched/touching &
        private/privates/inappropriately/bottom/sexually/her/him/them/me/<child> & <family>/<stranger>/<child>/says/
        told/disclose; touched/touches/touching her/him/them/me/<child>; touched where/under; <family> hit/hits/hitting/
        beat/beats/beating/punches/kicks/slaps/smacks/hurts/hurting/burnt/burned/whips/belts <who>; <who> is/was/being/
        been/gets/got hit/beaten/hurt/abused/slapped/punched/smacked/neglected/whipped home/by; hit/hits/beat/beats/
        beaten/hurt/hurts/abused/smacked/slapped/punched & <child>/me/him/her & by & <family>/<stranger>; hits/beats/
        hurts/hurting/abuses/smacks/slaps him/her/them & <family>/<stranger>/<child>; scared/afraid/frightened/terrified
        go/going/goes home; scared/afraid/frightened/terrified of & <family>; bruise/bruises/bruised/bruising; disclose/
        disclosed/disclosure/disclosing & <who>/abuse/me; in/real/immediate danger; danger & <child>/<who>; not safe at
        home; unsafe & home/<child>; knife/gun/machete/stab/stabbed/stabbing/shoot/shooting/bomb & <child>/<who>/school/
        playground/site; has/have/brought/bring/carrying a knife/gun/weapon/blade; intruder/lockdown; kidnap/kidnapped/
        abducted/abduct/snatched/missing child; run away; ran away; runaway; asks/asked/asking/wants/wanted/arranged/
        arrange/arranging/agreed/planning/plan/going/gonna/invited =meet/up/him/her & =meet & <child>/<who>; meet/
        meeting/met up/him/her/them/stranger/someone/person/man & <online>; meet real life; meeting stranger/strangers;
        <stranger> & <online>/message/messaging/messages/messaged/contact/contacted/contacting/talks/talking/chatting &
        <child>; someone/somebody/anyone online & <child>/<who>; <child> & <online> & stranger/man/adult/men/older;
        speaking/talk/talks/talking/chat/chats/chatting to/with <stranger>; pretend/pretends/pretending/pretended/
        claims/claiming be/being/hes/shes/theyre/to child/kid/teenager/young/younger/teen/12/13/11/10/14/girl/boy; older
        boyfriend/girlfriend; boyfriend & online/old/older/adult; old boyfriend; year old man/boyfriend/bloke/guy/male;
        keep secret & <child>/<who>/mum/parents/told; keep it secret; our secret; dont tell mum/parents/anyone/dad/
        teacher; secret from mum/parents/dad; not tell mum/parents/dad/anyone; asked/asks/asking/wants/knows/know/gave/
        given/found/giving/shared address/lives/live/location & <stranger>/<online>/player; what/which +school &
        <stranger>/<online>/player; asked/asks/asking for her/his/their address/number/photos/pictures/location/pics;
        asked/asking/asks/wants/demanding/demands/wanted/threatening money/pay/pays/bitcoin/cash/vouchers & <picture>/
        <child>; money/cash/robux/vbucks/skins/gifts/presents/vape & for/send/sends/swap/exchange/give/gives/gave/
        offered/offering & <picture>/camera/webcam/undress/meet; gifts/gift/presents/robux/vbucks/money & <stranger>/
        online & <child>/<who>; sexual messages/message/chat/talk/comments/questions & <child>/<who>; sexual & <child> &
        <stranger>/<online>; on/front camera/webcam & undress/strip/naked/things/him/her/robux; livestream/livestreaming
        & undress/strip/stranger/men; carry/carrying/deliver/delivering/sell/selling/running/hold/holding packages/
        package/drugs/parcels/weed & <child>/<who>/ours/older; =gang/=gangs & <child>/<who>/recruit; waiting outside &
        man/men/stranger/adult/messaging; following/followed & man/stranger/car & <child>/girl/boy/her; harm/harmed/
        harming/hurt/hurting/attack/attacked/attacking a/my/our/one/the <child>/pupil/child; someone harming/hurting/
        harmed; threatened/threatens/threatening/says/said/going kill/stab/hurt/shoot & <child>/him/her/boy/girl; locked
        in/out/up & <child>/<family>; left alone home; is/are/be/been/being/was/were/left/leave/leaves/leaving/stay/
        stays/at/hes/shes/theyre home +alone; <child>/<who> +home +alone; home alone & night/evening/weekend/hours/
        brother/sister/baby/man/online/scared/frightened/hungry; neglect/neglected/neglecting; exploit/exploited/
        exploitation/csе/cse; honour/honor based; drunk/drugs & <family> & <child>/home; strange/random/unknown/weird/
        older/creepy/grown/adult +man/woman/person/account/number/adult/guy/people/boy/kid/lad/men/girl & message/
        messages/messaging/messaged/talking/talks/contact/photos/adding/added/follows/following/likes/liking/asking/
        gifts & <child>/her/him/them/our; black eye; burn/burns/bite/belt/hand marks/mark & <child>/back/arm/leg/neck;
        marks on his/her/their; unexplained injury/injuries; injury/injuries & <child>; frightened/scared/terrified/
        afraid & <child> & home/dad/mum/him/man/adult/went/came/tell/eye; bushes/fence/gate/outside/railings & watching/
        filming/man/stranger/photographing/hanging & <child>/school/playground/playtime; locks/lock/locked/shuts/shut/
        ties/tied him/her/them in/up & room/cupboard/bedroom/home/mum/dad; starved/starving/hungry & home/mum/dad/
        neglect; hurt/kill/harm/find/attack her/his/their family/mum/parents/dad; unless she/he/they does/do/sends/send/
        pays/meets; online/internet/gaming/roblox/fortnite/discord friend & meet/collect/home/come/visit/address/pick;
        come collect her/him/them; met/meets/meeting/meet on/through/over & <online> & <child>/<who> & sending/sends/
        sent/wants/asked/someone/somebody/guy/person; asked/asks if alone; are you alone; new phone/trainers/clothes/
        money & jobs/mates/older/someone/gave/errands; jobs/errands/deliveries for & older/mates/men/gang/lads; touched/
        touching/touch/felt/rubbed down +there; on his/her private; webcam/camera & man/adult/stranger/someone; video/
        voice calls/calling/call with & man/adult/stranger/older; shared/shares/sharing/tracking location with/online &
        <child>/<who>; <child> & in trouble/crisis; child/pupil/girl/boy has been taken/attacked/assaulted/hurt/stabbed;
        sold/selling herself/himself; asked/asks/asking/wants for his/her/their snapchat/snap/insta/instagram/whatsapp/
        discord/phone/details/photo; <family>/<stranger>/cousin showed/shows/showing/made/makes/forced/forces/asked/asks
        him/her/them/<child>/films & film/films/porn/pictures/videos/dirty/do/touch/undress/things; showed/shows/showing
        him/her/them/<child> dirty/rude/naked/sexual/porn films/film/pictures/videos/pornography; do things & didnt/
        doesnt/not want/like; flinches/flinch/flinching/flinched; offered/offers <who>/our a/lift/sweets/ride & man/van/
        car/stranger; going on at home; plays & adults/men & asked; <family>/step comes/came/goes/went/gets/climbs in/
        into her/his/their room/bed/bedroom/bath/shower; <family>/step/stepdad & films/filming/filmed/photographs/
        watches her/him/them; drop/dropping/dropped/pick/picking/picked/carry/take/taking off/up/parcels/packages &
        parcels/packages/parcel/package/bags/drugs & big/older/lads/men/someone/snapchat/him/her; new trainers/phone/
        clothes/phones/bike & two/sudden/suddenly/from/gave/phones/older/lads; camera +on & sleep/sleeps/bed/keep/told/
        made/undress/bedroom/room; told/said/says/asked/promise/promised not/never to/tell/say +tell/+say/anyone/
        anybody/parents/mum; invited/invites/inviting him/her/them/<child> & house/flat/meet/hotel/car/server/private &
        man/men/adult/stranger/older/online; wants/want/asked/asks/asking/demanding for/her/his/him/them/their/your
        whatsapp/snap/number/insta/discord/cam/snapchat & <stranger>/<online>/game/player/someone; free skins/robux/
        vbucks/gems/coins & <stranger>/someone/player/her/him/<child>; gets/got/climbs/sleeps/lies/get in/into +bed with
        & <family>/him/her/me/boyfriend; locks/locked/shut/shuts/lock <who> shed/cellar/garage/attic/cupboard/bathroom/
        outside; <picture> of her/his/their/your +feet/+legs/+tongue/+body; model/modelling/talent/casting agency/scout/
        agent; grown/older +men/+man/+ups/+guy/+bloke & <child>/her/him/messages/dms; kept/keep/told it/this/that
        secret; turning/turns/turned/showing/shows up at/outside & house/home/her/his/him & someone/somebody/<stranger>;
        got/has/have hold of her/his/their address; somebody/someone & address & keeps/turning/came/sent; follows/
        following/followed +her/+him/+them +home; carry/carrying/hold/holding/hide/hiding/stash/stashing/deliver/
        drop stuff/things/packages/bags/something/money & older/big/lads/men/gang/someone/estate/telegram; paid/pays by
        older lads/boys/men/kids; adult/person/man/woman/someone none/nobody/noone of/us/knows & <child>/kids/classroom/
        talking; drunk/drugs/stoned/high & <family>/dads/mums & drove/drive/driving/pick/picked; whack/whacks/whacked/
        thump/thumps/thumped/wallops/batters/battered/belted/strapped/leathered/thrashed him/her/them/me & <family>/
        slipper/belt/spoon/stick; get/gets/got/getting battered/leathered/walloped/belted/thumped/whacked/thrashed &
        home/dad/mum/stepdad/family; taken/taking/sent/going abroad/pakistan/overseas & married/marry/wedding/cut; get/
        gets/getting married & <child>/abroad/she/year; child bride; gets/get/being picked up & different/car/taxi/men/
        older; has/got two/second/spare/extra/burner/another +phone/+phones & <child>/she/he; snap/snapchat map/maps;
        random/someone/stranger & knows where & she/he/they/is/are/go; boyfriend/girlfriend & 15/16/17/18/19/20/21/22/
        25/30; hes/shes/theyre/is/was +16/+17/+18/+19/+20/+21/+22/+24/+25/+30/+35/+40 & met/online/boyfriend/girlfriend/
        chatting/loves; sneak/sneaking/slip/climb +out & tonight/told/meet/night/window/online/mate; marks/welts on his/
        her/their +back/+neck/+legs/+arms/+face/+body; touch/touched/touching & +down there/below; touches/touched/
        touching himself/herself & adult/man/video/chat/online/cam; turn/turning/turned/put/switch/keep camera/webcam/
        cam +on & <stranger>/someone/made/told/asked/trying/kid/him/her; go/went/going/get +on +cam/+webcam/+camera;
        <stranger>/woman/lady/someone & park/gate/van/shop & <child> & sweets/follow/come/lift/took/insta; im/well/be
        outside/coming/waiting & stab/knife/kill/ur/jump & school/u/you/<child>; ill/gonna/going stab/kill/shoot/knife/
        =rape/shank +u/+you/+ya/+him/+her/+them; court order; not/isnt/arent/aint allowed/meant/supposed contact/near/
        see/know & <family>/ex/dad/dads/mums; tracking/tracks/tracked/tracker/airtag/stalking & <child>/her/him/tablet &
        ex/dad/mum/app/someone/stranger; screaming/shouting/roaring at/kids & kids/children/him/her/child & dad/mum/
        stepdad/dads/mums & slap/hit/live/livestreaming/video/camera; gets/got/get a +slap/+smack/+hiding/+beating/
        +kicking; <staff>/mr/mrs/miss/ms/sir & asked/invited/invites/asks/wants/met/meets/meeting & <child>/him/her &
        house/home/flat/hotel/meet/round; leave/run home/away & jihad/train/fight/someone/online/telegram; threatening/
        threatens/threatened/threat/going/blackmailing leak/post/share/expose/publish & <picture>/nudes/unless; or/
        unless he/she/they send/sends/pay/pays/share/post & <picture>/contacts/money/photos; moves/move/moving/switch/
        go/carry chat/talk/over/to & discord/snap/whatsapp/telegram/kik/signal/private & <stranger>/someone/kid/child;
        <family>/<stranger> shows/showed/showing/makes/made/shown him/her/them/me & beheadings/beheading/porn/gore/
        killing/videos/vids/films/phone & uncle/stepdad/brother/man/cousin/dad; brother/cousin/uncle & makes/made/forces
        him/her/them watch; begged/begs/begging/please not/dont ring/phone/tell/call & dad/mum/home/parents; chatting/
        talking/messaging with/to & 18/19/20/25/30/40 & year; year old +man/+bloke/+guy/+boyfriend/+girlfriend/+woman;
        +sugar daddy; breathes/breathing down/heavy & phone; ringing/calling/rings/calls & night & foreign/unknown/
        strange/withheld +number/foreign; cigarette burn; burn/burns & came/arm/hand/back/child & in/with/cigarette;
        wont/doesnt/doesnt/refuses/scared/not +want/+wants/+to/+go go/going/to home & because/him/dad/mum/stepdad/of;
        gets/got/lies/climbs/lay +on top of; tickling/tickle/secret/special/cuddle +game/+games; no +pants/+clothes/
        +knickers +on & game/plays/uncle/nan/grandad/friend/man; locks/lock/hides/hid/without food/fed; eating out/from
        of bins/bin; left/leaves/leaving in car/alone/home & pub/evening/night/hours/child/kids/baby; coming/going/come
        to/and +take/+get/+snatch the/my/his/her +kids/+children/+child/+him/+her & dad/judge/court/says/posted; got/
        get/gets/getting in/into +a/+his/+the car/van & someone/man/knows/stranger/<online>; not/hasnt/havent turned +up
        & pupil/child/girl/boy/message/home/missing; <stranger>/car/van & photographing/photos/filming/picture/watching
        & children/kids/outside/playground; made to/him/her +beg/+steal/+nick/+sell/+carry/+deal/+fight/+dance/+strip;
        making/makes/forcing/forces him/her/them +beg/+steal/+nick/+sell/+carry/+deal/+strip; beg/begging & live/tiktok/
        money/uncle; carrying/carries/brought/has/got/bringing/hiding a +blade/+knife/+weapon/+machete/+gun; for
        protection & blade/knife/carrying; offered/offering/offers <who>/my/pupil money/cash/robux/gifts & videos/
        pictures/be/meet/do; mature for my/her/his/your +age; delete these/the/this/our/all +chats/+messages/+texts;
        sends/sending/sent/gave/buys/buying/bought her/him/them +flowers/+jewellery/+gifts/+presents/+clothes/+vapes/
        +trainers; asking/ask/asks kids/children/them their/her/his +names/+name/+address/+age; through/over/by the
        +railings/+fence/+hedge & <stranger>/someone/asking/dog/watching; bath/shower/bed/sleeps/sleep with/in &
        grandad/uncle/stepdad/dad/cousin/brother & like/want/wants/doesnt/scared/he/she; taken/taking/take/going +her/to
        somalia/pakistan/africa/abroad/gambia/egypt & cutting/cut/married/marry/wedding/holiday; the +cutting & her/
        girl/take; calls/called him/her/he +daddy/+boyfriend/+girlfriend & who/isnt/online/man; voice notes/note & man/
        adult/stranger/older; foster/step brother/sister/dad/mum & touches/hits/hurts/top/bed/films; domestic; refuge;
        mum/dad has/got/with a +black eye; saw/seen dad/him/stepdad +hit/+hitting/+strangle/+punch +mum/+her; he/she
        tells +me im/shes; high school & making/older/nick/steal/carry; asked/asks/asking if/whether mummy/daddy/mum/
        dad/parents & in/home/out; yubo/wizz/omegle & <child>/grown/man/met/lad/older; creepy/pervy/sexual/flirty/weird/
        suggestive +comment/+comments/+message/+messages/+dm/+dms/+likes & <child>/men/man/her/him/dance/video/profile;
        comments & from/by +men/+man/+adults/+strangers/+blokes; knows/know/recognise/recognised our/her/his/the/which
        +uniform/+school/+badge/+house/+street/+route/+name; picked/collected/met/taken up/from/by & school/gate/park &
        somebody/someone/man/stranger/gaming/online/<online>; gone/went/going/left/drove off/away/with +him/+her/+them &
        met/gaming/online/man/someone/relative/car; not a +relative/+family; films/filming/filmed/records her/
        him/them & bath/shower/bed/sister/mates/money; sends it/them to & mates/friends/men/money & films/pictures/
        stepdad/dad/uncle; secret/special/invisible/online +friend & ipad/tells/<online>/door/says/told; keep/shut/
        close/lock the/your/my/her +door & friend/tells/ipad/told/says; asking/asks/asked/wants for her/his/their
        +address/+number/+school/+location; photos/pictures/profile & off/from +google/stock & asking/age/12/says/fake;
        gets/got/get cross/angry/mad if/when/unless & answer/reply/message/she/he; has/knows/got her/his/their +password
        & man/someone/stranger/online/older; hurt/kill/hurts/poison her/his/their +dog/+cat/+pet/+family/+mum/+sister/
        +brother; what he/she/they does/do/did/makes to/with +me; teaching/told/telling/showing/explaining <child>/y5s/
        them/our/her/him & what/about +sex/+sex; what +sex/+porn is; lad/bloke/guy/someone/player/man off/from +vrchat/
        +roblox/+discord/+fortnite/+snap/+yubo/+minecraft/+tiktok & our/y5s/kids/her/him/asking; chatting/talking/
        speaking/messaging to/with +blokes/+men/+guys/+adults/+strangers/+grownups; kisses/hearts/love & sending/sends/
        sent & coach/man/adult/older/teacher/<staff>; if/whether shes/hes/she/he/theyre/is/are +home/+in +alone;
        pretending be/to/hes/shes her/his/their/a +teacher/+friend/+mum/+coach/+celebrity & camera/asking/pictures/pics/
        account; strangers/stranger/men/anyone can +talk/+message/+contact/+type & <child>/kids/them; someone is
        +outside/+following; followed +home; <family>/<stranger> & shows/showed/showing him/her/them & beheadings/porn/
        killing/gore; friend/follow request/requests & girls/boys/kids/<child>/bloke/man; boyfriend/girlfriend & never
        +met; boyfriend/girlfriend in another/different country/town/city; secret +daddy; call/called/calls him/her/
        secret +daddy; posted/sent/ordered her/him a +parcel/+present/+gift/+pizza/+phone; letting/lets/let men/
        strangers/people & talk/watch/see & daughter/her/live/kids; shouldnt/supposed/allowed be +near/+around & them/
        kids/uncle/dad/her; lifts/mcdonalds/food/trainers/vapes off/from lads/men/older/boys/man; mummys/mums/dads/nans
        +friend/+boyfriend & night/room/bed/touches/comes; comes/came in at +night; terrified/petrified of her/his/
        their/the +phone; football/modelling/dance/talent academy/scout/agency & video/pictures/photos/shorts; video/
        photo/pic of her/him in +shorts/+swimsuit/+bikini/+leotard/+costume; dad/stepdad/mum/he punched/hit/smashed/
        kicked the/a wall/door next/near/beside; on his/her/their +own every/all/at +night; is/are/be/been/
        being/was/were/left/leave/leaves/leaving/stay/stays/at/hes/shes/theyre home on his/her/their +own; <child>/<who>
        +home on his/her/their +own; home on his/her/their +own & night/evening/weekend/hours/brother/sister/baby/man/
        online/scared/frightened/hungry;
        will come for my/his/her +mum/+family/+dad; if i +tell & will/come/hurt/they/kill; knows her/his/their +name/
        +class/+school/+address/+teacher; finishes/finish +school; making/makes/made him/her/them do +stuff/+things &
        camera/cam; train/bus/coach/taxi to/from see/meet & someone/him/online; slapped/hit/smacked & stepmum/stepdad/
        mum/dad/by & zoom/call/heard/camera; asking/asks for a +hug/+kiss/+cuddle; teacher/staff from another/different
        +school & messaging/message; live for +gifts; no/unknown/withheld/private caller/number & dirty/sexual/
        breathing/calling/stuff/her/him; saying/says/said/whispering dirty/sexual/sexy/rude stuff/things/words &
        <stranger>/someone/somebody/calling/her/him; turned/turns/comes/came up/in/to & no/without coat/shoes/food/
        breakfast/lunch & bruised/starving/hungry/dirty/cold; no +coat/+shoes/+lunch & bruised/starving/hungry/dirty/
        neglect; offered/offers/promised/gave/buys him/her/them & phone/iphone/money/trainers/robux/vape/game & if/for/
        pictures/pics/send/sends; if he/she/they sends/send/shows/show +pictures/+pics/+photos/+him/+her; owes/owe/owing
        money/debt & older/lads/men/gang/dealer/boys; dating/relationship & <child>/former/online & teacher/adult/older/
        teachers; wants/want/promised/going to +marry +her/+him; youth/church/scout/football +worker/+leader/+coach &
        secret/groomed/messages/alone/touch/private; secret & man/adult/older/uncle/coach/bloke & big/keeping/with/
        little/her; is coming to her/his/their birthday/party/house/school & off/from/roblox/online/game/someone; off/
        from roblox/fortnite/snap/discord/tiktok/minecraft & coming/come/meet/visit/visiting/sent/parcel/address; tried/
        trying to get/come +in/+into/+to the playground/school/gate/site; asked/asking/asks what +time & parents/mum/
        dad/bed/home/finish; reads/checks/controls her/his messages/phone & hits/hit/scared/angry/boyfriend/stepdad;
        send a photo/picture/selfie of her/his/the/school +uniform/+school/+house/+bedroom/+feet; best +friend & 20/25/
        30/35/40/50/old/adult/man; year old on +tiktok/+snap/+insta/+roblox/+discord/+fortnite; scared/frightened/afraid
        of & mums/dads/boyfriend/stepdad/partner/dad/uncle; gang & after/owes/recruited/threatening/joined/older &
        <child>/he/him/boy; pupil/child/girl/boy is +missing; missing & last seen; last +seen talking/with/online;
        asking/asks/asked him/her/them to go/chat/talk/be +private; go +private; calls/called/calling her/him
        +beautiful/+gorgeous/+sexy/+princess/+baby & online/grown/man/night; is/being threatened by & met/someone/
        discord/online/older; cash +app/+aid & someone/man/sending/stranger/money; two black +eyes; what happens at
        +home; not allowed tell; bring/brings a +passport; hugs/cuddles +pic; <child> gone/went/go +missing;
        cant/cannot/couldnt find/locate a/the/one/this +child/+pupil/+boy/+girl; lost a/one +child/+pupil; <child> &
        not in/inside the/our +building; <child>/he/she/him/her & never/not came/come +back & lunch/toilet/break/home/
        playtime; <child> & not/never +arrived & left/home/taxi/mum/dad; <child> has/have +disappeared/+vanished
        """,
    ),
    signs(
        "harmful_contact",
        CLEAR,
        """
        emergency; sos; 🆘; 999; ambulance; call police/help/ambulance; safeguarding issue/concern/emergency/incident/
        problem/matter/referral; need/needs help now/urgently/quickly/please/asap/immediately; help now/quick/quickly/
        urgent/immediately; please help/urgent/urgently & safeguarding/child/pupil/help/someone/now/come/dsl; child
        protection; cp concern; life or death; someone/somebody come/help now/quickly/please; get the dsl; need dsl/
        safeguarding; come +quickly/+quick/+now & please/child/help/someone/now/pupil; something terrible/awful/serious
        happened & <child>; serious & <child> & danger/harm/safeguarding/now; help me now/please/quick
        """,
    ),
    signs(
        "harmful_contact",
        CLEAR,
        """
        <stranger>/someone/somebody/account/player/people messaging/contacting/messages/messaged/talking/friending/
        adding/added/following/asking/dming/texting <child>/her/him/them/pupils/our; strange/unknown/random/weird
        account/person/man/number & <child>/pupils/message/messaging; secret phone/account & <child>; lots of money &
        <child>; older & <child> & <online>; friend/friends/met online & <child>/<who>; met on/through/over <online>;
        someone she/he/they met; worried/worries/concerned/concern & <child> & safe/safety/home/welfare; concern about a
        <child>; unsafe & <who>; not safe & <who>; abuse & <child>/home/told/lunch/disclosed; <who> abused; child/pupil/
        girl/boy told/tells/telling me/us something; knife; gun; stab/stabbed/stabbing; bomb; weapon/weapons/machete;
        live/livestream/streaming & <child> & stranger/strangers/people; knows where she/he/they lives/live; <who> hit/
        punched/attacked/beaten/assaulted; beat/beats/beating up; fight/fighting & filmed/video & <child>; <family> &
        drunk/violent/shouting/angry & <child>/home/he/she; domestic violence/abuse; violence & home
        """,
    ),
    signs(
        "harmful_contact",
        AGAINST,
        """
        ww2/war/history/topic/lesson/project/book/novel weapons/weapon/knife/gun/bomb/guns; weapons for a lesson; abuse/
        indecent/porn <picture>/material; <staff> & sexual comment/comments/joke/remark; group/chat & kicked/left out;
        weapons/guns/bombs & lesson/topic/ww2/history; bath bomb; photo bomb; emailed/emails/email bomb; gun/guns/knife/
        knives/bomb/bombs/weapons/blood & game/games/video/film/cartoon/ipad/ipads/fortnite/minecraft/lego/app; head/
        headteacher/boss asking/asks/asked; search/searching/searched/googling/googled for knife/knives/gun/guns/bomb/
        bombs/weapons; teaching/unit/topic/lesson/pshe/training & alerts/searches/planned/site/page/unblock/alert; email
        & bitcoin/crypto/webcam & me/we/i/rubbish; mosque/synagogue/church shooting/attack/bombing; colleague/<staff> &
        slagging/facebook & drunk; unblock/unblocked & site/page/website; bloke/man/guy/men on +youtube;
        colleague & drunk; <staff> & drunk & colleague; my/our house/car; <child> of us; burn/burned the school; sports
        day; nativity/assembly/play & <picture>/filming/facebook; being/posting/saying & monkey/names +emoji; <staff> &
        emailing/asking/messaging my/our/a +ta/+colleague/+teacher/+secretary/+staff; swearing at +the tablet/ipad/
        screen/computer; parents asking about; sexual messages/message & staff/secretary/teacher/inbox/office; scared/
        frightened come/coming +in & wrote/email/me/parent; laughing +stock; knife emoji & my/me/house; grooming/abuse/
        safeguarding/exploitation/csa/cse +bit/+training/+session/+slides/+lesson/+module/+course/+part & useful/good/
        great/interesting/doing/planning; mass shooting & saint/quoting/hero; pretending to be my +daughter/+son; at my
        +desk; another +girl/+boy +in +game; about +refugees; grooming/abuse/safeguarding/exploitation/fgm/stranger/
        danger +slide/+slides/+training/+module/+certificate/+lesson/+session/+assembly/+course/+quiz/+policy; secret
        +santa; book/story/film/novel/poem +about & away/ran/runs/man/stranger; teachers/staff/teacher & sixth +former;
        batter/hit/punch +me & parent/dad/mum; school +shooting/+shootings/+shooter; recruiting/recruit & group & boys;
        placement/student & added; adult +site/+website/+content/+advert/+page/+film
        """,
    ),
    signs(
        "harmful_contact",
        HINT,
        """
        help me; need help; please help; urgent; danger; dangerous; worried/concerned & <who>; safeguarding; hurt;
        stranger/strangers & <child>; crying & <child>; upset/distressed/scared/terrified & <child>; hurt & <child>;
        worried/concerned/scared/worry about <child>/pupil/girl/boy; <family>/<stranger> & films/filmed/photographs/
        videos & bath/shower/bed/bedroom/undressing; bruised/bruise; starving & no
        """,
    ),
    signs(
        "harmful_contact",
        CLEAR,
        """
        <stranger>/player/account/boyfriend & ask/want/send/demand/get & nude/naked/underwear/picture/pic/photo/video/
        body/selfie
        """,
    ),
)
