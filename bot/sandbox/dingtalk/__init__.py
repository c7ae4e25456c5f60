"""The local DingTalk: gateway and stream, OpenAPI, the old oapi, and what its people can do."""
