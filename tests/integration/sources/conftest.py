"""What tests of sources begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.samples import put_company

if TYPE_CHECKING:
    from pathlib import Path

    from storage.storage import Storage


@pytest.fixture
def company(storage: Storage, tmp_path: Path) -> Storage:
    """Open a database with the small company of the samples."""
    return put_company(storage, tmp_path)
