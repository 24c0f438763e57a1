"""What is being typed and not said yet: kept so that nothing typed is lost, and no fact."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.db import transaction

from qinghuan.store.models import Draft
from qinghuan.store.refusal import refusals


def draft(case: str, name: str) -> Mapping[str, str]:
    """The fields of the draft ``name``; empty where there is none."""
    with refusals(case):
        row = Draft.objects.filter(case=case, name=name).first()
        return dict(json.loads(row.body)) if row else {}


def keep_draft(case: str, name: str, fields: Mapping[str, str]) -> None:
    """Keep ``fields`` as the draft ``name``, in place of what was kept before."""
    body = json.dumps(dict(fields), ensure_ascii=False)
    with refusals(case), transaction.atomic(durable=True):
        Draft.objects.update_or_create(case_id=case, name=name, defaults={"body": body})


def drop_draft(case: str, name: str) -> None:
    """Forget the draft ``name``: what it held is said, or given up."""
    with refusals(case), transaction.atomic(durable=True):
        Draft.objects.filter(case=case, name=name).delete()
