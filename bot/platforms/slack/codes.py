"""Slack's error codes by what they are about, and what an administrator does about those that concern everybody."""

from __future__ import annotations

from typing import Final

from bot.platforms.scope import Fix, RefusalScope

_SIGN_IN: Final = "the workspace lets nobody in at present: ask its owners to end the migration or the new sign-in rule"
_NOT_ALLOWED: Final = "ask the workspace's owners to allow the app to post (Settings > Permissions, Manage apps)"
_ADDRESS: Final = "add this machine's address to the allowed IP addresses under OAuth & Permissions"

WORKSPACE: Final = {
    "access_denied": (Fix.POSTING, _NOT_ALLOWED),
    "accesslimited": (Fix.ADDRESS, _ADDRESS),
    "account_inactive": (Fix.TOKEN, "install the app again"),
    "app_missing_action_permissions": (Fix.SCOPE, "add the scope and install the app again"),
    "cannot_find_service": (Fix.TOKEN, "install the app again"),
    "ekm_access_denied": (
        Fix.POSTING,
        "an administrator has suspended posting through the workspace's encryption keys: ask them",
    ),
    "enterprise_is_restricted": (Fix.POSTING, "the organisation does not allow this method: ask its owners"),
    "external_channel_migrating": (Fix.SIGN_IN, _SIGN_IN),
    "invalid_auth": (Fix.TOKEN, "SLACK_BOT_TOKEN is wrong: copy it from OAuth & Permissions"),
    "is_inactive": (Fix.TOKEN, "install the app again"),
    "messages_tab_disabled": (Fix.SETTINGS, "switch on the Messages Tab under App Home"),
    "missing_scope": (Fix.SCOPE, "add the scope and install the app again"),
    "no_permission": (Fix.POSTING, _NOT_ALLOWED),
    "not_allowed": (Fix.POSTING, _NOT_ALLOWED),
    "not_allowed_token_type": (Fix.TOKEN, "SLACK_BOT_TOKEN must begin with xoxb-"),
    "not_authed": (Fix.TOKEN, "set SLACK_BOT_TOKEN"),
    "not_enabled": (Fix.SETTINGS, "switch on the Home Tab under App Home"),
    "org_login_required": (Fix.SIGN_IN, _SIGN_IN),
    "restricted_action": (Fix.POSTING, _NOT_ALLOWED),
    "team_access_not_granted": (Fix.POSTING, "give the app access to this workspace in the organisation's settings"),
    "team_added_to_org": (Fix.SIGN_IN, _SIGN_IN),
    "team_not_found": (Fix.TOKEN, "install the app again"),
    "token_expired": (Fix.TOKEN, "switch token rotation off, or install the app again"),
    "token_revoked": (Fix.TOKEN, "install the app again"),
    "two_factor_setup_required": (
        Fix.SIGN_IN,
        "whoever installed the app has to set up two-factor sign-in, or install it again",
    ),
    "upgrade_required": (Fix.POSTING, "the workspace's plan does not allow this: ask its owners"),
}
"""By the code of what concerns the whole workspace: the kind of thing that fixes it, and what exactly."""

PERSON: Final = frozenset(
    {
        "cannot_dm_bot",
        "channel_not_found",
        "user_is_bot",
        "user_is_restricted",
        "im_disabled",
        "is_archived",
        "not_in_channel",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
        "user_disabled",
        "user_not_found",
        "user_not_in_channel",
        "user_not_visible",
        "users_not_found",
    }
)

MESSAGE: Final = frozenset(
    {
        "as_user_not_supported",
        "attachment_payload_limit_exceeded",
        "block_mismatch",
        "cannot_reply_to_message",
        "cant_update_message",
        "duplicate_channel_not_found",
        "duplicate_external_id",
        "duplicate_message_not_found",
        "edit_window_closed",
        "exchanged_trigger_id",
        "expired_trigger_id",
        "file_deleted",
        "file_not_found",
        "hash_conflict",
        "invalid_arg_name",
        "invalid_arguments",
        "invalid_array_arg",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_charset",
        "invalid_cursor",
        "invalid_form_data",
        "invalid_json",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "invalid_post_type",
        "invalid_trigger",
        "invalid_trigger_id",
        "json_not_object",
        "markdown_text_conflict",
        "message_not_found",
        "metadata_must_be_sent_from_app",
        "metadata_too_large",
        "missing_charset",
        "missing_post_type",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "not_found",
        "push_limit_reached",
        "restricted_too_many",
        "slack_connect_blocked_file_type",
        "slack_connect_canvas_sharing_blocked",
        "slack_connect_file_link_sharing_blocked",
        "slack_connect_lists_sharing_blocked",
        "slack_file_error",
        "time_in_past",
        "time_too_far",
        "too_many_attachments",
        "too_many_contact_cards",
        "view_not_found",
        "view_too_large",
        "user_list_not_supplied",
        "users_list_not_supplied",
        "invalid_response_action",
        "invalid_errors",
        "invalid_attachments",
        "invalid_limit",
        "unknown_method",
        "alt_text_too_large",
    }
)

TOO_FAST: Final = frozenset({"message_limit_exceeded", "rate_limited", "ratelimited", "app_rate_limited"})
LATER: Final = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"}) | TOO_FAST
UNSURE: Final = LATER - TOO_FAST
"""Of which a post may have been taken all the same."""


def scope(code: str) -> RefusalScope:
    """Say what a refusal is about; what nobody has heard of is tried again: nothing is lost for a new word."""
    if code in WORKSPACE:
        return RefusalScope.WORKSPACE
    if code in PERSON:
        return RefusalScope.PERSON
    return RefusalScope.MESSAGE if code in MESSAGE else RefusalScope.LATER
