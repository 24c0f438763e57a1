"""The tables. Facts and lines are only ever added; ``triggers`` holds the database to it."""

from __future__ import annotations

from qinghuan.store.settings import configure

configure()  # a model cannot be defined before Django is set up

from django.db import models  # noqa: E402
from django.db.models import Index, Q, UniqueConstraint  # noqa: E402

_ID = 32
_DIGEST = 64
_NAME = 200
_MOMENT = 27
_DAY = 10


class Case(models.Model):
    """A case, and the row that is locked while something is added to it."""

    id = models.CharField(primary_key=True, max_length=_ID)
    chain = models.CharField(max_length=_ID)
    """The name its entries are sealed under: ``id``, or in a copy the id of the first case."""
    owner = models.CharField(max_length=_NAME)
    office = models.CharField(max_length=_NAME, default="")
    created = models.CharField(max_length=_MOMENT)
    erasing = models.BooleanField(default=False)


class JournalEntry(models.Model):
    """One sealed entry, in the exact words that were hashed; see ``journal.entry.Entry``."""

    row = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.DO_NOTHING, db_index=False)
    sequence = models.IntegerField()
    entry = models.CharField(max_length=_ID)
    kind = models.CharField(max_length=_NAME)
    version = models.IntegerField()
    on = models.CharField(max_length=_DAY)
    recorded_at = models.CharField(max_length=_MOMENT)
    actor = models.CharField(max_length=_NAME)
    token = models.CharField(max_length=_NAME)
    body = models.TextField(null=True)
    salt = models.BinaryField(null=True)
    body_digest = models.CharField(max_length=_DIGEST)
    digest = models.CharField(max_length=_DIGEST)

    class Meta:
        constraints = (
            UniqueConstraint(fields=["case", "sequence"], name="journal_sequence"),
            UniqueConstraint(fields=["case", "entry"], name="journal_entry"),
            UniqueConstraint(
                fields=["case", "token"], condition=~Q(token=""), name="journal_token"
            ),
        )


class BillLine(models.Model):
    """One line of an imported bill. ``text`` is what is sealed; the rest is derived from it."""

    row = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.DO_NOTHING, db_index=False)
    line = models.CharField(max_length=_NAME)
    """Its id: the entry of its import, a hyphen, its position from 0."""
    imported_by = models.CharField(max_length=_ID)
    sequence = models.IntegerField()
    """Of the entry of its import."""
    position = models.IntegerField()
    supersedes = models.CharField(max_length=_NAME)
    text = models.TextField(null=True)
    source = models.CharField(max_length=_NAME)
    occurred_at = models.CharField(max_length=_MOMENT)
    month = models.CharField(max_length=7)
    direction = models.CharField(max_length=_NAME)
    kind = models.CharField(max_length=_NAME)
    moved = models.BooleanField()
    status = models.CharField(max_length=_NAME)
    category = models.TextField()
    amount_fen = models.BigIntegerField(null=True)
    refunded_fen = models.BigIntegerField(null=True)
    debt_hint = models.TextField()
    review = models.CharField(max_length=_NAME)

    class Meta:
        constraints = (UniqueConstraint(fields=["case", "line"], name="line_id"),)
        indexes = (
            Index(fields=["case", "sequence"], name="line_sequence"),
            Index(fields=["case", "supersedes"], condition=~Q(supersedes=""), name="line_before"),
        )


class CaseIndex(models.Model):
    """What lists show of a case; disposable, rebuilt from the journal."""

    case = models.OneToOneField(Case, models.DO_NOTHING, primary_key=True)
    sequence = models.IntegerField()
    head = models.CharField(max_length=_DIGEST)
    body = models.TextField()


class CaseFile(models.Model):
    """That a case uses a kept file."""

    row = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.DO_NOTHING, db_index=False)
    digest = models.CharField(max_length=_DIGEST, db_index=True)

    class Meta:
        constraints = (UniqueConstraint(fields=["case", "digest"], name="file_of_case"),)


class Draft(models.Model):
    """Something not said yet; may be overwritten and is no fact."""

    row = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.DO_NOTHING, db_index=False)
    name = models.CharField(max_length=_NAME)
    body = models.TextField()

    class Meta:
        constraints = (UniqueConstraint(fields=["case", "name"], name="draft_name"),)


class Setting(models.Model):
    """A choice of this folder, or the schema its tables have."""

    name = models.CharField(primary_key=True, max_length=_NAME)
    value = models.TextField()
