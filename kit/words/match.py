"""What is said about offers and needs that fit."""

MESSAGES: dict[str, str] = {
    "match.support": "An offer that fits a need",
    "match.joint": "The same need: learn together",
    "match.theme": "The same theme: {theme}",
    "match.support_type": "The same kind of support: {support_type}",
    "match.language": "A common language: {language}",
    "match.mode": "The same way of working: {mode}",
    "match.dates": "Both have time from {first} to {last}",
    "match.urgent": "Needed within three months",
    "match.soon": "Needed within a year",
    "match.no_common_language": "No common language is named: interpretation would be needed.",
    "match.no_common_time": "Their dates do not meet: one ends on {last}, the other begins on {first}.",
}
