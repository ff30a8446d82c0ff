"""What people type in a few letters or in a way of their own, read for what it says."""

from __future__ import annotations

import pytest
from fabrique import B1, make_candidat
from pydantic import ValidationError

from amo_docs.model.candidat import Issue


@pytest.mark.parametrize(
    ("tape", "issue"),
    [
        ("A", Issue.ACQUIS),
        ("a.", Issue.ACQUIS),
        ("NA", Issue.NON_ACQUIS),
        ("Abs", Issue.ABSENT),
        ("EXC", Issue.EXCUSE),
        ("NP", Issue.NON_PRESENTE),
        ("NE", Issue.NON_EVALUE),
        ("Non-acquis", Issue.NON_ACQUIS),
        ("B", None),
    ],
)
def test_a_result_in_a_few_letters(tape: str, issue: Issue | None) -> None:
    resultats = [{"bloc": B1, "issue": tape}]
    if issue is None:
        with pytest.raises(ValidationError):
            make_candidat(resultats=resultats)
    else:
        assert make_candidat(resultats=resultats).resultats[0].issue is issue


@pytest.mark.parametrize(
    "tape", ["12/11/1999", "12.11.1999", "12-11-1999", "1999-11-12", "12/11-1999"]
)
def test_a_day_with_any_of_the_three_signs(tape: str) -> None:
    assert str(make_candidat(date_naissance=tape).date_naissance) in ("1999-11-12", "12/11/1999")


@pytest.mark.parametrize("tape", ["12-11-99", "99-11-12", "1999-12", "12 11 1999", "31-02-1999"])
def test_a_day_that_says_less_is_refused(tape: str) -> None:
    with pytest.raises(ValidationError):
        make_candidat(date_statut=tape)
