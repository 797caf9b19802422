"""What the checks of a workplan say."""

MESSAGES: dict[str, str] = {
    "plan.do_no_harm_open": (
        "{refs}: could this label, expose or exclude a group? The answer is missing or unsure."
        " The plan cannot be published until it is settled."
    ),
    "plan.cycle": "These activities wait for one another in a circle: {path}. Remove one of the dependencies.",
    "plan.starts_too_early": (
        "{later} starts on {start}, before {earlier}, on which it depends, has ended ({end}). Move one of them."
    ),
    "plan.ends_before_start": "{refs}: the end is before the start. Change one of the two dates.",
    "plan.milestone_outside": "{refs}: the milestone “{milestone}” is due on {due}, outside the activity’s dates.",
    "plan.lead_missing": "{refs}: no lead institution. Name the one that will see it through.",
    "plan.dates_missing": "{refs}: start or end is missing.",
    "plan.lead_overloaded": "{lead} leads {count} of {of} activities. Could another institution lead some?",
    "plan.one_quarter": "All {count} activities start in {quarter}. Spread them if you can.",
    "plan.unfunded": "{amount} of {of} {currency} is still to be found or only requested ({refs}).",
    "plan.cost_unknown": "{refs}: the cost is not known yet.",
    "plan.baseline_missing": "{refs}: no baseline, so progress cannot be told later. A rough figure will do.",
    "plan.few_priorities": "The plan has {count} priorities; {fewest} to {most} are usual.",
    "plan.many_priorities": "The plan has {count} priorities; with more than {most}, few get done. Merge or drop some.",
    "plan.outside_period": "{refs}: outside the plan’s period ({first} to {last}).",
}
