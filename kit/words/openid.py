"""What is said about signing in with an account."""

MESSAGES = {
    "openid.sign_in": "Sign in with your account",
    "openid.sign_in_hint": "For facilitators and organisers.",
    "openid.refused_title": "You are not signed in",
    "openid.with_code": "Join with a code",
    "openid.refused": "The sign-in service did not confirm who you are. Try once more; if it stays, use your code.",
    "openid.stale": "This sign-in was begun in another browser, or too long ago. Begin again.",
    "openid.unverified": "Your account's e-mail address has not been verified there. Verify it, or use your code.",
    "openid.not_listed": "Your account is not on this workshop's list of staff. Ask the organiser, or use your code.",
    "openid.no_list": "The list of staff cannot be read. Tell the organiser, or use your code.",
    "openid.unreachable": "The sign-in service cannot be reached. Try again in a minute, or use your code.",
    "openid.staff_unreadable": "The list of staff {file} cannot be read: {reason}. Write it as YAML, or name another with --staff.",
    "openid.staff_keys": "{file}: write two lists, organisers: and facilitators:, each with e-mail addresses.",
    "openid.staff_address": "{file}: “{found}” is not an e-mail address.",
    "openid.together": "--openid and --openid-client belong together. Give both, or neither.",
    "openid.issuer_unsafe": "--openid {issuer} is not an https address.",
    "openid.not_installed": "Signing in with accounts needs the package joserfc: pip install joserfc",
}
