"""The time that a build writes into what it makes, which is not the time of its clock."""

from __future__ import annotations

import os
import time


def time_of_build() -> int:
    """Return SOURCE_DATE_EPOCH, or else the beginning of the day, in seconds since 1970 (UTC).

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(given) if given.isdecimal() else int(time.time()) // 86400 * 86400
