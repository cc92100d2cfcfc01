"""Questions about telephones, laptops and what they hold (D1, D2, D4, D10)."""

from __future__ import annotations

from functools import partial

from bot.policy.answers.answer import Opens, Theme, answer

_on = partial(answer, Theme.DEVICES)

ON_DEVICES = (
    _on(
        "pupil_phone",
        "D4",
        """
        phones off/from & <child>/6s/door/gate; take/collect <phone>/phones off/from/in & <child>/door/gate/6s; year
        6s & phones; <child> +<phone>/mobiles; <child> & their/his/her <phone>; <child> & <phone> &
        bag/bags/keep/hand/morning/office/tray/drawer/pocket/collect/bring/use/allowed; rule/rules & <child>
        <phone>; hand & <phone>/phones; phones & <child>
        """,
    ),
    _on(
        "pupil_phone_letter",
        "D4",
        """
        <parent>/letter/permission/note/form & <phone> & <child>/bring/brings/walks/letter/walk; letter & <phone>;
        <parent> & bring & <phone>; walks/walk/walking +home & <phone>; <parent> &
        says/said/wants/asks/asked/insists/thinks & <phone>/<child> & <phone>; walks/walk/walking/bus home/alone &
        <phone>; <child> & walks/walk/bus & home/alone & <phone>
        """,
        opens=Opens.PUPIL_PHONE,
    ),
    _on(
        "pupil_device",
        "D4",
        """
        smartwatch/smartwatches/watch/watches/fitbit & <child>/smart/allowed/school/wear; smart +watch/watches;
        <child> & bring/brings & nintendo/switch/console/ds/playstation/tablet/ipad/kindle/device/game; games
        +console; fitbit; airtag
        """,
    ),
    _on(
        "hotspot",
        "D4 I8",
        """
        hotspot/hotspots & <phone>/own/mobile/<child>/my/class/school/filter; hotspot; tether/tethering; own/mobile
        +data & <child>/<phone>/class/filter; 4g/5g & <phone>/<child>/class/school/sim
        """,
        kind="filter_breach",
    ),
    _on(
        "visitor_device",
        "D4",
        """
        <visitor>/coach/peripatetic/parents & <phone> & put/away/use/have/get/out; coach & <phone>; <visitor>/<parent>
        & <phone>/mobiles/device/devices/wifi/laptop/ipad & <visitor>/school/building/site/corridor/playground;
        <visitor> & <phone>/camera/device; guest wifi; <visitor> & group/company & <phone>;
        he/she/they & allowed/ok/okay/fine & his/her/their +<phone>
        """,
    ),
    _on(
        "staff_phone",
        "D7",
        """
        check/checking/look/use my/our <phone> & break/lunch/lunchtime/class; which/what phone/number/telephone &
        ring/call/phone/use & home/<parent>/families; ring/call/phone & home/<parent> & from; my/our/<adult>
        +<phone>/mobile & class/classroom/lesson/lessons/pocket/desk/duty/me/playground/break;
        ring/call/phone/telephone & <parent> & my/own/mobile/personal; <adult> & have/use/carry & <phone>; use my
        <phone> & school/class/lesson; my own +<phone>; <phone> on me; ring/call/phone home & my/own; <own> +<phone>
        """,
    ),
    _on(
        "phone_trips",
        "D4",
        """
        <phone>/mobile & walk/walking/church/swimming/coach/off/out & take/need/carry/we; trip & <phone>;
        <phone>/mobile & <trip>; <phone> & residential/educational
        """,
    ),
    _on(
        "own_device_data",
        "D1",
        """
        finish/do/write/work & reports/planning/marking/work & my/own/personal own/home/<computer>/macbook;
        mail/outlook/teams & on/onto my/own/personal <phone>/<computer>; school/work +<mail>/files/data/documents &
        <own>/home/my <phone>/<computer>/mobile/device/<computer>; <mail> & on/onto my <phone>; teams/outlook/files
        & my <phone>; open/access/read/download & school/work & home/own/personal +<computer>/<phone>; school files
        & home; planning & my/own/home +<computer>
        """,
    ),
    _on(
        "laptop_home",
        "D2",
        """
        <device> & allowed/go/leave/taken out/off & school/site; <device> &
        easter/christmas/holiday/holidays/halfterm/weekend/summer; over easter/christmas/summer/weekend & <device>;
        <device> & <home>; take/bring/taking & <device> & off/out/home/site/abroad; <device> off +site
        """,
        opens=Opens.EQUIPMENT,
    ),
    _on(
        "equipment_borrow",
        "D2",
        """
        sign for & <device>/ipads/chromebooks/set; where & sign & <device>/ipads; set/trolley of
        <device>/ipads/chromebooks; borrow/borrowing & <device>/equipment/something; sign/signing/signed & out &
        <device>/equipment; loan & <device>/equipment; book/booking out & <device>/ipads; set of +ipads/laptops; who &
        sign & out; borrow/lend/loan; who has/have +what; sign out/in & <device>; return/returned/returning & <device>;
        handed +in & <device>; get/have/use/need & a/an/some <device>/ipads/chromebooks & for &
        day/week/lesson/afternoon/morning/trip; spare +<device>; lend/lends & out
        """,
        opens=Opens.EQUIPMENT,
    ),
    _on(
        "laptop_personal",
        "D11",
        """
        my/own +<child>/husband/wife/partner/family/children & school/work/my <computer>; <own>/my
        <picture>/music/files/things/stuff/shopping/banking/netflix & work/school +<computer>; <own> +files &
        <computer>; school/work +<computer> & personal/private/shopping/netflix/banking/own; family & use &
        <computer>
        """,
    ),
    _on(
        "own_kit_in_school",
        "D11",
        """
        bring & my/own +<computer>/kit/own; my own +<computer>/device &
        class/lesson/school/teach/teaching/classroom; use & my/own +<computer> & class/teach/lesson/school; <own>
        +<computer>/device; byod
        """,
    ),
    _on(
        "usb_stick",
        "D1 D11",
        """
        memory/usb/pen/flash +stick/sticks/drive/drives/pen; usb; pendrive; external/portable +drive/disk; sticks &
        encrypted
        """,
    ),
    _on(
        "virus_check",
        "D11",
        """
        virus +check/checked/scan/scanned; scan/scanned/check & virus/viruses & device/plug/stick/connect/before;
        plug/plugging in & device/devices/virus; antivirus
        """,
    ),
    _on(
        "bluetooth",
        "D10",
        """
        pair/pairing & speaker/ipad/headphones/keyboard/mouse/device; speaker & wireless/connect/pair; bluetooth;
        airdrop; infrared; wireless +headphones/speaker/mouse/keyboard; headphones & pair/connect/wireless
        """,
    ),
    _on(
        "lost_device",
        "I13 D2",
        """
        lose/lost/stolen/losing/missing/mislaid/nicked/left & <device>/<phone>/laptop/stick; lost +school/data; lost/
        mislaid/dropped my/the/a memory/usb/pen/flash +stick/+drive; memory/usb/pen/flash +stick/+drive & lost/gone/
        missing/cant; cant/cannot/couldnt/not find & school/my/class/the +<device>/<computer>/stick; where/where's &
        gone/be & my/the school +<device>; gone/disappeared/vanished/misplaced & <device>/stick
        """,
        kind="data_loss",
    ),
    _on(
        "log_out",
        "D11",
        """
        passcode/pin & <computer>/ipad/screen; auto/screen lock; lock & ipad/ipads; log/logging/sign/logged off/out
        & <computer>/day/finish/finished/done/end/leave; lock/locking & screen/<computer>; log off; log out; leave &
        <computer> & on/unlocked/open/unattended
        """,
    ),
)
"""The rows."""
