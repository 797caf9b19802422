"""What people read while they wait for a place."""

MESSAGES = {
    "admission.title": "The room is full for a moment",
    "admission.words": (
        "So many people are writing at once that this machine has no place left. "
        "Keep this page open: it goes on by itself as soon as there is one. What you wrote before is safe."
    ),
    "admission.place": "Your place in the queue: {place}",
    "admission.enter": "There is a place for you. Going on…",
    "admission.lost": "The server does not answer. Trying again…",
}
