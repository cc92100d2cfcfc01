"""The signs of a child in danger, in English and in the other languages of the school: the first group of the card.

How a group is written is said in `signs.py`. They ring first: a sign too many costs less here than one too few.
"""

from __future__ import annotations

from bot.policy.incidents.signs import AGAINST, CLEAR, HINT, SURE, TRACE, Signs, signs

DANGER: tuple[Signs, ...] = (
    # Somebody harms a pupil, or may (I3, I7, I17).
    signs(
        "harmful_contact",
        SURE,
        """
        says/said/claims/told he/she/they/hes/shes/theyre/is/are +9/10/11/12/13/14/15; sounds/seems/looks like a/an
        grown/adult/older/man; grown up & chatting/talking/online/messaging/sounds; groom/groomed/grooming/groomer;
        paedo/pedo/paedophile/pedophile/predator; child/sexual/sexually abuse/abused/abusing/assault/assaulted;
        rape/raped/raping/rapist; molest/molested; sextortion/sextorted; county lines; trafficked/trafficking; fgm;
        forced marriage; blackmail/blackmailed/blackmailing/blackmails & <who>; sugar daddy; touch/touches/touched/
        touching & private/privates/inappropriately/bottom/sexually/her/him/them/me/<child> & <family>/<stranger>/
        <child>/says/told/disclose; touched/touches/touching her/him/them/me/<child>; touched where/under; <family>
        hit/hits/hitting/beat/beats/beating/punches/kicks/slaps/smacks/hurts/hurting/burnt/burned/whips/belts <who>;
        <who> is/was/being/been/gets/got hit/beaten/hurt/abused/slapped/punched/smacked/neglected/whipped home/by;
        hit/hits/beat/beats/beaten/hurt/hurts/abused/smacked/slapped/punched & <child>/me/him/her & by & <family>/
        <stranger>; hits/beats/hurts/hurting/abuses/smacks/slaps him/her/them & <family>/<stranger>/<child>; scared/
        afraid/frightened/terrified go/going/goes home; scared/afraid/frightened/terrified of & <family>; bruise/
        bruises/bruised/bruising; disclose/disclosed/disclosure/disclosing & <who>/abuse/me; in/real/immediate
        danger; danger & <child>/<who>; not safe at home; unsafe & home/<child>; knife/gun/machete/stab/stabbed/
        stabbing/shoot/shooting/bomb & <child>/<who>/school/playground/site; has/have/brought/bring/carrying a
        knife/gun/weapon/blade; intruder/lockdown; kidnap/kidnapped/abducted/abduct/snatched/missing child; run
        away; ran away; runaway; asks/asked/asking/wants/wanted/arranged/arrange/arranging/agreed/planning/plan/
        going/gonna/invited =meet/up/him/her & =meet & <child>/<who>; meet/meeting/met up/him/her/them/stranger/
        someone/person/man & <online>; meet real life; meeting stranger/strangers; <stranger> & <online>/message/
        messaging/messages/messaged/contact/contacted/contacting/talks/talking/chatting & <child>; someone/somebody/
        anyone online & <child>/<who>; <child> & <online> & stranger/man/adult/men/older; speaking/talk/talks/
        talking/chat/chats/chatting to/with <stranger>; pretend/pretends/pretending/pretended/claims/claiming be/
        being/hes/shes/theyre/to child/kid/teenager/young/younger/teen/12/13/11/10/14/girl/boy; older boyfriend/
        girlfriend; boyfriend & online/old/older/adult; old boyfriend; year old man/boyfriend/bloke/guy/male; keep
        secret & <child>/<who>/mum/parents/told; keep it secret; our secret; dont tell mum/parents/anyone/dad/
        teacher; secret from mum/parents/dad; not tell mum/parents/dad/anyone; asked/asks/asking/wants/knows/know/
        gave/given/found/giving/shared address/lives/live/location & <stranger>/<online>/player; what/which +school
        & <stranger>/<online>/player; asked/asks/asking for her/his/their address/number/photos/pictures/location/
        pics; asked/asking/asks/wants/demanding/demands/wanted/threatening money/pay/pays/bitcoin/cash/vouchers &
        <picture>/<child>; money/cash/robux/vbucks/skins/gifts/presents/vape/pay & for/send/sends/swap/exchange/
        give/gives/gave/offered/offering & <picture>/camera/webcam/undress/meet; gifts/gift/presents/robux/vbucks/
        money & <stranger>/online & <child>/<who>; sexual messages/message/chat/talk/comments/questions &
        <child>/<who>; sexual & <child> & <stranger>/<online>; on/front camera/webcam & undress/strip/naked/things/
        him/her/robux; livestream/livestreaming & undress/strip/stranger/men; carry/carrying/deliver/delivering/
        sell/selling/running/hold/holding packages/package/drugs/parcels/weed & <child>/<who>/ours/older;
        =gang/=gangs & <child>/<who>/recruit; waiting outside & man/men/stranger/adult/messaging; following/followed
        & man/stranger/car & <child>/girl/boy/her; harm/harmed/harming/hurt/hurting/attack/attacked/attacking
        a/my/our/one/the <child>/pupil/child; someone harming/hurting/harmed; threatened/threatens/threatening/says/
        said/going kill/stab/hurt/shoot & <child>/him/her/boy/girl; locked in/out/up & <child>/<family>; left alone
        home; home alone; neglect/neglected/neglecting; exploit/exploited/exploitation/csе/cse; honour/honor based;
        drunk/drugs & <family> & <child>/home; strange/random/unknown/weird/older/creepy/grown/adult +man/woman/
        person/account/number/adult/guy/people/boy/kid/lad/men/girl & message/messages/messaging/messaged/talking/
        talks/contact/photos/adding/added/follows/following/likes/liking/asking/gifts & <child>/her/him/them/our;
        black eye; burn/burns/bite/belt/hand marks/mark & <child>/back/arm/leg/neck; marks on his/her/their;
        unexplained injury/injuries; injury/injuries & <child>; frightened/scared/terrified/afraid & <child> & home/
        dad/mum/him/man/adult/went/came/tell/eye; bushes/fence/gate/outside/railings & watching/filming/man/
        stranger/photographing/hanging & <child>/school/playground/playtime; locks/lock/locked/shuts/shut/ties/tied
        him/her/them in/up & room/cupboard/bedroom/home/mum/dad; starved/starving/hungry & home/mum/dad/neglect;
        hurt/kill/harm/find/attack her/his/their family/mum/parents/dad; unless she/he/they does/do/sends/send/pays/
        meets; online/internet/gaming/roblox/fortnite/discord friend & meet/collect/home/come/visit/address/pick;
        come collect her/him/them; met/meets/meeting/meet on/through/over & <online> & <child>/<who> & sending/
        sends/sent/wants/asked/someone/somebody/guy/person; asked/asks if alone; are you alone; new phone/trainers/
        clothes/money & jobs/mates/older/someone/gave/errands; jobs/errands/deliveries for & older/mates/men/gang/
        lads; touched/touching/touch/felt/rubbed down +there; on his/her private; webcam/camera & man/adult/
        stranger/someone; video/voice calls/calling/call with & man/adult/stranger/older; shared/shares/sharing/
        tracking location with/online & <child>/<who>; <child> & in trouble/crisis; child/pupil/girl/boy has been
        taken/attacked/assaulted/hurt/stabbed; sold/selling herself/himself; asked/asks/asking/wants for
        his/her/their snapchat/snap/insta/instagram/whatsapp/discord/phone/details/photo; <family>/<stranger>/cousin
        showed/shows/showing/made/makes/forced/forces/asked/asks him/her/them/<child>/films & film/films/porn/
        pictures/videos/dirty/do/touch/undress/things; showed/shows/showing him/her/them/<child> dirty/rude/naked/
        sexual/porn films/film/pictures/videos/pornography; do things & didnt/doesnt/not want/like; flinches/flinch/
        flinching/flinched; offered/offers <who>/our a/lift/sweets/ride & man/van/car/stranger; going on at home;
        plays & adults/men & asked; <family>/step comes/came/goes/went/gets/climbs in/into her/his/their room/bed/
        bedroom/bath/shower; <family>/step/stepdad & films/filming/filmed/photographs/watches her/him/them; drop/
        dropping/dropped/pick/picking/picked/carry/take/taking off/up/parcels/packages & parcels/packages/parcel/
        package/bags/drugs & big/older/lads/men/someone/snapchat/him/her; new trainers/phone/clothes/phones/bike &
        two/sudden/suddenly/from/gave/phones/older/lads; camera +on & sleep/sleeps/bed/keep/told/made/undress/
        bedroom/room; told/said/says/asked/promise/promised not/never to/tell/say +tell/+say/anyone/anybody/parents/
        mum; invited/invites/inviting him/her/them/<child> & house/flat/meet/hotel/car/server/private & man/men/
        adult/stranger/older/online; cere/cerut/cer +poze/+fotografii/+poza/+bani/+adresa; nu spuna/zica/spune &
        parinti/mama/nimanui/la; nie mow/powiedz/mowic & rodzicom/mamie/nikomu; kisi ko mat/na batana/bata; paid
        dweud/deud & neb/mam/rieni; prosi/wysyla/wyslac & zdjecia/zdjecie/adres & obcy/pan/mezczyzna/facet/dziecko/
        dziewczynke/dziewczynki
        """,
    ),
    signs(
        "harmful_contact",
        SURE,
        """
        emergency; sos; 🆘; 999; ambulance; call police/help/ambulance; safeguarding issue/concern/emergency/
        incident/problem/matter/referral; need/needs help now/urgently/quickly/please/asap/immediately; help now/
        quick/quickly/urgent/immediately; please help/urgent/urgently & safeguarding/child/pupil/help/someone/now/
        come/dsl; child protection; cp concern; life or death; someone/somebody come/help now/quickly/please; get
        the dsl; need dsl/safeguarding; come +quickly/+quick/+now & please/child/help/someone/now/pupil; something
        terrible/awful/serious happened & <child>; serious & <child> & danger/harm/safeguarding/now; help me
        now/please/quick
        """,
    ),
    signs(
        "harmful_contact",
        CLEAR,
        """
        <stranger>/someone/somebody/account/player/people messaging/contacting/messages/messaged/talking/friending/
        adding/added/following/asking/dming/texting <child>/her/him/them/pupils/our; strange/unknown/random/weird
        account/person/man/number & <child>/pupils/message/messaging; secret phone/account & <child>; lots of money
        & <child>; older & <child> & <online>; friend/friends/met online & <child>/<who>; met on/through/over
        <online>; someone she/he/they met; worried/concerned/scared/worry about <child>/pupil/girl/boy; worried/
        worries/concerned/concern & <child> & safe/safety/home/welfare; concern about a <child>; unsafe & <who>; not
        safe & <who>; abuse & <child>/home/told/lunch/disclosed; <who> abused; hurt & <child>; child/pupil/girl/boy
        told/tells/telling me/us something; crying & <child>; upset/distressed/scared/terrified & <child>; knife;
        gun; stab/stabbed/stabbing; bomb; weapon/weapons/machete; live/livestream/streaming & <child> & stranger/
        strangers/people; knows where she/he/they lives/live; <who> hit/punched/attacked/beaten/assaulted;
        beat/beats/beating up; fight/fighting & filmed/video & <child>; <family> & drunk/violent/shouting/angry &
        <child>/home/he/she; domestic violence/abuse; violence & home
        """,
    ),
    signs(
        "harmful_contact",
        AGAINST,
        """
        ww2/war/history/topic/lesson/project/book/novel weapons/weapon/knife/gun/bomb/guns; weapons for a lesson;
        abuse/indecent/porn <picture>/material; <staff> & sexual comment/comments/joke/remark; group/chat &
        kicked/left out; weapons/guns/bombs & lesson/topic/ww2/history; bath bomb; photo bomb; emailed/emails/email
        bomb; gun/guns/knife/knives/bomb/bombs/weapons/blood & game/games/video/film/cartoon/ipad/ipads/fortnite/
        minecraft/lego/app; head/headteacher/boss asking/asks/asked; search/searching/searched/googling/googled for
        knife/knives/gun/guns/bomb/bombs/weapons; teaching/unit/topic/lesson/pshe/training & alerts/searches/
        planned/site/page/unblock/alert; email & bitcoin/crypto/webcam & me/we/i/rubbish; mosque/synagogue/church
        shooting/attack/bombing; colleague/<staff> & slagging/facebook & drunk; unblock/unblocked &
        site/page/website; bloke/man/guy/men on +youtube/+tiktok; colleague & drunk; <staff> & drunk & colleague
        """,
    ),
    signs(
        "harmful_contact",
        HINT,
        """
        help me; need help; please help; urgent; danger; dangerous; worried/concerned & <who>; safeguarding; hurt;
        stranger/strangers & <child>
        """,
    ),
    signs(
        "harmful_contact",
        SURE,
        """
        dyn/oedolyn/rhywun/dieithryn/ddyn & ferch/merch/bachgen/fachgen/plentyn/blentyn/disgybl & gofyn/cwrdd/gwrdd/
        cyfarfod/negeseuon/siarad/tecstio/neges/anfon/frifo/brifo/taro; dieithryn; cam drin/thrin/gam; camdrin/
        camdriniaeth/cael ei gam; meithrin perthynas; paratoi i bwrpas rhyw; mewn perygl; ei dad/thad/mam/fam &
        taro/curo/bwrw/brifo; ofn mynd adref; mae angen help/cymorth nawr/rwan/brys; argyfwng; cyllell;
        blacmel/blacmelio; obcy/nieznajomy/dorosly/starszy/nieznany mezczyzna/facet/pan/czlowiek/chlopak; obcy/
        nieznajomy/mezczyzna/dorosly/facet & pisze/prosi/spotkac/spotkanie/wiadomosci/dziewczynki/dziewczynka/
        chlopca/dziecka/dzieckiem/dziecko/uczennicy/uczen; molestuje/molestowal/molestowanie/molestowana; bije &
        dziecko/tata/ojciec/mama/ojczym/go/ja/syna/corke; pedofil; szantazuje/szantaz/szantazowany/szantazowana;
        niebezpieczenstwie/niebezpieczenstwo; boi sie wracac/wrocic/isc do domu; wykorzystuje/wykorzystywanie
        seksualne/seksualnie/dziecko; zgwalcil/zgwalcona/gwalt; potrzebuje/potrzebna/pomocy pomocy/pomoc/
        natychmiast; pomocy; ratunku; grozi & dziecku/noz/nozem; noz/nozem & uczen/dziecko/chlopak/szkole; siniaki;
        aadmi/admi/shakhs/mard/ajnabi/anjan & bachi/bache/bachay/bachon/bacha/larki/larke/talib & message/messages/
        bhej/milna/mil/baat/tasveer/tasweer/pese/paise; ajnabi/anjaan/anjan; bachi/bacha/bache/larki/larke ko &
        maar/mar/marta/maarta/marte/tang/chhu/chhua/khatra/khatre/blackmail/dhamki; khatre/khatra mein/main/me/hai;
        baap/abbu/walid/maa/ammi/chacha/mamu & maarta/marta/maarte/marte/maarti/maara/mara; ziyadti/zyadti/zyadati;
        jinsi/jinsee; ghar jane se dar/darti/darta; madad chahiye/karo/karein/karen; foran madad; chaku/chaqu;
        blackmail kar; آدمی/اجنبی/شخص/مرد & بچی/بچے/بچہ/لڑکی/لڑکے/بچوں; اجنبی; خطرے/خطرہ; زیادتی; جنسی; مارتا/مارتے/
        مارتی/مارا; مدد; بلیک میل; چاقو; barbat/strain/necunoscut/adult/om/individ & fata/fete/fetita/fetite/copil/
        copilul/copii/baiat/baiatul/eleva/elev/elevi/elevei & cere/scrie/mesaje/intalneasca/intalnire/poze/vorbeste/
        trimite/bani/loveste/ating; il/o bate; bate copilul/copil/fata; tata/tatal/mama/unchiul & bate/loveste/
        atinge; abuzat/abuzata/abuz/abuzeaza/abuzul; viol/violat/violata; pedofil/pedofilul; santaj/santajat/
        santajata/santajeaza; in pericol; ii este frica & acasa; ajutor/ajutati; am nevoie de ajutor;
        urgenta/urgent; cutit/cutitul; vanatai; agresat/agresata/hartuit/hartuita; ademenit/ademeneste
        """,
    ),
    # A child may hurt themselves (I2, I7).
    signs(
        "self_harm",
        SURE,
        """
        suicide/suicidal/suicidle/suicid; unalive; kms; sewerslide; self harm/harmer; selfharm; self injure/injury;
        kill/killing himself/herself/themselves/myself/themself/itself/hisself; hurt/harm/cut/cutting/burn/injure/
        starve/poison/choke/stab/scratch/strangle/hang himself/herself/themselves/themself/hisself; hurt/harm/cut/
        kill/burn myself & <child>/said/say/told/wrote/write/search/history/ways/note/typed; want/wants/wanting/
        wanna/wished/wish/wishes/wishing die/dead/dying; want/wants/wanted die; wish were dead; rather be dead;
        better off dead; if was/were dead; end/ending/take/taking/ended her/his/their/own life/lives; end it all;
        ending it all; end everything; overdose/overdosed/od; took/swallowed/take/taken/swallowing pills/
        paracetamol/bleach/medicine/ibuprofen & <who>; swallowed/swallowing/hoarding/handful/many/lots tablets &
        <who>; paracetamol & kill/die/how many/hoard/took/taken; noose; rope/ligature/cord/scarf & neck; round neck;
        around neck; blackout challenge; choking challenge; blue whale challenge; pass out challenge; choke game;
        jump/jumping off/from bridge/roof/building/window; jump/step front train; goodbye letter/note/message/video;
        razor/blade & wrist/arm/leg/skin/bag/pencil/sharpener/cut; not/doesnt/dont/didnt want be here/alive;
        not/doesnt/dont want live/wake; no reason/point live/living/going on; nothing live for; cant go on; cannot
        go on; cant/cannot take it anymore; tired of living/life; cuts/cut/scratches/scratch/scars/burns & wrist/
        wrists/arm/arms/thigh/thighs/legs/forearm; hurt/harm themselves/herself/himself; way/ways kill/die/hurt
        yourself/myself; pro ana; proana; thinspo; thinspiration; pro mia; last day alive; world better without;
        family/everyone/everybody better off without; cutting again; started cutting; been cutting; is cutting;
        life/living isnt/not worth; life is pointless; slit/slash/slitting wrist/wrists; hanging/hang/hung/hanged
        himself/herself/themselves; drew/draws/drawing/drawn & hanging/noose/grave/dead/suicide; bang/bangs/banging/
        hit/hits/hitting his/her/their/own +head; load/lots/handful/packet/box/bottle/many pills/tablets/
        paracetamol/medicine; took/taken pills/paracetamol/overdose; happier/better/easier/fine if/without & <who> &
        wasnt/werent/gone/dead/didnt/here/not; better/happier without me/him/her; gave/giving/gives/given away &
        goodbye/things/possessions/toys; heaven & wants/be/go & <child>/nan/grandad/mum/dad/who/he/she; wants/want
        it to/all stop/over/end; suicidal/self ideation; cut marks; bleed/bleeds/bleeding & scratch/scratches/picks/
        cuts/cutting; hidden/hiding/hides razor/blade/scissors/knife/pills/tablets; jump/throw in/under/front train/
        car/road/bus; drown/smother/suffocate/strangle himself/herself/themselves; dont/doesnt/not care if/whether
        <who> live/lives/die/dies; want/wants/wanted/wish/wishes never/not been born/exist; burnt/burned herself/
        himself/themselves/themself; dangerous/deodorant/inhaling/choking/skullbreaker/fire challenge; inhale/
        inhaling/sniffing/huffing & deodorant/aerosol/gas/glue/kids/<child>; wont/not/wouldnt be around/alive/here;
        going to be dead; challenge & dangerous/hurt/faint/choke/breath; blackout/choking/fainting/pass thing/game/
        trend/dare/out & neck/necks/dizzy/tiktok/breath/snap; squeeze/squeezing/squeezed/press/pressing/hold/holding
        neck/necks/throat/breath; how to/you/many hang/kill/die/cut/hurt/harm/poison/drown; hang/kill/hurt/cut/harm
        yourself & google/googling/searching/search/searched/how/ways/typed/ipad; how many/much calpol/paracetamol/
        tablets/pills/ibuprofen/medicine; to/never/not +wake/waking +up; one/nobody/noone/everyone would/will
        notice/care/mind/miss & gone/there/here/dead/wasnt/werent/if; wont/wouldnt/dont have put up with me;
        not/wont be +around/+alive/+here; stop/stopped/stops/stopping +eating; goodbye/bye/farewell everyone/
        everybody/all/world/guys; starve/starving herself/himself/themselves/to; be +gone/+dead by/tomorrow/tonight/
        soon; last +goodbye/message/day & dead/die/goodbye/not/wont; nothing left to live; wont/wouldnt have put
        +up; torri ei/fy/eu freichiau/fraich/garddwrn/choesau/breichiau/groen; marciau & freichiau/breichiau/fraich;
        se/ea/el +taie/+raneste/+omoara; taieturi/cicatrici & maini/brate/mana/incheietura; ciecia/rany & reka/
        rekach/nadgarstku; haath/bazu/kalai & zakhm/nishan/kaat; dangerous & challenge & tiktok/kids/deodorant/
        <child>; challenge & deodorant
        """,
    ),
    signs(
        "self_harm",
        CLEAR,
        """
        hates/hate herself/himself/themselves; wants/want disappear/vanish; not be here anymore; one/nobody
        would/will miss/care & die/dead/gone/him/her/me/them; would miss him/her/them/me; go to sleep & not/never
        wake; stopped eating; not eating/eaten & <who>; making himself/herself/themselves sick/vomit; starving;
        anorexia/anorexic/bulimia/bulimic; eating disorder; dont/doesnt/not be here & tomorrow/anymore/longer/more;
        die & <child> & said/says/saying/told/talks/talking/wrote/written/joked/asked; dying & <child> &
        wants/talks; took/taken/take tablets & <who>; to die; going die; gonna die; hope die; let die; ready die;
        how to die; worthless & <who>; no reason to live; life not worth; kill me & <child>; say goodbye/bye &
        forever/everyone; depressed/depression & <child>; hopeless & <child>/<who>; =sh & <child>; punches/punching/
        bites/biting/pinches/pinching himself/herself/themselves; hates his/her/their life; pulls/pulling
        his/her/their/own hair; skipping meals; throwing up & <child>; feels/feel dead/empty/numb
        """,
    ),
    signs(
        "self_harm",
        AGAINST,
        """
        <device>/battery/wifi/internet/printer/screen/app/charger died/dead/dying; game & killed & character/player;
        tablets & classroom/trolley/charger/charging/lesson/cupboard; cut paste/paper/grass/hair/out; video was cut;
        cut off/short; killing +me; nearly/almost killed +myself; kill me if/when; dying to/for +a/+to/+see/+know/
        +go; die laughing/of laughing/embarrassment; unblock/unblocked/blocked & site/page/website/pshe/lesson/
        assembly; alerts/searches/search/alert & lesson/unit/topic/teaching/planned/pshe/planning/assembly/rse
        """,
    ),
    # Welsh, Polish, Urdu (in Latin letters and its own) and Romanian, for the kinds that ring first.
    signs(
        "self_harm",
        SURE,
        """
        hunanladdiad; lladd ei/fy/eu hun/hunan/hunain; hunan niweidio/niwed/anafu; hunanniweidio; hunananafu; anafu/
        niweidio/brifo/torri/frifo ei/eu/fy hun/hunan/hunain; eisiau/isio marw; ddim eisiau/isio byw; cymryd
        tabledi; samobojstwo/samobojstwa/samobojcze/samobojczy; sie & zabic/zabije/zabijie/zabil; chce/chcial/
        chciala umrzec/zginac/zniknac; sie & okalecza/okaleczac/okaleczanie/tnie/ciela/cial/ciac/krzywdzi/powiesic;
        samookaleczenie/samookaleczenia; nie chce zyc; odebrac sobie zycie; polknela/polknal tabletki; khudkushi/
        khudkhushi/khudkashi; khud kushi/kashi; khud ko nuqsan/nuksan/zakhmi/kaat/mar/maar; marna/mar/mrna chahti/
        chahta/chahte/jana/jaun; jeena nahi chahti/chahta; jina nahi; apni jaan/jan; apne aap ko nuqsan/nuksan/
        zakhmi/maar/mar/kaat; haath/kalai kaat/kat; خودکشی; مرنا چاہتی/چاہتا/چاہتے; خود کو نقصان/زخمی/مار/کاٹ; اپنی
        جان; جینا نہیں; اپنے آپ کو; sinucida/sinucidere/sinucide/sinuciga/sinucis/suicid/suicida/sinuciderea; vrea
        sa moara; vreau sa mor; se taie/raneste/automutileaza/omoare/omor/taia; sa se omoare; automutilare/
        automutileaza; isi face rau; nu mai vrea traiasca
        """,
    ),
    signs(
        "harmful_contact",
        CLEAR,
        """
        <stranger>/player/account/boyfriend & ask/want/send/demand/get & nude/naked/underwear/picture/pic/photo/
        video/body/selfie
        """,
    ),
    # Pictures of children that nobody may look at (I3, I4, I5, I18).
    signs(
        "nudes",
        SURE,
        """
        nude/nudes/noods/nudez/nood/newds/nudies; sexting/sext/sexted/sexts; dick/cock/willy/penis/boob/boobs/tits/
        vagina/fanny/privates/genitals & <picture>/sent/send/selfie/showing; private parts/bits; dick pic/pics/
        picture/photo; dickpic/dickpics; upskirt/upskirting/upskirted; revenge porn; naked/nakid/topless/undressed/
        unclothed/seminude & <picture>/<child>/selfie/send/sent/sharing/shared/deepfake/app; intimate/sexual/
        sexualised/sexualized/explicit/sexy <picture>/selfie & <child>/her/him/herself/himself/boyfriend/them;
        private/inappropriate/rude/dodgy/indecent/naughty <picture>/selfie of herself/himself/themselves/<child>/
        her/him/each; rude/private/inappropriate selfie/selfies; <picture>/send/sent/selfie/selfies & underwear/bra/
        knickers/pants/bikini/boxers/undressed/undressing/shower/bath/toilet/naked/nude/clothes off;
        without/no/without any/taken/took clothes/top/anything on/off & <picture>/<child>/ai/app/selfie/deepfake;
        nothing on & <child>/<picture>/deepfake; clothes off & <child>/<picture>/app/ai; no clothes; without
        clothes; with clothes off; undress/undresses/undressed/undressing/nudify/nudified/nudifying & app/ai/
        <child>/classmate/girl/<picture>; deepfake/deepfakes & sexual/naked/nude/child/girl/pupil/porn/nothing; body
        parts & <picture>/sent; send pics/pictures/nudes & underwear/her/body/boyfriend/him; pics of her/his/their
        body; bodies & <picture>; flash/flashed/flashing & <picture>/snapchat/<child>/camera; <picture> & toilets/
        toilet/shower & <child>; top/trousers/pants/shirt/clothes/bra/knickers off & camera/recorded/webcam/video/
        screen/picture/photo/filmed/live/snapchat; pics/pictures/photos/picture/photo/video of their/her/his bits/
        bum/bottom/chest/body/boobs/private/privates/willy; show/shows/showed/showing/flash/flashed her/his/their
        bits/bum/chest/boobs/body & camera/<online>/<picture>; rude/private/inappropriate/naughty/dodgy <picture> of
        one/ours/someone/mine/us; pics/pictures/photos/pic/picture/photo/video of there/theyre/ur/your/my bits/bum/
        bottom/chest/body/boobs/private/privates/willy; in just/only/nothing her/his/their/but +knickers/+pants/
        +bra/+underwear/+boxers/+towel/her/his; up & skirt/skirts & <picture>/filming/filmed/phone/watch/camera/
        filming; getting/got/get/while +changed/+undressed/+dressed/changing & <picture>/filmed/filming/screenshot/
        screenshotted/shotted/video/call/recorded/camera; naked +body/+bodies; face/faces/head on/onto/put & naked/
        nude/body/porn; changing room/rooms & <picture>/filmed/filming/phone
        """,
    ),
    signs(
        "nudes",
        CLEAR,
        """
        naked & <child>; topless; underwear & <child>; bra & <picture>; <picture> & herself/himself & bedroom/bed/
        mirror; send/sent/sends pics/pictures/photos/pic/picture of herself/himself/themselves/body; send pics;
        sexual/sexy/rude <picture> & <child>; swapping/trading/sharing/selling/passing & rude/sexual/naked/private &
        <picture>
        """,
    ),
    signs(
        "nudes",
        AGAINST,
        """
        popped/pop/came/come/comes/appeared/appears/searched/search/searching/googled/google/advert/ad/ads/website/
        =film/movie/youtube up/came/when/for/on/in; abuse <picture>/material; child porn/pornography; painting/
        statue/statues/art/artist/museum; man came up; woman came up; changing password/settings; email & bitcoin/
        crypto/webcam/rubbish; not a nude; nothing rude
        """,
    ),
    signs(
        "nudes",
        SURE,
        """
        lluniau/llun/fideo/lun/luniau & noeth/noethlymun/nude/rhywiol/heb ddillad; noeth/noethlymun; nagie/naga/
        nago/nagi/nagich/rozebrane/rozebrana/intymne/erotyczne/seksualne & zdjecia/zdjecie/fotki/film/filmik/foto/
        zdjec/fotke; nagie/nagich; zdjecie/zdjecia/fotki & bez ubrania/ubran/majtek/bieliznie; sexting; nangi/nange/
        nanga/barhana/gandi/ganda/fahash/nangay & tasveer/tasweer/tasveerein/tasveeren/tasveerain/photo/photos/
        video/pic/pics/picture/pictures/foto; nangi/barhana; bina kapron/kapre/kapray/kapdon; ننگی/برہنہ/عریاں/ننگے;
        فحش & تصویر/تصاویر/ویڈیو; گندی تصویر/تصاویر/ویڈیو; بغیر کپڑوں; poze/poza/fotografii/fotografie/imagini/
        video/filmulet/pozele & goala/goale/gol/nude/dezbracata/dezbracate/dezbracat/fara haine/intime/sexuale;
        nuduri; dezbracata/dezbracate
        """,
    ),
    signs(
        "nudes",
        HINT,
        """
        <picture> & money/pay/ask/send/blackmail/threaten & <child>/<who>
        """,
    ),
    # Illegal material: nobody looks, copies or passes it on (I3, I4, I5, I6).
    signs(
        "illegal_content",
        SURE,
        """
        child/children/kids/kiddie/kiddy/underage/minor/minors +porn/pornography/erotica; kiddie porn; csam; csa
        images; iioc; indecent <picture>/material/content; child/sexual/sexually/abuse abuse <picture>/material/
        content/site; abuse images/image/videos/material/pictures; illegal; unlawful; against the law; selling/sell/
        sells/dealing/deals/dealer/buy/buying/bought drugs/weed/vapes/cannabis/cocaine/ketamine/pills/guns/weapons/
        knives; drug dealing/dealer; drugs & selling/online/snapchat/telegram/dealing; dark web; darkweb; tor
        browser; bestiality; snuff; beheading/beheadings/behead; child & sexual & website/site/laptop/computer/
        images; rape/torture/murder/execution video/videos/film/footage; buy/buying/bought/sell/selling/sold/deal/
        dealing vape/vapes/drugs/cigarettes/alcohol/weapons/knives & <online>/telegram/snapchat/group/kids; child
        abuse/abused pictures/picture/photos/images/image/videos/material; torrent/torrents/pirated/piracy;
        website/site/web & sexual/indecent/naked image/picture/video & <child>; sexual/indecent image/images/video/
        videos of children/kids/minors; <picture>/folder & little/young/small/underage/real/naked +kids/+children/
        +girls/+boys/+child; under +age & <picture>; underage/preteen/prepubescent; =cp & link/image/images/pic/
        pics/video/folder/discord/laptop; <picture> & children/kids/toddler/baby/child & laptop/folder/stick/drive/
        disk/computer/pc/server & right/wrong/police/staff/horrible/sick/disgusting/sexual/naked/found; toddler/
        baby/child/children/kid/kids being/been/was/were/getting abused/raped/hurt/assaulted & <picture>/pop/screen/
        link/site/website/pc/computer/looked; police & <picture>/images & children/child/kids; it was kids/children
        & link/horrible/clicked/site; link & kids/children & horrible/sick/disgusting/wrong/abuse; searching/
        searches/searched/googled/looking & child/children/preteen/teen/kids/schoolgirl/little & sick/sexual/porn/
        naked/stuff/disgusting; poze/filmulete/filme/imagini/video & cu +copii/+minori; copii/copil/minori
        abuzati/abuzat; zdjecia/filmy dzieci & laptopie/komputerze/nagie/wykorzystywanie; bachon ki nangi/gandi/
        fahash; lluniau/fideo & plant/blant & anweddus/noeth/cam
        """,
    ),
    signs(
        "illegal_content",
        HINT,
        """
        porn/porno/pornography/pornhub/xxx; indecent; crime; criminal; drugs; stolen & goods; weapons
        """,
    ),
    signs(
        "illegal_content",
        SURE,
        """
        porn plant; pornograffi plant; delweddau anweddus; anghyfreithlon; lluniau anweddus; dziecieca pornografia;
        pornografia dziecieca; nielegalne/nielegalny/nielegalna; sprzedaje narkotyki; narkotyki; ghair qanooni/
        qanuni/kanooni; bachon ki fahash/gandi; manshiyat; غیر قانونی; بچوں کی فحش; منشیات; pornografie infantila;
        pornografie cu copii/minori; ilegal/ilegale/ilegala; droguri/vinde droguri
        """,
    ),
    # Extremism (I3, I16).
    signs(
        "extremism",
        SURE,
        """
        extremist/extremism; extreme views; radicalise/radicalised/radicalisation/radicalize/radicalized/
        radicalising; isis/isil/daesh/qaeda/taliban/hamas/hezbollah; terrorist/terrorists/terrorism/terror; jihad/
        jihadi/jihadist; nazi/neonazi/hitler/swastika; far right/left; white power/supremacy/supremacist/pride/race/
        lives; edl/bnp/kkk/antifa; britain first; combat 18; incel/manosphere; andrew tate; tate & women/video/
        andrew; red pill; alpha male; prevent referral/concern; kill/killed/deported/die/burn/gas/bomb/bombed &
        muslim/jew/immigrant/christian/foreigner/gays/infidel/blacks/refugees; all muslims/jews/immigrants/
        foreigners & should/terrorists/bad/out; great replacement; holy war; martyr/martyrdom; join/joining
        fight/army/war syria/cause/caliphate; holocaust denial/denied/happened/fake/joke; white/ethnic nationalist/
        nationalism; infidel/kuffar; hate group/preacher/preaching; tommy robinson; go +home & posts/immigrants/
        foreigners/muslims/repeats/refugees; women should obey/serve/submit/stay; misogyny/misogynist/misogynistic;
        deport/send +them/back/all & immigrants/muslims/foreigners/home; reform/patriot/nationalist march/rally &
        <child>; islam/muslim/jewish hate/hater/haters; antisemitic/islamophobic/antisemitism; conspiracy
        theory/theories; sharia; crusade; ethnic cleansing; race war; supremacist/supremacy; school shooting/shooter
        & video/admires/likes/obsessed/fan; women are/should +property/+objects/+obey/deserve/property; girls/women
        deserve it; incel/incels +talk/stuff; mosque/synagogue/church/temple shooting/attack/bombing/massacre/
        massacres; jews/muslims/blacks/gays/immigrants/refugees should/must/need/deserve be/die/to; gassed &
        jews/they/all; christchurch & shooting/video/attack
        """,
    ),
    signs(
        "extremism",
        CLEAR,
        """
        hates/hate women/muslims/jews/immigrants/black/foreigners & <child>; conspiracy & <child>; racist/
        antisemitic/islamophobic & video/videos/website/propaganda/watching; propaganda; political violence; school
        shooter/shooting/shooters & admires/fascinated/video/obsessed/videos
        """,
    ),
    signs(
        "extremism",
        AGAINST,
        """
        history/ww2/topic/lesson/homework hitler/nazi/nazis; lesson & nazi/nazis/hitler; topic & nazi/nazis; nazi/
        nazis/hitler/swastika/terrorism/extremism & lesson/topic/history/ww2/teaching/y6/unit/searches/planned/
        planning & know/searches/planned/alerts/look/heads
        """,
    ),
    # Hardly signs, each counted: what is left when no other says anything.
    signs(
        "self_harm",
        TRACE,
        """
        hurt; cut; cutting; burn; kill; die; dead; death; sad; pills; blood; bleeding; wrists; alive; hopeless;
        lonely; crying; herself; himself; razor; rope; jump; starve
        """,
    ),
    signs(
        "harmful_contact",
        TRACE,
        """
        uncle; dad; stepdad; stranger; adult; man; scared; home; secret; meet; met; gifts; older; boyfriend; touch;
        touched; hit; bruise; lift; van; follow; followed; threatened; unsafe; worried
        """,
    ),
    signs(
        "nudes",
        TRACE,
        """
        naked; body; bare; underwear; selfie; topless; undress; sexy; rude & <picture>; clothes & <picture>; private
        & <picture>
        """,
    ),
    signs(
        "illegal_content",
        TRACE,
        """
        crime; criminal; police; drugs; weapon; stolen; abuse & <picture>
        """,
    ),
    signs(
        "extremism",
        TRACE,
        """
        racist; religion; religious; muslim; jew; immigrant; hate; politics; political; war; leaflet; group; flag;
        extremists; propaganda
        """,
    ),
)
