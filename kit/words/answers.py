"""What the rules for answers say."""

MESSAGES: dict[str, str] = {
    # Refused: the answer cannot be kept as it is.
    "answers.unknown_question": "This form has no question called “{name}”. Reload the page.",
    "answers.not_text": "This answer must be text.",
    "answers.too_long": (
        "This text is {length} characters long; at most {limit} fit. Shorten it, or put the rest elsewhere."
    ),
    "answers.not_a_number": "“{given}” is not a number. Write digits only, for instance 12500 or 12,500.50.",
    "answers.not_whole": "“{given}” is not a whole number. Write it without decimals.",
    "answers.bad_date": "“{given}” is not a date that exists. Write it as year-month-day, for instance 2026-03-15.",
    "answers.unknown_choice": "“{given}” is not one of the answers offered. Pick one from the list.",
    "answers.unknown_entry": (
        "What was picked here does not exist any more; somebody may have removed it. Pick another one from the list."
    ),
    "answers.not_a_list": "This question takes a list of answers. Pick them from the list again.",
    "answers.too_many": "There are {given} items here; at most {limit} can be kept. Remove some.",
    "answers.ranked_twice": "“{given}” has been ranked twice. Give each one a single place.",
    "answers.not_yes_or_no": "This must be ticked or left empty.",
    "answers.no_answer_expected": "This is a note to read; it takes no answer.",
    # Kept, but not right yet.
    "answers.required": "This still needs an answer.",
    "answers.before": "This date ({given}) is before {earliest}. Change one of the two.",
    "answers.too_small": "{given} is too small: it must be at least {limit}.",
    "answers.too_big": "{given} is too big: it must be at most {limit}.",
    "answers.too_early": "{given} is too early: it must be {limit} or later.",
    "answers.too_late": "{given} is too late: it must be {limit} or earlier.",
    "answers.gap_without_need": "You want more than there is today: say what you need in order to get there.",
    "answers.colour_without_reason": "Please say why you chose amber or red.",
    "answers.cost_without_currency": "A cost is given, but not in which currency. Pick the currency.",
    "answers.milestone_outside": (
        "This milestone is due on {given}, outside its activity ({start} to {end}). Move the milestone or the activity."
    ),
    # Worth a second look before saving.
    "answers.looks_like_phone": (
        "“{found}” looks like a phone number. Leave it out: more people read this than you may think."
    ),
    "answers.looks_like_email": "“{found}” looks like an e-mail address. Leave it out; contacts have their own place.",
    "answers.looks_like_name": (
        "“{found}” looks like a person’s name. Write the office or role instead, unless the person has agreed."
    ),
}
