"""What the store says: what was not saved, not opened or not found, and what to do."""

MESSAGES = {
    # joining
    "store.code_unknown": "No workshop has the code “{typed}”. Compare it with the sheet and type it again.",
    "store.code_expired": "The code “{typed}” has expired. Ask the facilitator for a new one.",
    "store.code_revoked": "The code “{typed}” is no longer valid. Ask the facilitator for a new one.",
    "store.name_missing": "Type the name that your delegation should see.",
    "store.person_unknown": "This device is not signed in. Join again with your delegation's code.",
    "store.person_revoked": "The code that you joined with is no longer valid. Ask the facilitator for a new one.",
    # saving
    "store.session_closed": (
        "The session “{session}” is not open, so this was not sent. It is kept on this device;"
        " tell the facilitator if it should still be taken."
    ),
    "store.not_yours": "Only those who wrote this, or the organisers, may change it. Nothing was changed.",
    "store.not_found": "There is no such entry, or it is not shared with you.",
    "store.form_unknown": "This workshop has no form “{form}”. Reload the page.",
    "store.form_elsewhere": (
        "The form “{form}” is not part of the session “{session}”. Open the session that it belongs to."
    ),
    "store.question_unknown": "The form “{form}” has no question “{name}”. Reload the page.",
    "store.delegation_unknown": "This workshop has no delegation “{delegation}”.",
    "store.delegation_needed": "Choose the delegation for which this is written.",
    "store.subject_unknown": "What this answer is about no longer exists, or is not shared with you. Reload the page.",
    "store.session_unknown": "This workshop has no session “{session}”.",
    "store.malformed": (
        "The page sent something that cannot be understood ({what}). Reload the page; your text is kept."
    ),
    "store.change_taken": "Another change already has this number. Reload the page; your text is kept.",
    "store.by_transition": (
        "This is set by confirming, reviewing or publishing the plan. Use the buttons under the plan."
    ),
    "store.widening": "Only the delegation that wrote this may show it to more people.",
    "store.version_unknown": "This entry has no version {version}.",
    "store.only_staff": "Only a facilitator or an organiser can do this.",
    "store.shared_entry": "The whole delegation writes this answer together, so it cannot be hidden from a part of it.",
    # for someone without a device
    "store.not_for_others": "The form “{form}” cannot be filled in for someone else.",
    "store.paper_unknown": "No paper form {number} was made for this workshop, or it is another delegation's.",
    "store.paper_keyed": "The paper form {number} has been typed in already. Open it by its number to see what is there.",
    # groups
    "store.group_unknown": "The groups have changed meanwhile. Look at them again, and choose.",
    "store.group_full": "This group is full. Choose another one.",
    # plans
    "store.transition": "A plan that is “{now}” cannot become “{to}” now.",
    "store.name_needed": "Write the name of the person who confirms the plan, and the date.",
    "store.plan_unpublishable": (
        "“{refs}” may label, expose or exclude a group: answer that question before publishing."
    ),
    "store.plan_uncleared": (
        "The delegation has not cleared this plan for publication. Ask them to tick the box in the plan."
    ),
    # sorting free text
    "store.answer_changed": "This answer has been changed since you read it. Read it again before it is shown.",
    "store.group_gone": "This group is no longer there. The page is up to date now.",
    "store.group_words": "Write a few words of your own for the group.",
    # votes
    "store.no_vote": "There is no vote in the session “{session}”.",
    "store.ballot_option": "“{option}” is not an option of this vote. Reload the page.",
    "store.ballot_budget": "This ballot gives {given}; at most {budget} may be given. Take some away.",
    "store.ballot_cap": "At most {cap} dots may go to one option. Move some to another.",
    "store.ballot_twice": "“{option}” stands twice in this ranking. Remove it once.",
    "store.ballot_half": "“{option}” stands on one of the two scales only. Mark the other one too, or clear both.",
    "store.not_voting_now": "Nobody votes in this step. What you marked is kept on this device.",
    "store.few_options": (
        "There are {count} options so far; {fewest} to {most} can be ranked. Sort the ideas into groups first: each group "
        "becomes an option, in your words."
    ),
    "store.vote_open": "The vote has not been closed, so there is no record of it yet.",
    "store.ballot_person": "A ballot belongs to one person. Join with a delegation's code to vote.",
    # the database
    "store.read_only": (
        "The folder {folder} cannot be written to. Change its permissions, or copy the workshop elsewhere."
    ),
    "store.disk_full": (
        "Nothing was saved, because the disk that holds {folder} is full or refuses to be written to."
        " Free some space; what people typed is kept on their devices and will be sent again."
    ),
    "store.busy": "The database {folder} was busy for {seconds} seconds. Nothing was saved; try again.",
    "store.damaged": "The database {folder} is damaged. Stop the server and restore the newest backup: {backup}",
    "store.not_a_database": "{file} is not a workshop's database or backup.",
    "store.newer": (
        "The database {folder} was written by a newer version of the kit (schema {found}, this one knows {known})."
        " Update the kit; nothing was changed."
    ),
    "store.network_folder": (
        "{folder} is on a network file system ({kind}), where SQLite can lose answers."
        " Copy the workshop to a local disk, or use PostgreSQL with --db."
    ),
    "store.other_workshop": (
        "This database belongs to the workshop “{found}”, not to “{expected}”. Check the folder or --db."
    ),
    "store.unreachable": (
        "The database at {folder} cannot be reached: {reason}. Check that it runs and the address is right."
    ),
    "store.scheme": "“{url}” is not a database that the kit can use. Write sqlite:///FILE or postgresql+psycopg://…",
    "store.failed": "The database {folder} refused: {reason}. Nothing was saved.",
    "store.folder_in_use": (
        "Another server already runs this workshop on port {port} (process {pid}). Use that one, or stop it first."
    ),
    "store.not_empty": (
        "The workshop in {folder} already holds answers, so the backup was not restored."
        " Use --force to replace them; the answers that are there now are saved to {folder}/backups first."
    ),
    "store.no_file": "There is no file {file}.",
    "store.file_exists": "{file} exists already. Choose another name for the backup.",
}
