"""Settings: the only reader of the environment and of ``.env``."""

from __future__ import annotations

from abc import abstractmethod
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.kit.address import is_private
from bot.kit.errors import SettingsError

_CONFIG = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)


def _private(address: str) -> str:
    """Refuse an address to which secrets and what is written about people would go unencrypted.

    Raises:
        ValueError: for plain http to another machine.
    """
    if address and not is_private(address):
        raise ValueError("http:// is for this machine alone; elsewhere it is https://")
    return address


_Address = Annotated[str, AfterValidator(_private)]


class PlatformSettings(BaseSettings):
    """The settings of a chat platform, as a group of :class:`Settings` under the platform's name."""

    @property
    @abstractmethod
    def on(self) -> bool:
        """Whether the platform is configured."""

    @property
    def plain(self) -> dict[str, Any]:
        """The values by name, secrets in the clear: what makes the platform."""
        return {name: value.get_secret_value() if isinstance(value, SecretStr) else value for name, value in self}


class SlackSettings(PlatformSettings):
    """Slack is on when a bot token is set, with an app token (Socket Mode) or a signing secret (HTTP)."""

    model_config = SettingsConfigDict(**_CONFIG, env_prefix="SLACK_")
    bot_token: SecretStr = SecretStr("")
    app_token: SecretStr = SecretStr("")
    signing_secret: SecretStr = SecretStr("")
    api_url: _Address = "https://slack.com/api/"
    charts: Literal["on", "off"] = "on"

    @property
    def on(self) -> bool:
        """Whether Slack is configured."""
        return bool(self.bot_token.get_secret_value())


class DingTalkSettings(PlatformSettings):
    """DingTalk is on when the client id is set."""

    model_config = SettingsConfigDict(**_CONFIG, env_prefix="DINGTALK_")
    client_id: str = ""
    client_secret: SecretStr = SecretStr("")
    robot_code: str = ""
    card_template_id: str = ""
    openapi_endpoint: _Address = "https://api.dingtalk.com"
    oapi_endpoint: _Address = "https://oapi.dingtalk.com"
    monthly_calls: int = Field(default=5000, ge=1)
    in_doubt: Literal["resend", "skip"] = "resend"
    events: Literal["on", "off"] = "on"
    todos: Literal["on", "off"] = "on"
    charts: Literal["on", "off"] = "off"

    @property
    def on(self) -> bool:
        """Whether DingTalk is configured."""
        return bool(self.client_id)


class OpenAISettings(BaseSettings):
    """A model writes when key, address and model name are set."""

    model_config = SettingsConfigDict(**_CONFIG, env_prefix="OPENAI_")
    api_key: SecretStr = SecretStr("")
    base_url: _Address = ""
    model: str = ""

    @property
    def on(self) -> bool:
        """Whether a model is configured."""
        return bool(self.api_key.get_secret_value() and self.model)


class Settings(BaseSettings):
    """Everything that can be set; groups have the prefixes of their platform."""

    model_config = SettingsConfigDict(**_CONFIG, env_prefix="JINBU_")
    database_url: str = "sqlite:///jinbu.db"
    locale: Literal["en", "zh-CN"] = "en"
    timezone: str = "UTC"
    command: str = "/perf"
    admins: str = ""
    lease_seconds: int = Field(default=90, ge=3)
    watch_dir: str = ""
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=0, ge=0, le=65535)
    webhook_secret: SecretStr = SecretStr("")
    audit_key: SecretStr = SecretStr("")
    audit_watermark: str = "jinbu-audit.mark"
    slack: SlackSettings = Field(default_factory=SlackSettings)
    dingtalk: DingTalkSettings = Field(default_factory=DingTalkSettings)
    openai: OpenAISettings = Field(default_factory=OpenAISettings)

    @property
    def platforms(self) -> dict[str, PlatformSettings]:
        """The groups of the platforms that are on, by the platform's name."""
        return {name: group for name, group in self if isinstance(group, PlatformSettings) and group.on}


def load(**given: Any) -> Settings:
    """Read the settings once.

    Raises:
        SettingsError: with the name of the first wrong setting and what it should be.
    """
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        groups = {Settings.__name__: Settings} | {
            about.annotation.__name__: about.annotation
            for about in Settings.model_fields.values()
            if isinstance(about.annotation, type) and issubclass(about.annotation, BaseSettings)
        }
        prefix = groups[error.title].model_config.get("env_prefix", "")
        name = prefix + "_".join(str(part) for part in first["loc"]).upper()
        msg = f"{name}: {first['msg']}; see .env.example"
        raise SettingsError(msg) from None


def require_platform(settings: Settings) -> None:
    """Refuse to run for nobody.

    Raises:
        SettingsError: when no platform is set, with how to set one and how to see the demo.
    """
    if not settings.platforms:
        msg = (
            "no platform is set: put SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DINGTALK_CLIENT_ID and "
            "DINGTALK_CLIENT_SECRET, into .env (see .env.example), or try `jinbu demo`"
        )
        raise SettingsError(msg)
