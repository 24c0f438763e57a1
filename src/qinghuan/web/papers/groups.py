"""Where each kind of paper belongs on the page: by what the person wants to do with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from qinghuan.documents.drafts import Draft
from qinghuan.documents.paper import Kind
from qinghuan.web.papers.mending import Mend
from qinghuan.words import Text

GroupId: TypeAlias = Literal["court", "know", "contact", "agree", "end", "keep"]
GROUPS: Final[Mapping[GroupId, tuple[Kind, ...]]] = {
    "court": ("payment_order_objection", "court_answer", "judicial_confirmation"),
    "know": ("data_request", "correction", "assignment_check"),
    "contact": (
        "hardship_notice",
        "hardship_list",
        "contact_request",
        "debit_change",
        "confirmation",
        "complaint",
        "evidence_list",
        "authorisation",
    ),
    "agree": (
        "report_external",
        "proposal",
        "delay_request",
        "repayment_plan",
        "plan_request",
        "mediation_request",
        "agreement",
        "amendment",
    ),
    "end": (
        "progress_report",
        "settlement_request",
        "credit_limit_close",
        "credit_objection",
    ),
    "keep": ("report_kept", "call_script", "family_card"),
}
"""In the order of the page; a court paper comes before everything."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One paper of the list."""

    draft: Draft
    mends: list[Mend]
    usual: bool
    """Whether the case calls for it today."""


@dataclass(frozen=True, slots=True)
class Group:
    """Papers for the same purpose."""

    id: GroupId
    papers: list[Listed]

    @property
    def title(self) -> Text:
        """What the group is called."""
        return Text(f"web_papers.group.{self.id}")

    @property
    def what(self) -> Text:
        """What it is for."""
        return Text(f"web_papers.group.{self.id}.what")

    @property
    def called_for(self) -> list[Listed]:
        """Those the case calls for today."""
        return [one for one in self.papers if one.usual]

    @property
    def more(self) -> list[Listed]:
        """Those that can be written, but that nothing calls for today."""
        return [one for one in self.papers if not one.usual]


def grouped(listed: Sequence[Listed]) -> list[Group]:
    """The papers by group, those that are called for and open first; empty groups left out."""
    ordered = sorted(listed, key=lambda one: (not one.usual, not one.draft.gate.opens))
    found = [
        Group(name, [one for one in ordered if one.draft.kind in kinds])
        for name, kinds in GROUPS.items()
    ]
    return [group for group in found if group.papers]
