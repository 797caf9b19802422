"""What is said around forms on paper: their numbers, their photos, the pages where they are typed in, the sheets."""

MESSAGES = {
    # on the printed sheet
    "paper.sheet": "Sheet",
    "paper.sheet_hint": (
        "For people without a device. Fill it in and give it to somebody of your delegation or to the facilitator, who"
        " types it in."
    ),
    "paper.sheet_key": "To type it in: scan the code, or sign in and open {address} with the number of the sheet.",
    "paper.sheet_code": "QR code of the page where sheet {number} is typed in",
    "paper.sheet_about": "About {subject}",
    "paper.sheet_whom": "I am (no name is needed)",
    "paper.sheet_one": "Tick one.",
    "paper.sheet_many": "Tick all that apply.",
    "paper.sheet_most": "Tick at most {count}.",
    "paper.sheet_rank": "Number them: 1 is first.",
    "paper.sheet_date": "Day, month, year",
    "paper.sheet_entry": "Write its number or its title.",
    "paper.sheet_only_if": "Only if “{question}” is: {answers}",
    "paper.sheet_only_if_any": "Only if “{question}” is answered",
    "paper.sheet_needed_if": "(needed if “{question}” is: {answers})",
    "paper.sheet_needed_if_any": "(needed if “{question}” is answered)",
    # at the terminal
    "paper.written": "{file}: {count} sheets, numbers {first} to {last}",
    "paper.no_form": "There is no form {name} that can be printed. Those that can: {known}.",
    # what was typed or sent
    "paper.number_malformed": "“{typed}” is not the number of a paper form. It stands at the top of the sheet: 1001-9.",
    "paper.number_wrong": (
        "“{typed}” is no number of a paper form: a digit is wrong or two are exchanged. Compare it with the sheet."
    ),
    "paper.photo_kind": "This is not a photo in JPEG or PNG. Take it again with the camera, or choose another file.",
    "paper.photo_big": "The photo has {megabytes} MB; at most {limit} MB are taken. Take it with fewer pixels.",
}
