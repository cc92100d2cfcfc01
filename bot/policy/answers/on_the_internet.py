"""Questions about going online, logging in and software (D11, D12, I3 to I9, T5)."""

from __future__ import annotations

from functools import partial

from bot.policy.answers.answer import Opens, Theme, answer

_on = partial(answer, Theme.ONLINE)

ON_THE_INTERNET = (
    _on(
        "internet_pupils",
        "D11",
        """
        <child> & use/using/on & <computer>/computers/ipads/laptops & lunch/lunchtime/playtime/break/themselves/alone;
        by themselves & <computer>/computers/online; watch/watching/supervise/mind & them/<child> & <computer>/ipads/
        laptops/online/computers; leave/pop/pops/popped/step/nip/nips/go/went & out/away/off/room & <computer>/ipads/
        laptops/online; ta/adult & <computer>/laptops/ipads & watch/supervise/alone; <child> & online/internet/ipads/
        ipad/computers/laptops & alone/adult/supervised/unsupervised/supervision/without/break/wet/lunch/watching;
        stay/leave/be & room & ipads/computers/internet/laptops; supervise/supervised/supervision & <child>/online/
        internet/ipads; wet +play & ipads/online; <child> go +online
        """,
    ),
    _on(
        "internet_search",
        "D11",
        """
        google/search & freely/anything/themselves & lesson/computing/class/pupils; they google/search &
        lesson/computing/freely; <child> & search/google/searching/googling/browse/research; google +images; search
        +engine; google things; kids/<child> & google
        """,
    ),
    _on(
        "show_video",
        "D11 I9",
        """
        show/play/use & clip/film/video/youtube & assembly/lesson/class; clip from youtube; youtube &
        lesson/class/show/lessons/play/children/clip/watch/use; show/play/watch &
        netflix/film/video/clip/disney/movie & <child>/lesson/class; netflix/disney/iplayer; youtube
        """,
    ),
    _on(
        "pupil_logins",
        "D11",
        """
        <child> & <login>/<password>/log +ins/in; ks1/ks2/infants/juniors & log/<login>/<password>; <password> &
        <child> & have/own/which/what; year group +<login>/logins; <child> & own log; <child>/table/group &
        share/shares/sharing & one/same/a +<login>/<password>
        """,
    ),
    _on(
        "passwords",
        "D11",
        """
        same/shared/generic/one <login>/<password>; share/sharing & <login>/account; <password>/<login> &
        everyone/everybody/all/shared/same; share/give/tell/lend/use & my/<adult>/their/a +<password>/<login>;
        <password> & share/change/long/strong/write/post/ta/supply/colleague; supply & <login>/<password>/log; use
        my <login>/account; somebody/someone elses & <login>/account; <adult> & my <login>/<password>;
        forgot/forgotten <password>
        """,
    ),
    _on(
        "admin_login",
        "D11",
        """
        admin/administrator/administration +<password>/<login>/rights/account/access; who & manages/runs & network;
        network +manager/access/rights; server +room; access +rights
        """,
    ),
    _on(
        "install_software",
        "D11",
        """
        who/how & put/get/add & <app>/minecraft/roblox/scratch & ipads/laptops/<computer>; put/get & on/onto the &
        ipads/laptops; minecraft/app & ipads & put/get/on; install/installing/download/downloading/put/add & <app> &
        <computer>/ipads/laptop/school; install; download & <app>/something; installed
        """,
        opens=Opens.NEW_TECHNOLOGY,
    ),
    _on(
        "licences",
        "D12",
        """
        licence/licences/license/licensed/licenses; audit & software/hardware/equipment/computers; subscription &
        who/keeps/pays; audited
        """,
    ),
    _on(
        "new_technology",
        "T5 D11",
        """
        <app> & permission/approved/allowed/use/new & class/children/lesson/my; use an/a <app>; an app &
        class/children/school; <ai>; new & <app>/technology/website/tool/platform/product &
        check/checked/checking/assess/approved/use/need/class/try; risk +assess/assessed/assessment; artificial
        +intelligence; try & new <app>; new technology; requests; export
        requests; request & technology/app/tool/software
        """,
        opens=Opens.NEW_TECHNOLOGY,
    ),
    _on(
        "filter_missed",
        "I7 I8 I9",
        """
        <bad>/something & comes/came/come/pops/popped/appears/gets & up/screen/through; <bad> &
        screen/website/advert/adverts/site/page/pop; minimise; adverts; past the filter; filter &
        miss/missed/misses/past/through; see/sees/saw/finds & <bad> & online/screen/website/ipad; close +the +lid;
        ceop +button
        """,
        kind="filter_breach",
    ),
    _on(
        "illegal_image",
        "I3 I4 I5 I7",
        """
        <illegal> +<picture>/image/images/material/content; see/find/found/come & <illegal> &
        computer/screen/ipad/laptop/phone; show/showing & colleague/<adult>/someone/anyone/head & <picture>/it &
        check/look/see; sexting; nudes; sext; <illegal>
        """,
        kind="illegal_content",
    ),
    _on(
        "browsing_history",
        "I6",
        """
        clear/delete/wipe/remove/clearing/deleting & history/cookies/cache/searches; browsing/browser/web/search
        +history; private/incognito +browsing/window
        """,
        kind="filter_breach",
    ),
    _on(
        "site_blocked",
        "I8",
        """
        cant/cannot/wont & get/open/see/load/access/reach & <site>/page/youtube/site; unblock/unblocked/blocked/block
        & <site>/page/youtube/filter/link/video; unblock; blocked; <site> & allowed/opened/whitelisted/whitelist;
        filter & let/open/change/block
        """,
        kind="filter_request",
    ),
    _on(
        "virus_alert",
        "I12",
        """
        has/got/have/think/infected & virus/malware; hacked; hack; hacker; clicked & link; virus &
        warning/message/alert; security +breach; ransomware; broken into
        """,
        kind="security_breach",
    ),
)
"""The rows."""
