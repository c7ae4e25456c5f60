"""What each error code of a platform is about: one message, one person, the whole workspace, or only this moment."""

from __future__ import annotations

from itertools import combinations

import pytest

from bot.messages.i18n import translator
from bot.platforms.dingtalk import codes as dingtalk
from bot.platforms.scope import Fix, RefusalScope
from bot.platforms.slack import codes as slack

SLACK = {
    RefusalScope.WORKSPACE: """
        access_denied accesslimited account_inactive ekm_access_denied enterprise_is_restricted
        invalid_auth messages_tab_disabled missing_scope no_permission not_allowed_token_type
        not_authed org_login_required restricted_action team_access_not_granted team_added_to_org
        token_expired token_revoked two_factor_setup_required
    """,
    RefusalScope.PERSON: """
        cannot_dm_bot channel_not_found is_archived not_in_channel user_disabled user_not_found
        users_not_found
    """,
    RefusalScope.MESSAGE: """
        cant_update_message duplicate_external_id edit_window_closed exchanged_trigger_id
        expired_trigger_id hash_conflict invalid_arguments invalid_blocks invalid_trigger_id
        metadata_too_large msg_blocks_too_long msg_too_long no_text push_limit_reached
        restricted_too_many time_in_past time_too_far
    """,
    RefusalScope.LATER: """
        app_rate_limited fatal_error internal_error message_limit_exceeded rate_limited ratelimited
        request_timeout service_unavailable something_that_slack_invents_next_year
    """,
}
DINGTALK = {
    RefusalScope.WORKSPACE: """
        AccessTokenPermissionDenied InvalidAuthentication IpNotInWhiteList 60020 authFailed
        invalidClientIdOrSecret invalidParameter.robotCode.auth invalidParameter.robotCode.empty
        openDeliverModelError resource.not.found
    """,
    RefusalScope.PERSON: """
        60121 staffId.notExisted userIdNotExist
    """,
    RefusalScope.MESSAGE: """
        cardAlreadyExist cardDataAndPrivateDataBothEmpty cardNotExist cardPublicDataEmpty
        cardTemplateIdEmpty contentUnsafe empty invalid invalidParameter.msgKey.empty
        invalidParameter.msgKey.invalid invalidParameter.msgParam.invalid
        invalidParameter.param.invalid invalidParameter.userIds.empty
        invalidParameter.userIds.overMax openDeliverModelEmpty
        openSpaceIdEmpty openSpaceIdInvalid openSpaceModelInvalid outTrackIdEmpty templateNotExist
        templateUnpublished
    """,
    RefusalScope.LATER: """
        -1 15 88 130101 302033 40014 42001 90002 90018 send.byToken.tooFast send.too.fast
        server.error system.busy too.many.group too.many.people something.new
    """,
}


@pytest.mark.parametrize(
    ("platform", "code", "scope"),
    [
        (platform, code, scope)
        for platform, table in ((slack, SLACK), (dingtalk, DINGTALK))
        for scope, codes in table.items()
        for code in codes.split()
    ],
)
def test_every_code_is_about_what_it_is_about(platform: object, code: str, scope: RefusalScope) -> None:
    assert platform.scope(code) is scope  # type: ignore[attr-defined]


@pytest.mark.parametrize("platform", [slack, dingtalk])
def test_no_code_is_about_two_things(platform: object) -> None:
    kinds = [set(getattr(platform, name)) for name in ("WORKSPACE", "PERSON", "MESSAGE", "LATER")]

    assert [combination & other for combination, other in combinations(kinds, 2) if combination & other] == []


@pytest.mark.parametrize("platform", [slack, dingtalk])
@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_what_concerns_everybody_says_in_both_languages_what_fixes_it(platform: object, locale: str) -> None:
    t = translator(locale)
    for code, (fix, exactly) in platform.WORKSPACE.items():  # type: ignore[attr-defined]
        assert isinstance(fix, Fix), code
        assert str(t(f"health-fix-shut-{fix}")), code
        assert exactly, code
