"""Questions about data and e-mail (D1, D3, D6)."""

from __future__ import annotations

from functools import partial

from bot.policy.answers.answer import Opens, Theme, answer

_on = partial(answer, Theme.DATA)

ON_DATA = (
    _on(
        "data_principles",
        "D1",
        """
        data +protection & rule/rules/law/principles/policy/about; gdpr; write/record/note/keep down & about &
        <child>; what & write/record/store & about & <child>; what & do & with +<child> +data/
        +information/+details/+records; handle/handling & <data> & <child>; personal +data; data protection
        """,
    ),
    _on(
        "data_share",
        "D1",
        """
        give/send/share/pass/hand & list & names/class/<child>/photographer/company; give/send/share & names &
        <child>/company/photographer/coach/club; names/list & to/with & photographer/company/club/coach;
        send/share/give/pass/sending/sharing/<mail> & <child> +data/details/information/records/list/names;
        send/share/give/pass/<mail>/forward & class +list/lists; <data> & another/other/new/coach/company/outside/third
        & school/company/send/share/give/<mail>; transfer & <data>;
        tutor/club/coach/company/charity/agency/trainer/university & asked/asks/wants/needs/send/give/tell &
        <child>/names/results/details/address; send/share/give/tell/pass & <child> &
        results/scores/level/levels/marks/grades/address/report/reports/file; <parent>/families &
        ask/asks/asked/asking/want/wants/give/share/tell/have & other/another/each/others/elses <parent>/families
        +number/+numbers/+address/+addresses/+email/+emails/+details; <parent> & other/another/each
        <parent>/families/others +number/+numbers/+address/+addresses/+email/+emails/+details
        """,
    ),
    _on(
        "data_dispose",
        "D1",
        """
        confidential/old/sensitive +papers/documents/files/sheets/paperwork & go/bin/where/finished/put/recycle;
        finished with & papers/lists/documents/records; rid/shred/shredding/dispose/destroy/bin/throw/delete &
        <data>/paper/papers/lists/hard/computer/laptop/old; long & keep/kept/store & <data>/records/data/files; old
        +class +lists; confidential waste
        """,
    ),
    _on(
        "data_responsible",
        "D1",
        """
        who/whos & charge/responsible/officer/manages/looks/lead & data/gdpr/information; data +protection
        +officer/lead; dpo
        """,
    ),
    _on(
        "wifi_away",
        "D1",
        """
        wifi/wi & cafe/public/train/hotel/coffee/airport/library/home/free/open/pub/away; cafe & work/working;
        public +wifi/network; hotspot & cafe/public/train/hotel/work; unsecured/open +network/wifi/wireless
        """,
    ),
    _on(
        "remote_access",
        "D1",
        """
        log/access/connect/get/login/logging & server/network/system/drive/sims/arbor & home/remotely/away/outside;
        remote +access; work/working & from +home & server/network/data/remotely; vpn; from home & server/network
        """,
    ),
    _on(
        "cloud_storage",
        "D1",
        """
        google +drive; google +drive & file/files/keep/store/save/class/planning; dropbox; icloud; cloud &
        store/save/keep/files/storage; onedrive; google +docs; personal +cloud
        """,
    ),
    _on(
        "backups",
        "D3",
        """
        backup; backups; back/backed/backing/backs +up; who & back/backed/backing/backs +up; back/backed/backing/backs
        +up & server/network/files/work/drive; restore & file/files/work; delete/deleted/lost & file/files/document/
        folder/planning/work & back/restore/restored/recover/recovered
        """,
    ),
    _on(
        "misdirected_email",
        "I13 D1",
        """
        <mail>/send/sent & wrong & <parent>/person/address/people/mistake; wrong +person/parent/address &
        sent/<mail>; <mail> & mistake/accident/accidentally; sent & by +mistake; reply all
        """,
        kind="data_loss",
    ),
    _on(
        "confidential",
        "D6 D1",
        """
        confidential +information/data/info/files/email/emails; who & see/access/read/handle &
        confidential/sensitive/safeguarding; sensitive +information/data
        """,
    ),
    _on(
        "email_work",
        "D6",
        """
        which/what +<mail> & work/use/school; <mail> & official/work/office; office 365; use & school <mail>; <mail>
        +address & use/which/work; official +<mail>; out of office
        """,
    ),
    _on(
        "email_private",
        "D6",
        """
        <mail>/write/contact & yahoo/hotmail/gmail/btinternet & <parent>; yahoo/hotmail/gmail &
        write/contact/<parent>/<mail>; <own>/gmail/hotmail/yahoo/icloud +<mail>/account/address; gmail; hotmail;
        yahoo; <mail> & my/own/home/personal/private & <mail>/account/address/gmail; forward & <mail> &
        home/own/personal; my own +<mail>
        """,
    ),
    _on(
        "email_monitored",
        "D6",
        """
        emails/<mail> & looked/seen/read/watched & anyone/anybody/somebody/by/who/<adult>; <mail> &
        monitored/monitor/checked/read/reads/private/watched/look & head/school/someone/is/who/headteacher/my/our;
        monitor/monitored/monitoring & <mail>/us/staff/emails; read & my <mail>; <mail> & monitored
        """,
    ),
    _on(
        "email_pupils",
        "D6",
        """
        <child> <mail> & their/pen/friends/partner/another; <child> <mail>/emails; <child> & send/write &
        <mail>/emails; <child> & <mail> & friends/pals/partner/school; <child> & <mail>
        +account/accounts/address/addresses; <child> <mail>; temporary +account/accounts; <mail> & <child> &
        project/own/have; accounts for & <child> & project/<mail>; <child> & own +<mail>; account/accounts/logins &
        project & finished/finishes/end/ends/ended/over/after/closed/close/done/happens; pupils/childrens +accounts &
        finished/end/ends/ended/over/closed/close/happens/deleted
        """,
        opens=Opens.ACCOUNTS,
    ),
    _on(
        "email_spam",
        "I10 D6",
        """
        spam; junk; phishing; phish; scam & <mail>; suspicious/dodgy/fake +<mail>/emails/link/message;
        <mail>/message/text & click/open/log/pay & link/attachment/gift/voucher; <mail>/message &
        real/genuine/fake/trust/legit/true/strange/odd/weird; <mail> & asks/asking/wants &
        <password>/bank/money/details
        """,
        kind="spam",
    ),
    _on(
        "email_threat",
        "I11",
        """
        rude/nasty/threatening/abusive/offensive/horrible/aggressive/angry & <mail>/message/letter/text; <mail> &
        abuse/threat/threatens; <parent> & rude/abusive/threatening/offensive
        """,
        kind="threat",
    ),
)
"""The rows."""
