"""Every word that the page itself shows; languages replace them through `page_config["kit"]["strings"]`."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "skip": "Skip to the content",
    "loading": "Opening the page…",
    "noscript": "This page needs JavaScript. Please switch it on for this site and open the page again.",
    "error": "Something went wrong while this page was being prepared. What you saved before is safe. "
    "Please reload the page; if it happens again, tell the facilitator.",
    "reload": "Reload the page",
    "widget_error": "This part of the page could not be shown. Please reload the page.",
    "unknown_widget": "This widget was made after the page was sent, so its code is not known to the server.",
    "lost": "Connection lost. What you type is kept on this device. Trying again…",
    "restored": "Connected again.",
    "gone": "The page has to start again. What you typed is kept on this device. Reloading…",
    "delegation": "Delegation",
    "signed_in_as": "You are",
    "time_left": "Time left",
    "time_over": "Time is up",
    "links": "Pages",
}


def words(strings: Mapping[str, str] | None) -> dict[str, str]:
    """All words of a page: the given ones, and English where one is missing."""
    return {**ENGLISH, **(strings or {})}
