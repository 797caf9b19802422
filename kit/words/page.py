"""What the page around a notebook says by itself."""

MESSAGES = {
    "page.skip": "Skip to the content",
    "page.loading": "Opening the page…",
    "page.noscript": "This page needs JavaScript. Please switch it on for this site and open the page again.",
    "page.error": "Something went wrong while this page was being prepared. What you saved before is safe. "
    "Please reload the page; if it happens again, tell the facilitator.",
    "page.reload": "Reload the page",
    "page.widget_error": "This part of the page could not be shown. Please reload the page.",
    "page.unknown_widget": "This widget was made after the page was sent, so its code is not known to the server.",
    "page.lost": "Connection lost. What you type is kept on this device. Trying again…",
    "page.restored": "Connected again.",
    "page.gone": "The page has to start again. What you typed is kept on this device. Reloading…",
    "page.delegation": "Delegation",
    "page.signed_in_as": "You are",
    "page.time_left": "Time left",
    "page.time_over": "Time is up",
    "page.links": "Pages",
    "page.minutes_left": "{minutes} minutes left",
    "page.minute_left": "One minute left",
    "page.time_is_over": "Time is over. You can finish your sentence: nothing closes by itself.",
    "page.not_sent": "This was not sent: the connection is lost. Press again in a moment.",
}
