"""The signs of a child in danger from themselves, of pictures and material, of extremists: the first group of the card.

How a group is written is said in `signs.py`. They alert first: a sign too many costs less here than one too few.
"""

from __future__ import annotations

from bot.policy.incidents.signs import AGAINST, CLEAR, HINT, SURE, Signs, signs

DANGER: tuple[Signs, ...] = (
    # A child may hurt themselves (I2, I7).
    signs(
        "self_harm",
        SURE,
        """
        suicide/suicidal/suicidle/suicid; unalive; kms; sewerslide; self harm/harmer; selfharm; self injure/injury;
        kill/killing himself/herself/themselves/myself/themself/itself/hisself; hurt/harm/cut/cutting/burn/injure/
        starve/poison/choke/stab/scratch/strangle/hang himself/herself/themselves/themself/hisself; hurt/harm/cut/kill/
        burn myself & <child>/said/say/told/wrote/write/search/history/ways/note/typed; want/wants/wanting/wanna/wished/
        wish/wishes/wishing die/dead/dying; want/wants/wanted die; wish were dead; rather be dead; better off dead; if
        was/were dead; end/ending/take/taking/ended her/his/their/own life/lives; end it all; ending it all; end
        everything; overdose/overdosed/od; took/swallowed/take/taken/swallowing pills/paracetamol/bleach/medicine/
        ibuprofen & <who>; swallowed/swallowing/hoarding/handful/many/lots tablets & <who>; paracetamol & kill/die/how
        many/hoard/took/taken; noose; rope/ligature/cord/scarf & neck; round neck; around neck; blackout challenge;
        choking challenge; blue whale challenge; pass out challenge; choke game; jump/jumping off/from bridge/roof/
        building/window; jump/step front train; goodbye letter/note/message/video; razor/blade & wrist/arm/leg/skin/bag/
        pencil/sharpener/cut; not/doesnt/dont/didnt want be here/alive; not/doesnt/dont want live/wake; no reason/point
        live/living/going on; nothing live for; cant go on; cannot go on; cant/cannot take it anymore; tired of living/
        life; cuts/cut/scratches/scratch/scars/burns & wrist/wrists/arm/arms/thigh/thighs/legs/forearm; hurt/harm
        themselves/herself/himself; way/ways kill/die/hurt yourself/myself; pro ana; proana; thinspo; thinspiration; pro
        mia; last day alive; world better without; family/everyone/everybody better off without; cutting again; started
        cutting; been cutting; is cutting; life/living isnt/not worth; life is pointless; slit/slash/slitting wrist/
        wrists; hanging/hang/hung/hanged himself/herself/themselves; drew/draws/drawing/drawn & hanging/noose/grave/
        dead/suicide; bang/bangs/banging/hit/hits/hitting his/her/their/own +head; load/lots/handful/packet/box/bottle/
        many pills/tablets/paracetamol/medicine; took/taken pills/paracetamol/overdose; happier/better/easier/fine if/
        without & <who> & wasnt/werent/gone/dead/didnt/here/not; better/happier without me/him/her; gave/giving/gives/
        given away & goodbye/things/possessions/toys; heaven & wants/be/go & <child>/nan/grandad/mum/dad/who/he/she;
        wants/want it to/all stop/over/end; suicidal/self ideation; cut marks; bleed/bleeds/bleeding & scratch/
        scratches/picks/cuts/cutting; hidden/hiding/hides razor/blade/scissors/knife/pills/tablets; jump/throw in/under/
        front train/car/road/bus; drown/smother/suffocate/strangle himself/herself/themselves; dont/doesnt/not care if/
        whether <who> live/lives/die/dies; want/wants/wanted/wish/wishes never/not been born/exist; burnt/burned
        herself/himself/themselves/themself; dangerous/deodorant/inhaling/choking/skullbreaker/fire challenge; inhale/
        inhaling/sniffing/huffing & deodorant/aerosol/gas/glue/kids/<child>; wont/not/wouldnt be around/alive/here;
        going to be dead; challenge & dangerous/hurt/faint/choke/breath; blackout/choking/fainting/pass thing/game/
        trend/dare/out & neck/necks/dizzy/tiktok/breath/snap; squeeze/squeezing/squeezed/press/pressing/hold/holding
        neck/necks/throat/breath; how to/you/many hang/kill/die/cut/hurt/harm/poison/drown; hang/kill/hurt/cut/harm
        yourself & google/googling/searching/search/searched/how/ways/typed/ipad; how many/much calpol/paracetamol/
        tablets/pills/ibuprofen/medicine; to/never/not +wake/waking +up; one/nobody/noone/everyone would/will notice/
        care/mind/miss & gone/there/here/dead/wasnt/werent/if; wont/wouldnt/dont have put up with me; not/wont be
        +around/+alive/+here; stop/stopped/stops/stopping +eating; goodbye/bye/farewell everyone/everybody/all/world/
        guys; starve/starving herself/himself/themselves/to; be +gone/+dead by/tomorrow/tonight/soon; last +goodbye/
        message/day & dead/die/goodbye/not/wont; nothing left to live; wont/wouldnt have put +up; dangerous & challenge
        & tiktok/kids/deodorant/<child>; challenge & deodorant; was/were/been/be/never never/been/be born; cant/cannot/
        couldnt do/take/go/face this/it/on any/anymore; cant/cannot do this/it any +more; sorry mum/dad/everyone & note/
        letter/cant/more/anymore; laxatives; diet/slimming +pills; lose/losing/drop weight & <child>/she/he/shes/hes/
        tiktok/pills/app; target/goal weight; weighs/weighing/weigh herself/himself; barely/hardly/wont/isnt/doesnt/
        refuses/refusing/stopped +eat/+eats/+eating & <who>; skinny/fat/calories/disgusting/thin & eat/eating/eats/
        weigh/weighs; benadryl/tide/fire/deodorant/salt/paqui/chroming/nutmeg/choking/ice/hanging/skull/blackout pod/
        challenge/ice & challenge/kids/<child>/tiktok/doing; challenge & benadryl/chroming/pills/medicine/burn/hurt/
        strangle; chroming; roof/bridge/ledge/window/balcony/tracks/railway & jump/jumps/jumping/climbed; painless/
        quick/quickest/easy/easiest way/ways & go/die/end/out/search/searching; coffin/grave/funeral/gravestone/
        tombstone/headstone & drew/drawn/drawing/himself/herself/own/planned/planning/playlist/wants; ending/end/ended
        things/everything/it/all & plan/ai/chatgpt/chatbot/wants/thinking/want/life; has/have/had/got a/her/his +plan &
        end/die/kill/suicide; compass/ruler/scissors/sharpener/blade/staple/pin/safety & arm/arms/leg/legs/wrist/skin/
        carved/bleeds/thigh; carve/carved/carving & leg/arm/skin/wrist/thigh/herself/himself; pulling/pulls/pulled/
        picks/picking out/at/her/his & eyelashes/eyebrows/hair/scabs; says/said/thinks/feels <who> deserves & it/pain/
        die/hurt; cable/lead/string/tie/belt/scarf/scarves/lace/laces/cord/charger/tights & neck/necks/throat/
        strangling; no point/reason being/in/living/here/carrying; wont/will have to worry/bother & soon/over/me/gone;
        soon all/itll/it/will over & soon; all be over & soon/worry/me/you; hurt/hurts/painful to die; what/how happens/
        feels/hurts/is & die/dying/dead & google/siri/asked/searched/asking/quick; voice/voices/app/chatbot/ai/momo/
        siri/alexa/bot/character told/tell/tells/telling/said <who> to +hurt/+kill/+harm/+cut/+die; drank/drunk/
        drinking/swallowed/ate/eaten/swallow bleach/gel/sanitiser/sanitizer/batteries/detergent/glue/perfume/chemicals/
        magnets; strangling/strangle/choking/choke each/themselves/others/eachother/another; make/makes/making/made it/
        everything/pain/this all/to +stop; says/said/saying/now she/he/shes/hes/theyre going/gonna +do/+to/+it it & kys/
        kill/now/telling; posted/wrote/put/written/sent goodbye & everyone/story/not/all; doesnt/dont deserve be/live/
        here/to; deserves to die; ways/way to hang/hanging/kill/die; hang/hanging/kill/killing/cutting yourself & forum/
        website/read/page/search/ways; ligature; <hurting> <self>; remember me & said/says/told/gave/wrote/tell/please;
        something bad/stupid/silly/awful to <self>; do/doing/does something +bad/+stupid/+silly/+daft & <self>/tonight/
        friend/mate/pupil; bleed/bleeding out; blood & cuff/cuffs/sleeve/sleeves/wrist/wrists/arm/arms/legs/thighs; long
        sleeves & blood/pe/cuts/arms/hiding/summer/hot; list/counting/hoarding/saving/stash/collecting/counted of/up
        +tablets/+pills/+paracetamol/+medicine; bridge/tracks/railway/roof/ledge & sat/standing/stood/found/jump/
        climbed/hanging/over/edge & <who>/found/school; best +bridge/+way/+place to jump/die/hang; ran/run/runs/running/
        walk/walked/walking/step/stepped/jumped in/into/out +front/+traffic/+road of/bus/car/train/lorry/traffic; hate/
        hates my/his/her/own +life; nobody/noone loves/wants/cares/needs me/him/her; one loves/wants/likes/needs +me;
        should just +go/+die/+disappear/+end; poem/story/song/drawing/diary/journal & dark/death/die/dying/dead/grave/
        blood/end/take & <who>/about/wanting; my/his/her +last +night/+christmas; makes/making/made
        +himself/+herself/+themselves/+themself +sick/+ill/+vomit/+throw; sniffing/inhaling/huffing & aerosol/aerosols/
        glue/petrol/gas/deodorant/kids; likes the +pain; jump/jumping/leap/climb out +the/+of +window/+the; thin/skinny
        & eats/eating/watching/videos/wants & tissues/nothing/lunch/<who>/videos; eats/eating +tissues/+paper/+ice;
        wishes/wish/wanted/wants to sleep forever; tells/telling/told him/her/them/me to +jump/+die/+hang/+cut/+kill/
        +end; fasting/starve/purging/purge & <child>/she/he; took/take too/so +many tablets/pills; took/taken/taking
        mums/dads/nans/grandmas/her/his pills/tablets/tablet/medicine/meds; shes/hes/she/he going +to +do +it & kys/
        kill/die/now/telling; gonna +do +it & kys/kill/die/now/telling; countdown & over/birthday/die/end/bio; then its
        +over/+done/+finished; all over +soon/+tomorrow; its all over & she/he/note/bio; compass/blade/razor/scissors &
        blood; blood & toilets/sink/video & themselves/cuts/compass/doing/blade; choking/choke/strangle/strangling/
        passout/pass/fainting/faint/blackout & dare/dares/challenge/break/limp/shorts/tiktok/youtube/game; went/gone/
        going +limp/+blue/+unconscious; passed/passing +out & dare/dares/game/neck/challenge/kids/breath; phone/game/
        app/chat/group/video/level/levels tells/told/says & scratch/hurt/cut/bleed/starve/jump; game & levels/level &
        scratch/cut/hurt; be with nan/nanna/nana/grandad/mum/dad/him/her/gran & heaven/how/sky/die; going to/up to
        +heaven; suicide/goodbye +note/+post/+letter/+message; sounds/reads/looks +like a +suicide/+goodbye; swallowed/
        eaten/swallow magnets/magnet/battery/batteries/pill/pod/coin & challenge/tiktok/<child>; at/in/to +hospital/+ane
        &
        challenge/tablets/cut/swallowed; jump off the/a +bridge/+roof; cant take any/it/this +more/+anymore; fed up of
        +living/+life; had enough of +life/+living/+everything; wanna end +it/+my; end +my/+her/+his/+their +life;
        nothing to live +for; will be the last +time/+day; wont see me +again/+tomorrow/+monday; see me again; bye
        forever; rip to me; deserve to be dead; rope/noose/knife/blade/razor/pills in/into his/her/their +bag/+pocket/
        +locker; isnt/not +joking & he/she & has/rope/will; draws/drawing/drew/drawn +graves/+coffins/+gravestones/
        +graveyards/+tombstones; scratched/carved/written/wrote the +word & arm/leg/skin; tie/belt/scarf/rope round/
        around/on/over +hook/+peg/+door/+bar/+beam/the; letter/wrote/note & dead like/with; be/is/being +dead +like/
        +with; sad when im/hes/shes +not/+gone +here; when im/hes/shes +gone/+dead; when im not +here; easy/best/quick
        poison/way/pills & hurt/does/search/searches; little/few they/she/he +ate/+eat/+eats; share how +little/+much &
        ate/weigh; run +over/+down & wants/wanted/be/himself/herself; all/his/her/their adhd/epilepsy/insulin tablets/
        pills/medicine/meds; wants/want/said be +dead; pass/passes/passed +out & pressing/press/chests/chest/each/game;
        salt +and +ice/+ice; stand/standing/stay/climb on the +roof/+ledge/+edge; might as well be +dead/+gone; better
        +off +dead/+gone; be +dead; stuck/sticks/jabbed/pricks/pushed/poked a needle/pin/compass/pencil/scissors/nail
        in/into/through +her/+his/+their; how to disappear/vanish/stop +forever/+existing/+breathing; disappear/vanish
        +forever; stop +existing; wont make/see/reach/live +it/+to/+till/+past & eleven/ten/twelve/birthday/christmas/
        secondary/next; cant/cannot/couldnt +cope & note/over/more/die/want/anymore/life; want/wants it/everything/this
        +over; want/wants everything +finished/+gone; not worth +living; ending her/his/their/my/own +life;
        hid/hidden/hiding/hides/keeps/kept
        a +blade/+razor/+knife/+sharpener; lanyard/shoelace/tights/curtain/bag & strangle/neck/over/head/choke; plastic
        +bag & head/over; faint/fainting/choking/breath/blackout/hyperventilating +game/+challenge/+dare; dizzy &
        breath/squeeze/faint/game; jump/throw/chuck himself/herself/themselves; hurts/hurting/cutting/harming +on
        +purpose; on +purpose & cut/burnt/hurt/broke/scratched/blood/himself/herself; nobody/noone would notice/care/
        miss/mind; no +friends & die/dead/point; tired of +everything/+being/+life; dont/doesnt +want +to exist/wake/be;
        made a +will; writing/wrote her/his/a +will; goodbye +list/+video/+tape; skipping/skips/skipped/missing lunch/
        meals/food & fat/weight/thin/skinny/diet; laxative/vomiting/vomits; punched/punches/hit/hits/kicked/slapped/
        scratched/burnt/bitten <self>; bottle/half/whole/all of calpol/medicine/paracetamol/nurofen; drank/drunk/
        drinking & calpol/medicine/nurofen/vodka & dared/dare/video/bottle/half; sleep & never/not +wake; never +wake;
        wants/want/wanted to sleep forever/never; see stars & neck/necks/breath
        """,
    ),
    signs(
        "self_harm",
        CLEAR,
        """
        hates/hate herself/himself/themselves; wants/want disappear/vanish; not be here anymore; one/nobody would/will
        miss/care & die/dead/gone/him/her/me/them; would miss him/her/them/me; go to sleep & not/never wake; stopped
        eating; not eating/eaten & <who>; making himself/herself/themselves sick/vomit; starving; anorexia/anorexic/
        bulimia/bulimic; eating disorder; dont/doesnt/not be here & tomorrow/anymore/longer/more; die & <child> & said/
        says/saying/told/talks/talking/wrote/written/joked/asked; dying & <child> & wants/talks; took/taken/take tablets
        & <who>; to die; going die; gonna die; hope die; let die; ready die; how to die; worthless & <who>; no reason to
        live; life not worth; kill me & <child>; say goodbye/bye & forever/everyone; depressed/depression & <child>;
        hopeless & <child>/<who>; =sh & <child>; punches/punching/bites/biting/pinches/pinching himself/herself/
        themselves; hates his/her/their life; pulls/pulling his/her/their/own hair; skipping meals; throwing up &
        <child>; feels/feel dead/empty/numb
        """,
    ),
    signs(
        "self_harm",
        AGAINST,
        """
        <device>/battery/wifi/internet/printer/screen/app/charger died/dead/dying; game & killed & character/player;
        tablets & classroom/trolley/charger/charging/lesson/cupboard; cut paste/paper/grass/hair/out; video was cut; cut
        off/short; killing +me; nearly/almost killed +myself; kill me if/when; dying to/for +a/+to/+see/+know/+go; die
        laughing/of laughing/embarrassment; unblock/unblocked/blocked & site/page/website/pshe/lesson/assembly; alerts/
        searches/search/alert & lesson/unit/topic/teaching/planned/pshe/planning/assembly/rse; wishing/wish/wishes me/us
        +dead; =sh +=ts/+=t/+=tty/+=te; dead +chuffed/+good/+useful/+nice/+pleased; by another +girl/+boy/+child/+pupil;
        worthless & girls/lads/group; self/suicide harm/prevention +training/+module/+lesson/+slides/+assembly/+course/
        +charities/+policy/+leaflet; selling/sells/sell & pills/tablets/meds & snap/snapchat/online
        """,
    ),
    # Pictures of children that nobody may look at (I3, I4, I5, I18).
    signs(
        "nudes",
        SURE,
        """
        nude/nudes/noods/nudez/nood/newds/nudies; sexting/sext/sexted/sexts; dick/cock/willy/penis/boob/boobs/tits/
        vagina/fanny/privates/genitals & <picture>/sent/send/selfie/showing; private parts/bits; dick pic/pics/picture/
        photo; dickpic/dickpics; upskirt/upskirting/upskirted; revenge porn; naked/nakid/topless/undressed/unclothed/
        seminude & <picture>/<child>/selfie/send/sent/sharing/shared/deepfake/app; intimate/sexual/sexualised/
        sexualized/explicit/sexy <picture>/selfie & <child>/her/him/herself/himself/boyfriend/them; private/
        inappropriate/rude/dodgy/indecent/naughty <picture>/selfie of herself/himself/themselves/<child>/her/him/each;
        rude/private/inappropriate selfie/selfies; <picture>/send/sent/selfie/selfies & underwear/bra/knickers/pants/
        bikini/boxers/undressed/undressing/shower/bath/toilet/naked/nude/clothes off; without/no/without any/taken/took
        clothes/top/anything on/off & <picture>/<child>/ai/app/selfie/deepfake; nothing on & <child>/<picture>/deepfake;
        clothes off & <child>/<picture>/app/ai; no clothes; without clothes; with clothes off; undress/undresses/
        undressed/undressing/nudify/nudified/nudifying & app/ai/<child>/classmate/girl/<picture>; deepfake/deepfakes &
        sexual/naked/nude/child/girl/pupil/porn/nothing; body parts & <picture>/sent; send pics/pictures/nudes &
        underwear/her/body/boyfriend/him; pics of her/his/their body; bodies & <picture>; flash/flashed/flashing &
        <picture>/snapchat/<child>/camera; <picture> & toilets/toilet/shower & <child>; top/trousers/pants/shirt/
        clothes/bra/knickers off & camera/recorded/webcam/video/screen/picture/photo/filmed/live/snapchat; pics/
        pictures/photos/picture/photo/video of their/her/his bits/bum/bottom/chest/body/boobs/private/privates/willy;
        show/shows/showed/showing/flash/flashed her/his/their bits/bum/chest/boobs/body & camera/<online>/<picture>;
        rude/private/inappropriate/naughty/dodgy <picture> of one/ours/someone/mine/us; pics/pictures/photos/pic/
        picture/photo/video of there/theyre/ur/your/my bits/bum/bottom/chest/body/boobs/private/privates/willy; in just/
        only/nothing her/his/their/but +knickers/+pants/+bra/+underwear/+boxers/+towel/her/his; up & skirt/skirts &
        <picture>/filming/filmed/phone/watch/camera/filming; getting/got/get/while +changed/+undressed/+dressed/changing
        & <picture>/filmed/filming/screenshot/screenshotted/shotted/video/call/recorded/camera; naked +body/+bodies;
        face/faces/head on/onto/put & naked/nude/body/porn; changing room/rooms & <picture>/filmed/filming/phone;
        <picture> of his/her/their/my/a +=thing/+chest/+boobs/+bits/+bum/+bottom/+willy/+privates/+nipples/+crotch/
        +minge/+fanny/+undies; sent/send/sending/shared/showed his/her/their/my +=thing/+bits/+willy/+junk/+chest;
        <picture> & his/her/their/there/my +=thing/+undies/+bits/+nipples; trousers/pants/knickers/trunks/shorts/skirt/
        boxers/tights/joggers down/off/up & <picture>/filmed/filming/camera; no/with +trunks/+pants/+knickers/+trousers/
        +bra & <picture>/filmed/phone/changing; bare bum/bottom/chest/backside/bits/arse/naked & <picture>/=snapped/
        shared/sent; cubicle/changing/showers/locker & <picture>/phone/filmed/filming/camera/photo; under/over the
        cubicle/toilet/loo +door; nowt/nuffin/nothing on & selfie/<picture>; spicy/dirty/lewd/saucy/naughty/nsfw/kinky/
        raunchy/revealing/sexy/rude/filthy +pic/+pics/+picture/+pictures/+photo/+photos/+selfie/+selfies/+snaps/+vid/
        +vids; undies/thong/lingerie/nightie & <picture>/selfie; pulled/lifted/lifts/lifting/took/takes/taking/whipped
        her/his/their top/shirt/tshirt/bra/jumper/trousers & up/off/down & camera/facetime/facetiming/video/call/live/
        <online>/<picture>; nudify/undressing +site/+sites/+app/+apps; clothes +remover/+removing; taking/took/take
        everything off; send/sends/sent another/more & first/everyone/show & one/pic/pics; see everything & filmed/pe/
        changed/shower/<picture>; your/her/his/my +top/+bra/+shirt/+clothes/+pants off; <picture> & <bare>; <bare> &
        sent/send/sending/shared/airdropped/showed/showing/posted/camera/webcam/call/filmed/recorded & <child>/her/him/
        them/she/he; got/took/take/get/gets her/his/their +kit/+clothes/+top off & him/her/<picture>/camera/cam/online/
        asked; strip/stripping/undressing & dare/dares/call/camera/cam/live/video; recorded/filmed/filming/video/photo/
        pic/picture/=snapped & on/in the/a +loo/+toilet/+bath/+shower/+bog; <picture> & bath/shower/bathroom & her/his/
        him/them/child/kid; photoshopped/edited/pasted/swapped/faked/deepfaked & head/face/faces & onto/on/body/porn/
        page; made/making/makes porn & <child>/faces/girls; page 3 girl; <picture> & without clothes/clothing; explicit/
        x-rated <picture> of/a/from & <child>; peeping/peeking/peeped/spying & changing/toilet/door/camera; unsolicited
        <picture>; bum/willy/boobs & group/coach/dare/bet/dared/photo/whole; the photos without clothes; up +skirt/
        +dress; up miss/mrs/ms/her/girls/teachers skirt/dress; shower/bath & phones/everyones/photo/shared; lifted/
        lifts/lifting/flashes/flashed her/his top/skirt/shirt; down/stripped to her/his/their +underwear/+knickers/
        +pants/+bra/+boxers; pulled/pulling/yanked lads/boys/girls/his/her/their +shorts/+trousers/+pants/+skirt;
        private parts & screenshot/email/chat/video; took of herself/himself; one +up miss/her/the +skirt; strip/truth
        +or +dare; send/sending +more each/every +time; sent/sends/send/sending/showed/shown/posted his/her/their/there/
        your bits/chest/boobs/bum/willy/privates/body/bra/top/nipples; <picture> & chest/boobs/bra/topless/cleavage &
        showing/her/his/girl; showing/show/showed/exposing/exposed/exposes/flashing herself/himself/themselves/themself
        & camera/facetime/video/call/live/screenshot/screenshotted/cam; nude/nudes/naked/topless/bra & dare/daring/
        dared/dares; changing +rooms/+room & photos/pictures/folder/filming; each +other their/his/her & private/
        privates/bits; on the toilet/loo & screenshot/photo/video/<picture>; undressing & <picture>/camera; see/seen/saw
        her/his/their bits/privates/boobs/willy/bum/nipples; swimsuit/bikini & chest/showing/<picture> & girl/y5/child/
        her; posing/posed/poses & underwear/bra/bikini/naked/sexy/bed; sexual/sexy +pose/+poses/+dance/+dancing/+selfie;
        onlyfans & <child>/she/pupil; leaked/leak & nudes/naked/private; still has/got the/that/my/her +photo/+photos/
        +pic/+pics/+picture/+video/+nude; wont/will delete the/my/her +photo/+photos/+pic/+pics/+picture/+video; the
        +photo/+picture/+pic & crying & has/still/he/delete; =weeing/=wee/=peeing/=pooing & <picture>
        """,
    ),
    signs(
        "nudes",
        CLEAR,
        """
        naked & <child>; topless; underwear & <child>; bra & <picture>; <picture> & herself/himself & bedroom/bed/
        mirror; send/sent/sends pics/pictures/photos/pic/picture of herself/himself/themselves/body; send pics; sexual/
        sexy/rude <picture> & <child>; swapping/trading/sharing/selling/passing & rude/sexual/naked/private & <picture>
        """,
    ),
    signs(
        "nudes",
        AGAINST,
        """
        popped/pop/came/come/comes/appeared/appears/searched/search/searching/googled/google/advert/ad/ads/website/
        =film/movie/youtube up/came/when/for/on/in; abuse <picture>/material; child porn/pornography; painting/statue/
        statues/art/artist/museum; man came up; woman came up; changing password/settings; email & bitcoin/crypto/
        webcam/rubbish; not a nude; nothing rude; ad/advert/adverts with/of; dead +body; ww1/ww2/war; teach/teaching/
        lesson/lessons/nspcc/pantosaurus/rse & private/puberty/parts/body; sexting/nudes +lesson/+assembly/+policy/
        +training/+slides/+leaflet; searched/search/googled/looking for +art; when they/we/i searched/googled/looked;
        ugly animal/pig; searched/searching for +art; typed/googled & google/bing +images/+search/+results; private
        +messages/+message/+chat/+account
        """,
    ),
    signs(
        "nudes",
        HINT,
        """
        <picture> & money/pay/ask/send/blackmail/threaten & <child>/<who>; <picture> & boyfriend/girlfriend; <picture>
        & sent +to & boy/boys/girl/lad/him/someone/somebody
        """,
    ),
    # Illegal material: nobody looks, copies or passes it on (I3, I4, I5, I6).
    signs(
        "illegal_content",
        SURE,
        """
        child/children/kids/kiddie/kiddy/underage/minor/minors +porn/pornography/erotica; kiddie porn; csam; csa images;
        iioc; indecent <picture>/material/content; child/sexual/sexually/abuse abuse <picture>/material/content/site;
        abuse images/image/videos/material/pictures; illegal; unlawful; against the law; selling/sell/sells/dealing/
        deals/dealer/buy/buying/bought drugs/weed/vapes/cannabis/cocaine/ketamine/pills/guns/weapons/knives; drug
        dealing/dealer; drugs & selling/online/snapchat/telegram/dealing; dark web; darkweb; tor browser; bestiality;
        snuff; beheading/beheadings/behead; child & sexual & website/site/laptop/computer/images; =rape/torture/murder/
        execution video/videos/film/footage; buy/buying/bought/sell/selling/sold/deal/dealing vape/vapes/drugs/
        cigarettes/alcohol/weapons/knives & <online>/telegram/snapchat/group/kids; child abuse/abused pictures/picture/
        photos/images/image/videos/material; torrent/torrents/pirated/piracy; website/site/web & sexual/indecent/naked
        image/picture/video & <child>; sexual/indecent image/images/video/videos of children/kids/minors; <picture>/
        folder & little/young/small/underage/real/naked +kids/+children/+girls/+boys/+child; under +age & <picture>;
        underage/preteen/prepubescent; =cp & link/image/images/pic/pics/video/folder/discord/laptop; <picture> &
        children/kids/toddler/baby/child & laptop/folder/stick/drive/disk/computer/pc/server & right/wrong/police/staff/
        horrible/sick/disgusting/sexual/naked/found; toddler/baby/child/children/kid/kids being/been/was/were/getting
        abused/=raped/hurt/assaulted & <picture>/pop/screen/link/site/website/pc/computer/looked; police & <picture>/
        images & children/child/kids; it was kids/children & link/horrible/clicked/site; link & kids/children &
        horrible/sick/disgusting/wrong/abuse; searching/searches/searched/googled/looking & child/children/preteen/teen/
        kids/schoolgirl/little & sick/sexual/porn/naked/stuff/disgusting; iwf; download/downloading/downloaded/sharing/
        shares/trading/uploading/uploaded/swapping & paedophile/paedo/pedo/pedophile/abuse & material/stuff/images/wifi/
        content/files/video/pictures/forum; <picture>/link & <child>/baby/babies/toddler & =raped/=rape/molested/
        molesting/tortured/being +abused; <picture>/forum/uploading/uploaded/material & paedo/paedophile/pedo & forum/
        site/images/material/download; thumbnails & girls/boys/children/kids/sexual; sexual/provocative/indecent +poses/
        +pose/+acts; young children/girls/boys/kids & sexual/naked/drive; awful/horrible/disgusting/sick/
        vile/terrible/wrong/sexual/naked <picture> of children/kids/minors/babies/toddlers/child/girls; file sharing/
        torrent/limewire & <picture>/kids/children/program; nobody/noone should see & children/kids/drive/computer/
        laptop; one should see & children/kids/drive/computer/laptop; flog/flogging/peddling/pushing/supplying/dealing/
        sell/selling/sold gummies/vapes/weed/edibles/pills/drugs/cigs/fags/booze/steroids/fireworks/thc; bought/buy/
        buying/ordered/order knife/gun/weapon/taser/machete/bb; get/got/getting him/her/them/us/you/hold a +gun/+knife;
        cut/cutting/chopped/sawn/hacked off/his/her/their/someones +head/+heads; beheads/beheaded/decapitated/
        decapitation; tortured/torturing & <picture>/animal/animals/cat/dog; right & arent/isnt/not & <picture> & kids/
        children & folder/computer/laptop/phone; go/goes/went/going to prison/jail for & kids/children/stuff; <picture>/
        clip/images & girl/boy/child/kid & with/and +a/+grown grown/man/men/adult/adults; <picture> & toddler/toddlers/
        babies/baby/preteen/preteens/undressed & opened/found/usb/drive; <picture>/images & of/are/is +of/+kids/
        +children & drive/locked/police/arrested/prison; arrested/police/raided/seized & images/pictures/laptop/
        computer/phone & kids/children/indecent; trading/trade/swapping/swap/selling/sell/buying/buy/got/flogging
        +knives/+guns/+drugs/+weed/+vapes; prices for/list & weed/bud/pills/vapes; crack/heroin/cocaine/ket/mdma/
        ecstasy/spice/cannabis & <child>/phone/online/selling/prices; watches/watching/looking/looks/watched & videos/
        pictures/images/stuff & little/young/small +girls/+boys/+kids/+children; search/searches/searching & preteen/
        preteens/loli/lolita; real +gun/+knife/+weapon; cat/dog/animal/animals/hamster & <picture> & blender/killed/
        killing/tortured/torture/set/hurt; children/kids being +abused/+=raped/+hurt/+touched; grown/old/adult men/man/
        people/woman & kiddies/kids/children/little & website/site/video/picture/came/screen/clip; stolen/cloned/fake
        bank/credit/card/cards/numbers/ids/money/goods & trading/selling/sell/discord/online/swapping/using; cartoon/
        drawn/anime/animated/hentai/manga +porn/porn & kids/children/characters/school; porn/sexual/hentai & characters/
        people/girls/they are/look/looked +kids/+children/+young/+underage; selling/sells/sell/sold/uploading <picture>
        & pupils/children/kids/her/him/ours & porn/site/dark/money/mates/online; our pupils/kids/children & porn site;
        small/little child/girl/boy & tied/chained/beaten/bed & <picture>; theft/stealing/shoplifting & <child> &
        discord/snapchat/online/tiktok; ddos/hacking/hack & <child> & paid/selling/money; fraud & <child>; money +mule/
        +mules; bomb/explosive/explosives/pipe +manual/+recipe/+instructions/+making; how to make a +bomb/+gun/+drugs/
        +explosives; counterfeit/fake +notes/+tenners/+vapes; live stream/streamed & abuse/abused/child; horrible/awful/
        disgusting/nasty/bad/dodgy stuff/things/files/pictures/videos on/of/with & kids/children/babies +ones/kids/
        children; little/young +ones & horrible/stuff/pictures/sexual; photos/pictures/videos of/with local/school/our
        kids/children/girls/boys & sexual/telegram/unclothed/forum/comments; hack/hacks bank/accounts/cards; getting/
        being/get/got +stabbed/+shot/+killed/+beheaded/+tortured & videos/video/clip/sends; where to buy/get fags/vapes/
        weed/drugs/knives/cigs; ai girlfriend/app/character & child/primary/undressed/young; secret/hidden +folder &
        kids/friends/girls/children/her/pictures; school uniform/uniforms & porn/videos/browser; they/she/he +look/
        +looks about/under/like 6/7/8/9/10/11/12; <picture> & raped/rape; screen/screens/laptop/computer/tablet/monitor
        & child/kid/kids/boy/girl/children & being/getting/gets +touched/+abused/+hurt/+raped & adult/man/by; abuse
        +site/+sites/+forum/+website/+link/+content; get/getting/got hold of & weed/drugs/vapes/knife/knives/gun/pills/
        pens; weed/thc/drug/cannabis +pen/+pens/+sweets/+gummies/+edibles; naked/nude/bare/undressed +infants/+infant/
        +babies/+baby/+toddlers/+toddler; videos/pictures/images/photos/vids of +babies/+infants/+toddlers & posts/
        sends/shares/discord/someone/has/found; gore & real/deaths/child/victims; real +deaths/+murders/+killings/
        +torture; pays/pay/paying/paid people/someone & kids/children & camera/overseas/things; recycle +bin & images/
        pictures/infants/kids; images of child/children/kids & computer/deleted/found/laptop/hidden; sextape/sex +tape/
        +video of & child/pupil/girl/boy; child/underage +brides/+sex; indecent & child/children; looks/look/looked
        +underage/+young/+about; someone/man/adult & abusing/touching/hurting & child/baby/kid & <picture>; gang &
        knives/drugs/weapons/money & phone/videos; county line; naked/nude <picture>/infants & bin/staff/old +computer;
        child/children/kids +images/+image/+abuse/+porn; found child/children +images; being +assaulted/+raped/+abused/
        +tortured & <picture>; assaulted/raped/abused by men/man/adults & video/clip/footage; selling/sells/sell/
        flogging/trading & pills/tablets/meds/adhd/medication/ritalin & snap/snapchat/online/<online>/school; something
        +horrific/+awful/+sickening & boy/girl/child/kid/baby & uploaded/posted/sent/link/video/padlet; posing
        +sexually/+naked; children/kids/girls posing/posed; small/little/young +boy/+girl/+child & horrific/sexual/
        video/uploaded & uploaded/posted/link/video
        """,
    ),
    signs(
        "illegal_content",
        CLEAR,
        """
        <picture>/material/link & =raped/=rape/molested/abused/abusing/paedophile/paedo/beheaded & <child>/baby/toddler/
        download/wifi/material/forum/boy/girl; <picture> & abused/molested/=raped; being/gets assaulted/raped/abused &
        video/clip/footage; uploaded/posted something horrific
        """,
    ),
    signs(
        "illegal_content",
        HINT,
        """
        porn/porno/pornography/pornhub/xxx; indecent; crime; criminal; drugs; stolen & goods; weapons; infants/toddlers/
        babies & <picture>; real deaths & child
        """,
    ),
    # Extremism (I3, I16).
    signs(
        "extremism",
        SURE,
        """
        extremist/extremism; extreme views; radicalise/radicalised/radicalisation/radicalize/radicalized/radicalising;
        isis/isil/daesh/qaeda/taliban/hamas/hezbollah; terrorist/terrorists/terrorism/terror; jihad/jihadi/jihadist;
        nazi/neonazi/hitler/swastika; far right/left; white power/supremacy/supremacist/pride/race/lives; edl/bnp/kkk/
        antifa; britain first; combat 18; incel/manosphere; andrew tate; tate & women/video/andrew; red pill; alpha
        male; prevent referral/concern; kill/killed/deported/die/burn/gas/bomb/bombed & muslim/jew/immigrant/christian/
        foreigner/gays/infidel/blacks/refugees; all muslims/jews/immigrants/foreigners & should/terrorists/bad/out;
        great replacement; holy war; martyr/martyrdom; join/joining fight/army/war syria/cause/caliphate; holocaust
        denial/denied/happened/fake/joke; white/ethnic nationalist/nationalism; infidel/kuffar; hate group/preacher/
        preaching; tommy robinson; go +home & posts/immigrants/foreigners/muslims/repeats/refugees; women should obey/
        serve/submit/stay; misogyny/misogynist/misogynistic; deport/send +them/back/all & immigrants/muslims/foreigners/
        home; reform/patriot/nationalist march/rally & <child>; islam/muslim/jewish hate/hater/haters; antisemitic/
        islamophobic/antisemitism; conspiracy theory/theories; sharia; crusade; ethnic cleansing; race war; supremacist/
        supremacy; school shooting/shooter & video/admires/likes/obsessed/fan; women are/should +property/+objects/
        +obey/deserve/property; girls/women deserve it; incel/incels +talk/stuff; mosque/synagogue/church/temple
        shooting/attack/bombing/massacre/massacres; jews/muslims/blacks/gays/immigrants/refugees should/must/need/
        deserve be/die/to; gassed & jews/they/all; christchurch & shooting/video/attack; nazi salute/salutes/sign/
        symbols; sieg heil; women/girls belong kitchen/home; jews/muslims/blacks/immigrants/migrants run/control/own/
        runs everything/world/banks/media; burn/burning/torch/attack hotel/hotels/mosque/migrants/refugees; riot/riots &
        posts/posting/dad/sharing/hotels/migrants/join; white/whites brits/british/people/only/first/pride; gas chamber/
        chambers; back where he/she/they/you came & country/syrian/telling/video/kids/boy; unbelievers/nonbelievers/
        kafir/disbelievers; get/kick/throw/want muslims/immigrants/jews/foreigners/migrants +out; caliphate; feminists/
        feminism & deserve/cancer/hate; nazi/nazis & memes/video/salutes/jokes; hitler & right/hero/good/salute; gone/
        going/go/went/wants/join to/and +fight & brother/cousin/uncle/syria/war/he/<child>; jewish/jews/zionist/muslim/
        islamic/deep/globalist +plot/+conspiracy/+agenda/+control; twin towers; 9/11; allahu akbar; blow/blowing/blew
        up/himself & class/school/pretending/jihad/allahu; sigma/alpha & girls/women/male/stuff/beneath/lads; girls/
        women are/beneath/under/below +beneath/+inferior/+him/+weak/+stupid/+dumb/+property; manifesto; black +sun; ss
        +bolts/+symbol; hate/hates/hating & for/of/against/about/about muslims/jews/immigrants/asians/blacks/gays/women/
        travellers/migrants; goyim; kkk; sharing/shares & propaganda/manifesto/martyr; swastika/swastikas; suicide
        bomber/bombers/vest; ira; proscribed; england for the english; replaced by & immigrants/muslims; grooming gangs
        & march/protest; radicalisation; mass shooting/shooter/murderer/killer & saint/hero/heroes/legend/quoting/calls/
        likes/loves; saint/hero/heroes/martyr/legend & bomber/bombers/shooter/killer/terrorist/hitler/shooting/attack/
        attacks; 7/7; bombers; jewish/muslim/illuminati/government/zionist +plot/+conspiracy; nazi/nazis & roblox/game/
        camp/playing/play/memes/chat; concentration/death/gas +camp/+camps & game/roblox/joke/jokes/meme; soldier now &
        mates/server/says/manual; bomb making/manual/recipe & soldier/mates/server; foreigners/immigrants/muslims/
        migrants/jews/refugees +out; tommy whatsit/robinson/ten; jihadi/taliban/isis/hamas/mujahideen fighters/videos/
        music; shooter/killer/bomber/attacker/tarrant & right/hero/zealand/saint; hate/nazi/racist +symbols/+symbol/
        +flag/+tattoo; girls/women are +worthless/+useless/+inferior/+property/+objects; non +believers/+muslims/
        +whites; race & book/war/traitor/traitors/pure; white +race; go/going to +hell & believers/deserve/gays/jews/
        christians; influencer & women/girls & property/obey/worthless/kitchen; women being/are/as +property/+inferior/
        +objects; preacher/imam/pastor/cleric & hate/kill/infidels/christians/jews/gays; hate/kill/hates christians/
        muslims/jews/hindus/sikhs; nationalist/supremacist/patriot/racist +group/+leaflet/+party/+sticker/+march; join
        +isis; nazi/hitler +salute; school +shootings/+shooter/+shooters/+shooting & obsessed/cool/likes/fan/
        watches/admires/guns; group/account/channel is/are recruiting/recruit/grooming our/boys/lads/kids & telegram/
        discord/group/online; recruiting & boys/lads/young; hitler & nothing/wrong/right/good
        """,
    ),
    signs(
        "extremism",
        CLEAR,
        """
        hates/hate women/muslims/jews/immigrants/black/foreigners & <child>; conspiracy & <child>; racist/antisemitic/
        islamophobic & video/videos/website/propaganda/watching; propaganda; political violence; school shooter/
        shooting/shooters & admires/fascinated/video/obsessed/videos
        """,
    ),
    signs(
        "extremism",
        AGAINST,
        """
        history/ww2/topic/lesson/homework hitler/nazi/nazis; lesson & nazi/nazis/hitler; topic & nazi/nazis; nazi/nazis/
        hitler/swastika/terrorism/extremism & lesson/topic/history/ww2/teaching/y6/unit/searches/planned/planning &
        know/searches/planned/alerts/look/heads; prevent/extremism/radicalisation +training/+course/+slides/+policy &
        opening/slides/monitoring/ping/doing/useful/good; expect searches; monitoring/filter may/might/will +ping/+flag
        """,
    ),
)
