"""The signs in Welsh, Polish, Urdu (in Latin letters and its own) and Romanian: first of all those that alert first.

How one is written is said in `signs.py`.
"""

from __future__ import annotations

from bot.policy.incidents.signs import CLEAR, SURE, Signs, signs

LANGUAGES: tuple[Signs, ...] = (
    signs(
        "harmful_contact",
        SURE,
        """
        dyn/oedolyn/rhywun/dieithryn/ddyn & ferch/merch/bachgen/fachgen/plentyn/blentyn/disgybl & gofyn/cwrdd/gwrdd/
        cyfarfod/negeseuon/siarad/tecstio/neges/anfon/frifo/brifo/taro; dieithryn; cam drin/thrin/gam; camdrin/
        camdriniaeth/cael ei gam; meithrin perthynas; paratoi i bwrpas rhyw; mewn perygl; ei dad/thad/mam/fam & taro/
        curo/bwrw/brifo; ofn mynd adref; mae angen help/cymorth nawr/rwan/brys; argyfwng; cyllell; blacmel/blacmelio;
        obcy/nieznajomy/dorosly/starszy/nieznany mezczyzna/facet/pan/czlowiek/chlopak; obcy/nieznajomy/mezczyzna/
        dorosly/facet & pisze/prosi/spotkac/spotkanie/wiadomosci/dziewczynki/dziewczynka/chlopca/dziecka/dzieckiem/
        dziecko/uczennicy/uczen; molestuje/molestowal/molestowanie/molestowana; bije & dziecko/tata/ojciec/mama/ojczym/
        go/ja/syna/corke; pedofil; szantazuje/szantaz/szantazowany/szantazowana; niebezpieczenstwie/niebezpieczenstwo;
        boi sie wracac/wrocic/isc do domu; wykorzystuje/wykorzystywanie seksualne/seksualnie/dziecko; zgwalcil/
        zgwalcona/gwalt; potrzebuje/potrzebna/pomocy pomocy/pomoc/natychmiast; pomocy; ratunku; grozi & dziecku/noz/
        nozem; noz/nozem & uczen/dziecko/chlopak/szkole; siniaki; aadmi/admi/shakhs/mard/ajnabi/anjan & bachi/bache/
        bachay/bachon/bacha/larki/larke/talib & message/messages/bhej/milna/mil/baat/tasveer/tasweer/pese/paise; ajnabi/
        anjaan/anjan; bachi/bacha/bache/larki/larke ko & maar/mar/marta/maarta/marte/tang/chhu/chhua/khatra/khatre/
        blackmail/dhamki; khatre/khatra mein/main/me/hai; baap/abbu/walid/maa/ammi/chacha/mamu & maarta/marta/maarte/
        marte/maarti/maara/mara; ziyadti/zyadti/zyadati; jinsi/jinsee; ghar jane se dar/darti/darta; madad chahiye/karo/
        karein/karen; foran madad; chaku/chaqu; blackmail kar; آدمی/اجنبی/شخص/مرد & بچی/بچے/بچہ/لڑکی/لڑکے/بچوں; اجنبی;
        خطرے/خطرہ; زیادتی; جنسی; مارتا/مارتے/مارتی/مارا; مدد; بلیک میل; چاقو; barbat/strain/necunoscut/adult/om/individ
        & fata/fete/fetita/fetite/copil/copilul/copii/baiat/baiatul/eleva/elev/elevi/elevei & cere/scrie/mesaje/
        intalneasca/intalnire/poze/vorbeste/trimite/bani/loveste/ating; il/o bate; bate copilul/copil/fata; tata/tatal/
        mama/unchiul & bate/loveste/atinge; abuzat/abuzata/abuz/abuzeaza/abuzul; viol/violat/violata; pedofil/pedofilul;
        santaj/santajat/santajata/santajeaza; in pericol; ii este frica & acasa; ajutor/ajutati; am nevoie de ajutor;
        cutit/cutitul; vanatai; agresat/agresata/hartuit/hartuita; ademenit/ademeneste; cere/cerut/cer +poze/
        +fotografii/+poza/+bani/+adresa; nu spuna/zica/spune & parinti/mama/nimanui/la; nie mow/powiedz/mowic &
        rodzicom/mamie/nikomu; kisi ko mat/na batana/bata; paid dweud/deud & neb/mam/rieni; prosi/wysyla/wyslac &
        zdjecia/zdjecie/adres & obcy/pan/mezczyzna/facet/dziecko/dziewczynke/dziewczynki; facet/gosc/pan/ktos & gry/gra/
        gier/internetu/sieci & spotkac/spotkanie/pisze/prosi; dyn/rhywun/oedolyn & gyfarfod/cwrdd/llun/lluniau/we; usay/
        usey/use/us ko akele/akeli bula/milne/bulaya; akele/akeli milne/milna; akele & bachi/bacha/aadmi; dosti & bachi/
        bacha/aadmi/online
        """,
    ),
    signs(
        "self_harm",
        SURE,
        """
        hunanladdiad; lladd ei/fy/eu hun/hunan/hunain; hunan niweidio/niwed/anafu; hunanniweidio; hunananafu; anafu/
        niweidio/brifo/torri/frifo ei/eu/fy hun/hunan/hunain; eisiau/isio marw; ddim eisiau/isio byw; cymryd tabledi;
        samobojstwo/samobojstwa/samobojcze/samobojczy; sie & zabic/zabije/zabijie/zabil; chce/chcial/chciala umrzec/
        zginac/zniknac; sie & okalecza/okaleczac/okaleczanie/tnie/ciela/cial/ciac/krzywdzi/powiesic; samookaleczenie/
        samookaleczenia; nie chce zyc; odebrac sobie zycie; polknela/polknal tabletki; khudkushi/khudkhushi/khudkashi;
        khud kushi/kashi; khud ko nuqsan/nuksan/zakhmi/kaat/mar/maar; marna/mar/mrna chahti/chahta/chahte/jana/jaun;
        jeena nahi chahti/chahta; jina nahi; apni jaan/jan; apne aap ko nuqsan/nuksan/zakhmi/maar/mar/kaat; haath/kalai
        kaat/kat; خودکشی; مرنا چاہتی/چاہتا/چاہتے; خود کو نقصان/زخمی/مار/کاٹ; اپنی جان; جینا نہیں; اپنے آپ کو; sinucida/
        sinucidere/sinucide/sinuciga/sinucis/suicid/suicida/sinuciderea; vrea sa moara; vreau sa mor; se taie/raneste/
        automutileaza/omoare/omor/taia; sa se omoare; automutilare/automutileaza; isi face rau; nu mai vrea traiasca;
        torri ei/fy/eu freichiau/fraich/garddwrn/choesau/breichiau/groen; marciau & freichiau/breichiau/fraich; se/ea/el
        +taie/+raneste/+omoara; taieturi/cicatrici & maini/brate/mana/incheietura; ciecia/rany & reka/rekach/nadgarstku;
        haath/bazu/kalai & zakhm/nishan/kaat; slady/blizny/rany/ciecie/ciecia/cieciu & rece/reka/reku/rekach/ramieniu/
        nodze/nogach/cieciu; picioare/brate/mana & taie/taieturi/cicatrici; torri/dorri/anafu ei/eu/fy +freichiau/+hun/
        +choesau/+garddwrn; chce/chcial/chciala +sie +zabic; vrea/vreau/vrut sa +moara/+mor; se taie/tai/taiat +pe/+la/
        +pe; jeena/jina nahi +chahta/+chahti/+chahte
        """,
    ),
    signs(
        "nudes",
        SURE,
        """
        lluniau/llun/fideo/lun/luniau & noeth/noethlymun/nude/rhywiol/heb ddillad; noeth/noethlymun; nagie/naga/nago/
        nagi/nagich/rozebrane/rozebrana/intymne/erotyczne/seksualne & zdjecia/zdjecie/fotki/film/filmik/foto/zdjec/
        fotke; nagie/nagich; zdjecie/zdjecia/fotki & bez ubrania/ubran/majtek/bieliznie; sexting; nangi/nange/nanga/
        barhana/gandi/ganda/fahash/nangay & tasveer/tasweer/tasveerein/tasveeren/tasveerain/photo/photos/video/pic/pics/
        picture/pictures/foto; nangi/barhana; bina kapron/kapre/kapray/kapdon; ننگی/برہنہ/عریاں/ننگے; فحش & تصویر/
        تصاویر/ویڈیو; گندی تصویر/تصاویر/ویڈیو; بغیر کپڑوں; poze/poza/fotografii/fotografie/imagini/video/filmulet/pozele
        & goala/goale/gol/nude/dezbracata/dezbracate/dezbracat/fara haine/intime/sexuale; nuduri; dezbracata/dezbracate
        """,
    ),
    signs(
        "illegal_content",
        SURE,
        """
        porn plant; pornograffi plant; delweddau anweddus; anghyfreithlon; lluniau anweddus; dziecieca pornografia;
        pornografia dziecieca; nielegalne/nielegalny/nielegalna; sprzedaje narkotyki; narkotyki; ghair qanooni/qanuni/
        kanooni; bachon ki fahash/gandi; manshiyat; غیر قانونی; بچوں کی فحش; منشیات; pornografie infantila; pornografie
        cu copii/minori; ilegal/ilegale/ilegala; droguri/vinde droguri; poze/filmulete/filme/imagini/video & cu +copii/
        +minori; copii/copil/minori abuzati/abuzat; zdjecia/filmy dzieci & laptopie/komputerze/nagie/wykorzystywanie;
        bachon ki nangi/gandi/fahash; lluniau/fideo & plant/blant & anweddus/noeth/cam; lluniau/llun/fideo/fideos &
        blant/plant/plentyn/blentyn & cam/drin/camdrin/drin/anweddus; wykorzystywanych/wykorzystywane/molestowanych
        dzieci; zdjecia/filmy/filmik & wykorzystywanych/molestowanych/pornografia; filmulete/poze/imagini & abuzati/
        abuz/abuzat
        """,
    ),
    signs(
        "threat",
        SURE,
        """
        bygwth/bygythiad/bygythiol; neges gas; grozi/grozil/groza/grozba/grozby/groznie/pogrozki mi/w/mailem/nam/mailu;
        grozby; dhamki/dhamkee/dhamkiyan; دھمکی/دھمکیاں; ameninta/amenintat/amenintata/amenintare/amenintari
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
    signs(
        "filter_breach",
        CLEAR,
        """
        gweld/gwylio porn/pornograffi; pornograffi; porno/pornografia/pornografie/pornografii/pornografic; fahash film/
        video/website; فحش
        """,
    ),
)
