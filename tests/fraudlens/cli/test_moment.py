from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo

import pytest

from fraudlens.cli import moment
from fraudlens.cli.moment import day_of, made_at
from fraudlens.errors import UsageError

DAY = date(2026, 11, 26)


class Clock(datetime):
    """Stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Clock:
        return cls(2030, 1, 2, 12, 30, 15, 999, tzinfo=tz)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moment, "datetime", Clock)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.mark.parametrize(
    ("as_of", "made", "day"),
    [
        ("2026-11-26", datetime(2026, 11, 26, tzinfo=UTC), DAY),
        ("2026-11-26T09:30:15.7Z", datetime(2026, 11, 26, 9, 30, 15, tzinfo=UTC), DAY),
        ("2026-11-26T01:00+08:00", datetime(2026, 11, 25, 17, tzinfo=UTC), DAY),
        ("2105-12-31", datetime(2105, 12, 31, tzinfo=UTC), date(2105, 12, 31)),
        ("2026-11-26 09:30", datetime(2026, 11, 26, 9, 30, tzinfo=UTC), DAY),
        (None, datetime(2030, 1, 2, 12, 30, 15, tzinfo=UTC), date(2030, 1, 2)),
    ],
)  # fmt: skip
def test_one_option_is_the_time_of_reports_and_the_day_of_rules(
    as_of: str | None, made: datetime, day: date
) -> None:
    assert made == made_at(as_of)
    assert day == day_of(as_of)


def test_environment_sets_the_time_where_no_option_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")

    assert datetime(1970, 1, 2, tzinfo=UTC) == made_at(None)
    assert datetime(2026, 11, 26, tzinfo=UTC) == made_at("2026-11-26")
    assert date(2030, 1, 2) == day_of(None)


@pytest.mark.parametrize(
    "as_of",
    [
        "", "today", "2026-13-01", "0001-01-01T00:00+08:00", "\x1b[2J",
        "1969-12-31", "1970-01-01T00:00+08:00", "2106-01-01", "9999-12-31",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused(as_of: str) -> None:
    for read in (made_at, day_of):
        with pytest.raises(UsageError) as caught:
            read(as_of)
        assert f'--as-of: "{as_of}" is no day from 1970 to 2105' == caught.value.message
        assert "write it as 2026-11-26 or 2026-11-26T09:30:00Z" == caught.value.hint


@pytest.mark.parametrize("epoch", ["soon", "1.5", "9" * 20, "9" * 4000, "-1", "4291747200"])
def test_environment_must_hold_seconds(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(UsageError, match=r'^SOURCE_DATE_EPOCH: ".+" is no time$') as caught:
        made_at(None)

    assert "seconds since 1970-01-01, as a whole number" == caught.value.hint
