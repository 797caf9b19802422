// The code in a join link must not stay in the history of a shared phone.
if (location.pathname !== "/join") history.replaceState(null, "", "/join");
