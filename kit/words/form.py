"""What forms, ballots and boards say; the part for scripts goes to the page as it stands."""

MESSAGES = {
    # Beside questions.
    "form.needed": "(needed)",
    "form.still_needed": "This still needs an answer.",
    "form.count": "{length} of {limit} characters",
    "form.too_long": (
        "This has {length} characters; {limit} fit. It stays here on this device, but is saved only when it "
        "is {over} shorter."
    ),
    "form.date_incomplete": "This date is not complete. Give day, month and year.",
    "form.unknown": "Not known yet",
    "form.choose": "Choose…",
    "form.clear": "Clear this answer",
    "form.nothing_to_choose": "There is nothing to choose from yet.",
    "form.choice_gone": "(removed since)",
    "form.most": "At most {count} can be picked. Untick one to pick another.",
    "form.rank_up": "Move up: {choice}",
    "form.rank_down": "Move down: {choice}",
    "form.rank_add": "Add to your ranking: {choice}",
    "form.rank_drop": "Take out: {choice}",
    "form.row": "Line {number}",
    "form.row_add": "Add a line",
    "form.row_remove": "Remove line {number}",
    "form.in_row": "Line {row}, {label}: {message}",
    "form.yes": "Yes",
    "form.no": "No",
    "form.no_answer": "No answer",
    "form.list_separator": ", ",
    "form.only_organisers": "Only you and the organisers see this answer.",
    # Where an entry stands.
    "form.status_new": "Saved as you type",
    "form.status_saved": "Saved",
    "form.status_saving": "Saving…",
    "form.status_waiting": "Waiting for the network. It is kept on this device.",
    "form.status_waiting_here": "Waiting for the network. Keep this page open.",
    "form.status_saved_again": "The network is back and everything is saved.",
    "form.status_kept": "Kept on this device, not sent: the session is closed.",
    "form.status_conflict": "Two versions: please choose",
    "form.status_held": "One answer is not saved: see the note beside it",
    "form.status_refused": "Not saved: see the note",
    "form.storage_failed": (
        "This device keeps no copy of what you type (private window, or storage is full). It is still saved as you "
        "type: keep this page open until it says “Saved”."
    ),
    "form.session_closed": "This session is closed. You can read, and not write.",
    "form.closed_kept": "What you wrote last is kept on this device and is sent if the session opens again.",
    "form.not_saved": "This could not be saved just now. It is kept on this device and sent again by itself.",
    "form.malformed": "This page sent something that could not be read. Load the page again.",
    # Written together.
    "form.changed_by_delegation": "Changed by your delegation",
    "form.changed_announced": "Your delegation has changed something here (entries: {count}).",
    "form.conflict_title": "Two different answers were written at the same time.",
    "form.conflict_what": "Both are kept. Pick one, or write a third in the field.",
    "form.conflict_kept": "In the form now",
    "form.conflict_other": "Also written, by {name}",
    "form.conflict_pick": "Keep this one",
    "form.conflict_settled": "Settled: one answer stands.",
    "form.replying_title": "What others say about your activities",
    "form.replying_intro": "Read their comments, and say what you do with each.",
    "form.somebody": "somebody in your delegation",
    "form.removed_by_delegation": "Your delegation removed “{title}”.",
    "form.removed_elsewhere": (
        "Your delegation has removed this entry. What is written here is kept if you bring it back."
    ),
    "form.bring_back": "Bring it back",
    # Lists and subjects.
    "form.add": "Add an entry",
    "form.done": "Done",
    "form.remove": "Remove",
    "form.removed": "“{title}” is removed.",
    "form.undo": "Undo",
    "form.untitled": "Not named yet",
    "form.list_empty": "Nothing is written here yet.",
    "form.subjects_empty": "There is nothing to answer here yet.",
    "form.not_begun": "Not begun",
    "form.due": "Saved; {count} needed answers are missing",
    "form.due_one": "Saved; 1 needed answer is missing",
    "form.complete": "Saved, complete",
    "form.progress": "{answered} of {total} answered",
    "form.section_done": "{answered} of {total}",
    "form.section_due": "{answered} of {total}, {due} needed",
    "form.section_wrong": "{count} to look at",
    # Who will see this.
    "form.who_sees": "Who will see this:",
    "form.who_named": "Under which name",
    "form.who_registration": (
        "you, your delegation and the organisers. E-mail and access needs: only you and the organisers."
    ),
    "form.who_note": (
        "your delegation, the facilitators and the organisers, unless you open an entry to others below it."
    ),
    "form.who_plan": (
        "your delegation, the facilitators and the organisers; the other delegations when you share or confirm it."
    ),
    "form.who_review": (
        "the delegation whose activity this is, your own delegation, the facilitators and the organisers."
    ),
    "form.who_exchange": "all delegations, so that they can answer. Names are passed on only when both sides accept.",
    "form.who_fund": "your delegation and the organisers' panel, nobody else.",
    "form.who_follow_up": "your delegation, the facilitators and the organisers.",
    "form.who_evaluation": "nobody sees whose answers these are. Only totals of five or more answers are shown.",
    "form.who_decision": "all delegations. A decision stands with the name of who took it.",
    "form.visibility_delegation": "your delegation",
    "form.visibility_participants": "all delegations",
    "form.visibility_organisers": "only you and the organisers",
    "form.visibility_public": "everybody, also in published documents",
    "form.visibility_delegation_hint": (
        "Facilitators and organisers see it too. Others see only what was picked from lists, without your country."
    ),
    "form.visibility_participants_hint": "Everybody in the workshop can read it.",
    "form.visibility_organisers_hint": "Not even your own delegation.",
    "form.visibility_public_hint": "It may be printed and published.",
    "form.attribution_none": "without a name",
    "form.attribution_country": "with your country",
    "form.attribution_city": "with your country and city",
    # Ballots.
    "form.ballot_left": "{left} of {budget} dots left",
    "form.ballot_left_none": "All {budget} dots are given",
    "form.ballot_cap": "At most {cap} dots on one option.",
    "form.ballot_more": "One dot more: {option}",
    "form.ballot_less": "One dot less: {option}",
    "form.ballot_dots": "{dots} of {cap}",
    "form.ballot_rank": "Put your first {budget} in order, best first.",
    "form.ballot_ranked": "{count} of {budget} places filled",
    "form.ballot_approve": "Tick up to {budget} options that you support.",
    "form.ballot_approved": "{count} of {budget} ticked",
    "form.ballot_place": "Place {place}",
    "form.ballot_cast": "Cast my vote",
    "form.ballot_change": "Change my vote",
    "form.ballot_casting": "Casting your vote…",
    "form.ballot_waiting": "Waiting for the network. Your vote is kept on this device and cast by itself.",
    "form.ballot_in": "Your vote is in. You can change it until voting closes.",
    "form.ballot_in_closed": "Voting is closed. Your vote was in.",
    "form.ballot_none_closed": "Voting is closed.",
    "form.ballot_not_cast_closed": "Voting is closed. What you had marked on this device was not cast.",
    "form.ballot_draft": "Not cast yet: only you see these marks.",
    "form.ballot_changed": "You have changed marks since you cast your vote. Cast it again to count them.",
    "form.ballot_secret": (
        "Nobody sees how you vote. Totals are shown after voting has closed, and only from {min} ballots on."
    ),
    "form.ballot_empty": "Nothing is marked. Cast like this, it counts as an abstention.",
    "form.ballot_clear": "Clear all marks",
    # Boards.
    "form.board_empty": "There is nothing to show yet.",
    "form.board_as_table": "As a table",
    "form.board_of": "{count} of {total}",
    "form.board_hidden": "The result is hidden until voting has closed.",
    "form.board_few": (
        "Too few ballots to show totals: {ballots}, and at least {min} are needed so that nobody's vote shows."
    ),
    "form.board_tie": "(equal)",
    "form.board_ok": "Nothing to mend was found.",
    "form.board_blocks": "To be settled first:",
    "form.board_look": "Look again:",
    "form.board_timeline": "Timeline of {count} activities from {first} to {last}; the table below has the same dates.",
    "form.board_undated": "Not drawn, because a start or an end is missing: {refs}.",
    "form.board_after": "after {refs}",
    "form.board_activity": "Activity",
    "form.board_start": "Start",
    "form.board_end": "End",
    "form.board_status": "Status",
    "form.board_milestones": "Milestones",
    "form.grid_caption": "How far each finding matters to each delegation",
    "form.grid_finding": "Finding",
    "form.grid_spread": "Spread",
    "form.grid_legend": (
        "Relevance goes from “{low}” to “{high}”, and whether the finding is right. ⇔ marks answers that lie far apart."
    ),
    "form.match_left": "Nothing fits these yet",
    "form.match_offers": "offers:",
    "form.match_needs": "needs:",
    "form.tally_head": "{rule}, {unit}",
    "form.tally_by_person": "each person counts once",
    "form.tally_by_delegation": "each delegation counts once",
    "form.tally_rule_dots": "All dots",
    "form.tally_rule_borda": "Points for places (Borda)",
    "form.tally_rule_voters": "How many chose it at all",
    "form.tally_rule_first": "First choices",
    "form.tally_rule_pairwise": "Duels won, option against option",
    "form.tally_ballots": "Ballots: {ballots}, of which abstentions: {abstentions}.",
    "form.tally_duels": "“{option}” wins against each other option, one by one.",
    "form.tally_changes_by_rule": (
        "The first three depend on how votes are counted. Compare the columns before you decide."
    ),
    "form.tally_same_by_rule": "The first three are the same by every way of counting.",
    "form.tally_changes_without": "The first three would be others without: {delegations}.",
    "form.tally_same_without": "No single delegation decides the first three.",
    "form.tally_no_delegations": (
        "Results by delegation are not shown, because they would tell how a single person voted."
    ),
    "form.tally_comparison": "By every way of counting: place (score); = is an equal place",
    "form.tally_option": "Option",
    "form.tally_turnout": "Who voted, by delegation",
    "form.tally_delegation": "Delegation",
    "form.tally_voted": "Ballots",
    "form.tally_joined": "People who joined",
}
