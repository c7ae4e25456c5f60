"""DingTalk, spoken through its stream SDK and its OpenAPI."""
