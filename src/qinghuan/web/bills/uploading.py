"""Files on their way in: held in memory, bounded, never in a folder of the system.

A request that is too large is refused by the length it states, before any of it is taken
apart; a file above the limit is counted and dropped while it comes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from qinghuan.imports.container import LARGEST_FILE, MEGABYTE

LARGEST_REQUEST: Final = LARGEST_FILE + 14 * MEGABYTE
"""Bytes of all files that come at once."""
MOST_FILES: Final = 60
_TOO_LARGE: Final = "qinghuan.too_large"
_LEFT_OUT: Final = "qinghuan.files_left_out"


class InMemory(FileUploadHandler):
    """Holds a file in memory up to the limit of a bill."""

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002 (what Django hands over)
        META: Mapping[str, Any],  # noqa: ARG002, N803
        content_length: int,
        boundary: bytes,  # noqa: ARG002
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, UploadedFile]] | None:
        """Refuse what is too large without reading it."""
        if content_length <= LARGEST_REQUEST or self._is_original():
            return None
        self._note(_TOO_LARGE, content_length)
        return QueryDict(encoding=encoding), MultiValueDict()

    def new_file(self, *given: Any, **how: Any) -> None:
        """Begin a file; past the most of them it is left out and counted."""
        super().new_file(*given, **how)
        self._content, self._size = io.BytesIO(), 0
        files = self._noted("qinghuan.files") + 1
        self._note("qinghuan.files", files)
        if files > MOST_FILES:
            self._note(_LEFT_OUT, files - MOST_FILES)
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 (Django's)
        """Keep a piece, or only count it once the file is too large."""
        self._size += len(raw_data)
        if self._size > LARGEST_FILE:
            self._content = io.BytesIO()
        else:
            self._content.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """The file: of one too large its size alone."""
        self._content.seek(0)
        return UploadedFile(self._content, self.file_name, self.content_type, file_size)

    def _is_original(self) -> bool:
        """Whether another handler takes it, which writes what comes to the disk."""
        from qinghuan.web.evidence.uploading import of_this_room  # noqa: PLC0415 - of a later room

        return self.request is not None and of_this_room(self.request)

    def _note(self, name: str, value: int) -> None:
        if self.request is not None:
            self.request.META[name] = value

    def _noted(self, name: str) -> int:
        return too_large_of(self.request, name) if self.request is not None else 0


def too_large_of(request: HttpRequest, name: str = _TOO_LARGE) -> int:
    """Bytes of a request that was refused for its size; 0 where it was not."""
    noted = request.META.get(name, 0)
    return int(noted)


def left_out_of(request: HttpRequest) -> int:
    """How many files came beyond the most that are taken at once."""
    return too_large_of(request, _LEFT_OUT)
