"""What is said around forms on paper: their numbers, their photos, the pages where they are typed in, the sheets."""

MESSAGES = {
    # what was typed or sent
    "paper.number_malformed": "“{typed}” is not the number of a paper form. It stands at the top of the sheet: 1001-9.",
    "paper.number_wrong": (
        "“{typed}” is no number of a paper form: a digit is wrong or two are exchanged. Compare it with the sheet."
    ),
    "paper.photo_kind": "This is not a photo in JPEG or PNG. Take it again with the camera, or choose another file.",
    "paper.photo_big": "The photo has {megabytes} MB; at most {limit} MB are taken. Take it with fewer pixels.",
}
