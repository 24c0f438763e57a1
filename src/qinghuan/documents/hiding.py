"""What a person leaves out of one paper before it is made, chosen for its recipient.

The whole identity number is never kept, so at most its last four stand in a paper. Hiding takes
away; it never adds, and the gate is asked before it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal, TypeAlias, get_args

from qinghuan.case.assess import Assessment
from qinghuan.case.fold import Case
from qinghuan.documents.paper import Kind
from qinghuan.documents.subject import Subject

Hide: TypeAlias = Literal["identity", "phone", "address", "third_persons"]
HIDES: Final[tuple[Hide, ...]] = get_args(Hide)
Hidden: TypeAlias = frozenset[Hide]
NOTHING: Final[Hidden] = frozenset()

_NAMES_OTHERS: Final[frozenset[Kind]] = frozenset({"confirmation", "evidence_list"})
"""Papers in which the name of somebody else may stand."""
_WITHOUT_A_PERSON: Final[frozenset[Kind]] = frozenset({"report_kept", "call_script", "family_card"})
_TAIL = 4


def hideable(kind: Kind) -> tuple[Hide, ...]:
    """What can be left out of a paper of ``kind``; nothing of those the person keeps."""
    if kind in _WITHOUT_A_PERSON:
        return ()
    return HIDES if kind in _NAMES_OTHERS else HIDES[:-1]


def without(assessment: Assessment, hidden: Hidden) -> Assessment:
    """``assessment`` as a paper may see it with ``hidden`` left out.

    Identity and address go whole; of the telephone the last four figures stay, so that a
    sentence with it still makes sense.
    """
    return replace(assessment, case=_case(assessment.case, hidden)) if hidden else assessment


def _case(case: Case, hidden: Hidden) -> Case:
    person = case.person
    if person is not None:
        blank: dict[str, str] = {}
        if "identity" in hidden:
            blank["identity_tail"] = ""
        if "address" in hidden:
            blank["address"] = ""
        if "phone" in hidden:
            blank["phone"] = masked(person.phone)
        person = person.model_copy(update=blank)
    if "third_persons" not in hidden:
        return replace(case, person=person)
    nobody = {"person": ""}
    return replace(
        case,
        person=person,
        contacts=tuple(one.model_copy(update=nobody) for one in case.contacts),
        evidence=tuple(one.model_copy(update={"by": ""}) for one in case.evidence),
    )


def about(subject: Subject, hidden: Hidden) -> Subject:
    """``subject`` as a paper may see it: the contact it answers without the name of who spoke."""
    if "third_persons" not in hidden or subject.contact is None:
        return subject
    return replace(subject, contact=subject.contact.model_copy(update={"person": ""}))


def masked(phone: str) -> str:
    """``phone`` with stars for everything but its last four figures."""
    kept = phone[-_TAIL:]
    return "*" * (len(phone) - len(kept)) + kept
