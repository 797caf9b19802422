"""What is said about the steps of a nominal group."""

MESSAGES: dict[str, str] = {
    "steps.title": "Steps of the vote",
    "steps.writing": "Write alone",
    "steps.sharing": "Share",
    "steps.clarifying": "Clarify",
    "steps.first": "First ranking",
    "steps.discussing": "Talk about it",
    "steps.final": "Final vote",
    "steps.do_writing": (
        "Write your ideas, each as an entry of its own, without talking. Nobody else of your delegation sees them yet."
    ),
    "steps.do_sharing": "Ideas are read out in turn, one from each. If you think of another one, add it.",
    "steps.do_clarifying": "Ask what is meant. Ideas that say the same are put together; nothing is judged yet.",
    "steps.do_first": "Rank on your own what matters most to you. Nobody sees how you rank.",
    "steps.do_discussing": "Look at where the ranking disagrees, and hear why. Nobody has to say how they ranked.",
    "steps.do_final": "Vote once more. Your first ranking is kept, and does not count in this one.",
    "steps.ideas_closed": "Ideas are being sorted and ranked now; no new ones are taken. You can read yours.",
    "steps.moved": "“{title}” is now at: {step}.",
    "steps.sort_first": "Sort the ideas into groups before the first ranking: each group becomes an option.",
    "steps.options": "Options: {count}",
    "steps.first_result": "First ranking: where people disagree",
    "steps.change_result": "From the first ranking to the final vote",
    "steps.option": "Option",
    "steps.points": "Points on average",
    "steps.people": "Named by",
    "steps.people_of": "{count} of {all}",
    "steps.range": "Averages of delegations",
    "steps.from_to": "{lowest} to {highest}",
    "steps.apart": "◆ {words}",
    "steps.legend": (
        "Most disputed first. ◆: the averages of two delegations lie at least half of the scale apart; whose they are is "
        "not told."
    ),
    "steps.few_delegations": "Fewer than three delegations have voted, so their averages are not told.",
    "steps.not_yet": "The first ranking is shown when it is over, and from the smallest number of ballots on.",
    "steps.change_not_yet": "This is shown when the final vote has closed, and from the smallest number of ballots on.",
    "steps.place_first": "First ranking",
    "steps.place_final": "Final vote",
    "steps.place_change": "Moved",
    "steps.up": "▲ {places}",
    "steps.down": "▼ {places}",
    "steps.same": "–",
}
