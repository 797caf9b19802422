"""What is said about files that come in."""

MESSAGES: dict[str, str] = {
    # The sum of it.
    "exchange.row": "{place}: {action}: {form} {delegation} “{title}”",
    "exchange.create": "new",
    "exchange.change": "changed",
    "exchange.skip": "left out",
    "exchange.done": "{create} new, {change} changed, {same} as before, {refused} cells or rows left out.",
    "exchange.would_do": (
        "Nothing was saved. It would be: {create} new, {change} changed, {same} as before, {refused} left out."
    ),
    # The file is not read at all.
    "exchange.unreadable": "{file} cannot be read: {reason}.",
    "exchange.empty": "{file} is empty.",
    "exchange.too_large": "{file} has {size} MB; at most {limit} MB are read. Remove pictures and unused sheets.",
    "exchange.too_many_cells": (
        "The sheet “{sheet}” has {rows} rows and {columns} columns; at most {most} rows and {wide} columns are read."
        " Delete what is not part of the table."
    ),
    "exchange.bomb": "{file} unpacks to far more than a workbook holds, as harmful files do. It was not opened.",
    "exchange.encrypted": "{file} is locked with a password. Save it without one.",
    "exchange.entities": "{file} refers to things outside of itself, as harmful files do. It was not opened.",
    "exchange.damaged": "{file} is damaged, or is no workbook ({reason}). Save it again as .xlsx.",
    "exchange.old_excel": "{file} is a workbook of the old kind, or locked. Save it as .xlsx, without a password.",
    "exchange.unknown_type": "{file} is neither a workbook nor a table. Save it as .xlsx or .csv.",
    "exchange.not_a_table": "{file} holds no text. Save the table as .xlsx, or as CSV in UTF-8.",
    "exchange.broken_csv": "{file} is not a proper CSV file ({reason}). Save it again as CSV in UTF-8.",
    "exchange.encoding": "{file} is not in UTF-8; it looks like {encoding}. Save it again as “CSV UTF-8”, or as .xlsx.",
    "exchange.not_recognised": (
        "No sheet of {file} looks like a workplan, a registration list, findings or ballots."
        " Give its columns headings such as Activity, Lead, Start, End."
    ),
    # A cell or row is left out.
    "exchange.formula": "This cell holds a formula; only values are taken. Copy it, and paste it as a value.",
    "exchange.bad_date": "“{given}” is not understood as a date. Write it as day/month/year, for instance 15/03/2024.",
    "exchange.unknown_choice": "“{given}” is not one of the answers offered: {offered}…",
    "exchange.unknown_entry": "“{given}” was not found. Write the number or the title as it stands in its own row.",
    "exchange.not_yes_or_no": "“{given}” is neither yes nor no.",
    "exchange.row_without_title": "This row does not say what it is about, so it was left out.",
    "exchange.entry_gone": "This row’s entry is not there, or not shared with you. Clear its hidden id to add it anew.",
    "exchange.no_invited": (
        "No sheet of {file} looks like a list of people to invite. Give it the headings Name and Delegation; Role,"
        " Language and E-mail may stand beside them."
    ),
    "exchange.invited_without_name": "This row has no name, so nobody is invited by it.",
    "exchange.unknown_role": "“{given}” is no role. Write one of: {offered}; nothing means participant.",
    "exchange.unknown_language": (
        "The workshop is not held in “{given}”; the invitation is in the first language of the delegation that it has."
    ),
    "exchange.unknown_delegation": "“{given}” is not a delegation of this workshop.",
    "exchange.delegation_needed": "Whose row is this? Add a column Delegation, or name the delegation when importing.",
    "exchange.staff_only": "Lists of participants are imported by the organisers.",
    "exchange.bad_mark": "“{given}” is not a mark of this vote. Write a whole number, or leave the cell empty.",
    "exchange.rank_twice": "Two options have the place {given}. Give each a place of its own.",
    "exchange.bad_scale": "“{given}” is not on the scale. Write a number from 1, little, to 5, much.",
    "exchange.bad_pair": "“{given}” does not choose between two. Write 1 for the first, 2 for the second, or nothing.",
    "exchange.ballots_need_people": "Ballots can only be cast for people. Import them with the command `kit import`.",
    # Read, but worth a look.
    "exchange.ambiguous_date": "“{given}” was read as {day} (day before month). Is {other} meant? Then write that.",
    "exchange.rough_date": "“{given}” was read as {day}.",
    "exchange.near_choice": "“{given}” was read as “{read}”.",
    "exchange.column_guessed": "The column “{heading}” was read as “{question}”.",
    "exchange.column_unknown": "Nothing asks for the column “{heading}”, so it was left out.",
    "exchange.year_assumed": "The quarters do not say of which year; {year} was taken.",
    "exchange.unknown_theme": "“{given}” is not a theme of this workshop; the finding was taken without one.",
}
