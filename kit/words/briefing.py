"""What was agreed last time, for those who were not there."""

MESSAGES = {
    "briefing.title": "What was agreed last time: {workshop}",
    "briefing.status": "As it stands now in the records of that workshop",
    "briefing.seen_by": "What {delegation} may see. Plans that others did not share, notes and contacts are not shown.",
    "briefing.seen_by_staff": "What those who run the workshop may see; delegations see less.",
    "briefing.not_there": "This delegation was not there last time: it sees what all delegations could see.",
    "briefing.retention": "What has been deleted since, because the time to keep it was over, is not shown.",
    "briefing.no_plan": "No plan of this delegation can be seen.",
    "briefing.plan": "State of the plan: {state}",
    "briefing.promised": "Help promised to one another",
    "briefing.promised_text": "Steps that both sides accepted.",
    "briefing.promised_empty": "No step was accepted by both sides.",
    "briefing.decisions_empty": "No decision was written down.",
    "briefing.open": "Questions left open",
    "briefing.open_empty": "Nothing was left open in the parking lot.",
    # what keeps it from being shown
    "briefing.none": "This workshop names no earlier one. Write `previous:` with its folder into workshop.yaml.",
    "briefing.no_folder": "The earlier workshop's folder {folder} is not there. Put it there, or correct `previous:` in workshop.yaml.",
    "briefing.invalid": "The definition of the earlier workshop has errors. See: kit check {folder}",
    "briefing.no_answers": "The earlier workshop's folder {folder} holds no answers. Bring a backup back into it: kit restore FILE {folder}",
    "briefing.page": "What was agreed last time cannot be shown just now. The organiser knows what to do: {reason}",
}
