"""What is said around forms on paper: their numbers, their photos, the pages where they are typed in, the sheets."""

MESSAGES = {
    # on the printed sheet
    "paper.sheet": "Sheet",
    "paper.sheet_hint": (
        "For people without a device. Fill it in and give it to somebody of your delegation or to the facilitator, who"
        " types it in and so reads it."
    ),
    "paper.sheet_anonymous": (
        "Anonymous. Write neither your name nor your delegation. Fold the sheet and put it with the others; all of them"
        " are typed in together, and this one says nothing of whose it is."
    ),
    "paper.sheet_collect": "To type them in: sign in as facilitator or organiser, and open {address}.",
    "paper.sheet_key": "To type it in: scan the code, or sign in and open {address} with the number of the sheet.",
    "paper.sheet_code": "QR code of the page where sheet {number} is typed in",
    "paper.sheet_about": "About {subject}",
    "paper.sheet_whom": "About me (do not write your name)",
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
    # the pages where sheets are typed in
    "paper.title": "For people without a device",
    "paper.link": "Someone without a device",
    "paper.intro": "Type in what somebody has written on paper, or enter what they tell you.",
    "paper.number": "Number of the sheet",
    "paper.number_hint": "It stands beside the square code, for example 1001-9. Or scan the code with the camera.",
    "paper.find": "Find the sheet",
    "paper.told_title": "Without a sheet",
    "paper.told_hint": "Someone tells you their answers: choose the form, and enter them in their place. No name is kept.",
    "paper.told_form": "Form",
    "paper.told_delegation": "Delegation",
    "paper.told_subject": "Finding",
    "paper.told_button": "Enter it for them",
    "paper.unnumbered_title": "Anonymous sheets",
    "paper.unnumbered_hint": (
        "Mix the sheets before you type them in. What you type counts as any other anonymous answer: it has no name, no"
        " delegation and no number."
    ),
    "paper.unnumbered_form": "Anonymous form",
    "paper.unnumbered_button": "Type in a sheet",
    "paper.unnumbered_next": "Next anonymous sheet",
    "paper.unnumbered": "{form} · anonymous sheet",
    "paper.sheet_title": "Sheet {number}",
    "paper.told_sheet_title": "Entry {number}, told",
    "paper.for": "{form} · {delegation}",
    "paper.not_keyed": "Not typed in yet.",
    "paper.keyed": "Typed in on {at}.",
    "paper.keyed_by": "Typed in on {at} by {name}.",
    "paper.key_it": "Type it in",
    "paper.open_it": "Open what was typed in",
    "paper.another": "Another sheet",
    "paper.photo_title": "Photo of the sheet",
    "paper.photo_hint": (
        "A photo can be taken now and typed in later. Only this delegation, the facilitators and the organisers see it;"
        " place, time and owner that the camera noted are taken out."
    ),
    "paper.photo_take": "Take or choose a photo",
    "paper.photo_other": "Take or choose another photo",
    "paper.photo_remove": "Delete the photo",
    "paper.photo_sure": "Delete the photo of this sheet?",
    "paper.photo_sending": "The photo is being sent…",
    "paper.photo_failed": "The photo was not sent. Check the network, and choose it once more.",
    "paper.photo_alt": "Photo of sheet {number}",
    "paper.photo_whole": "Show the photo in full size",
    "paper.back_to_sheet": "Sheet {number}",
    # at the terminal
    "paper.written": "{file}: numbers {first} to {last} (sheets: {count})",
    "paper.written_unnumbered": "{file}: anonymous, without numbers (sheets: {count})",
    "paper.no_form": "There is no form {name} that can be printed. Those that can: {known}.",
    # what was typed or sent
    "paper.number_malformed": "“{typed}” is not the number of a paper form. It stands at the top of the sheet: 1001-9.",
    "paper.number_wrong": (
        "“{typed}” is no number of a paper form: a digit is wrong or two are exchanged. Compare it with the sheet."
    ),
    "paper.photo_kind": "This is not a photo in JPEG or PNG. Take it again with the camera, or choose another file.",
    "paper.photo_big": "The photo has {megabytes} MB; at most {limit} MB are taken. Take it again with a lower resolution.",
}
