"""What a signature proves, said plainly: never more than it does."""

from __future__ import annotations

from datetime import datetime

from qinghuan.dates import CHINA
from qinghuan.evidence.pdf_signatures import SignatureSeen
from qinghuan.words import Text


def sentences(one: SignatureSeen) -> tuple[Text, ...]:
    """Who, when, whether changed, what was added, who vouches; the weakest link is named."""
    said = [Text(f"signatures.who.{one.sort}", name=one.name or Text("signatures.who.nobody"))]
    said += _when(one)
    said.append(Text(f"signatures.intact.{'yes' if one.intact else 'no'}"))
    if one.intact:
        said.append(Text(f"signatures.covers.{one.covers}"))
        if one.added != "nothing":
            said.append(Text(f"signatures.added.{one.added}"))
    if not one.plain:
        said.append(Text("signatures.not_plain"))
    said.append(Text(f"signatures.issuer.{one.issuer}"))
    if one.certificate != "valid":
        said.append(Text(f"signatures.certificate.{one.certificate}"))
    return tuple(said)


def clock(moment: datetime) -> str:
    """``moment`` in China's time, to the minute."""
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"


def _when(one: SignatureSeen) -> list[Text]:
    said = []
    if one.stated is not None:
        said.append(Text("signatures.when.stated", moment=clock(one.stated)))
    if one.stamped == "none":
        return said
    if one.moment is not None:
        said.append(Text("signatures.when.stamped", moment=clock(one.moment), by=one.authority))
    said.append(Text(f"signatures.stamped.{one.stamped}"))
    return said
