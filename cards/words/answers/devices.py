"""What is answered about telephones, laptops and other devices."""

from __future__ import annotations

from cards.words.kit import AnswerWords

WORDS: dict[str, AnswerWords] = {
    "pupil_phone": AnswerWords(
        "Pupils' phones",
        "Take the phone in when the pupil arrives, keep it safe, and give it back at the end of the day.",
        "Do not let it be used in school, or left in a bag or a tray.",
        "No, not in school: it is handed in for the day.",
    ),
    "pupil_phone_letter": AnswerWords(
        "A parent wants their child to bring a phone",
        "Ask the parent for a letter of permission to the Headteacher, before the phone comes in.",
        "Do not agree to it yourself, not even by word of mouth.",
        "Yes, once the Headteacher has permitted it.",
    ),
    "pupil_device": AnswerWords(
        "Pupils' watches, consoles and tablets",
        "Treat it like a phone: it may reach the internet past the filter. It comes only with the school's "
        "permission, and is handed in.",
        "Do not join it to the school's network.",
    ),
    "hotspot": AnswerWords(
        "Hotspots and mobile data",
        "Go online through the school's network, which is filtered. Pupils' phones are handed in for the day.",
        "Do not use a phone's hotspot in school, yours or a pupil's. Where a pupil got past the filter, report it.",
        "No, not in school.",
    ),
    "visitor_device": AnswerWords(
        "Visitors', parents' and volunteers' devices",
        "Ask them to keep it away until the school has said that they may use it, and show them the rules for "
        "visitors.",
        "Do not let anybody take pictures or film without permission.",
        "Yes, once the school has said so.",
    ),
    "staff_phone": AnswerWords(
        "Your own phone at school",
        "Use the school's telephones for school business: the office has one for you.",
        "Do not phone or message a pupil from your own phone, and do not give its number out.",
    ),
    "phone_trips": AnswerWords(
        "Phones on visits",
        "Take a mobile phone on every educational visit, the school's own where there is one.",
        "Do not use a private phone to message pupils, or keep pictures of them on it.",
    ),
    "own_device_data": AnswerWords(
        "School e-mail and files on your own device",
        "Open school e-mail, files and systems on the school's equipment.",
        "Do not open or download any of it on a phone, tablet or computer of your own.",
        "No, not on a device of your own.",
    ),
    "laptop_home": AnswerWords(
        "Taking a laptop or tablet home",
        "Tell the Headteacher or the business manager that it leaves the site. It must be encrypted and have a "
        "password.",
        "Do not leave it in a car or where others can use it.",
        "Yes, if it is encrypted and they know of it.",
    ),
    "equipment_borrow": AnswerWords(
        "Borrowing equipment",
        "Sign it out with the Computing Coordinator, and sign it in again when it comes back.",
        "Do not just take it, and do not pass it on to somebody else.",
        "Yes, once it is signed out.",
    ),
    "laptop_personal": AnswerWords(
        "Private use of a school laptop",
        "Use it for teaching and managing, at school and at home: it belongs to the school.",
        "Do not keep private files on it, and do not let family or friends use it.",
        "No, it is for school work alone.",
    ),
    "own_kit_in_school": AnswerWords(
        "Your own laptop or tablet in school",
        "Use equipment that the school has authorised. If you lack something, ask the Computing Coordinator.",
        "Do not teach with a device of your own, or join it to the school's network.",
        "No, not for teaching.",
    ),
    "usb_stick": AnswerWords(
        "Memory sticks",
        "Use the school's own stick, encrypted and with a password. It is scanned for viruses when it is plugged in.",
        "Do not use one of your own, or carry pupils' data on one that is not encrypted.",
        "Yes, the school's own, if it is encrypted.",
    ),
    "virus_check": AnswerWords(
        "Virus checks before a device is used",
        "Have every device checked for viruses before it is used with the school's systems. The technician can help.",
        "Do not plug in a device or a stick that you do not know.",
    ),
    "bluetooth": AnswerWords(
        "Bluetooth",
        "Have the device set up for you and protected with a password, above all if it leaves the site.",
        "Do not leave it open for any device to pair with, or send pictures of pupils to one that is not the school's.",
    ),
    "lost_device": AnswerWords(
        "A lost or stolen device",
        "Report it at once, day or night: the sooner the business manager knows, the more can be done.",
        "Do not wait to see whether it turns up.",
    ),
    "log_out": AnswerWords(
        "Locking and logging out",
        "Log out when you have finished, and lock the screen when you step away.",
        "Do not leave a computer open for the next person.",
    ),
}
