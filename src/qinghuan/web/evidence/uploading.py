"""Originals on their way in: written and hashed as they come, into the data folder itself.

Only on the pages of this room, and only for who has opened the app; every other request is
left to :mod:`qinghuan.web.bills.uploading`. What no page takes goes when the request ends.
"""

from __future__ import annotations

import re
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers
from django.http import HttpRequest

from qinghuan.store.files import NewFile
from qinghuan.web.access import Access

PLACES: Final = re.compile(r"/case/[^/]+/evidence/(add|verify)$")
_COOKIE: Final = "qinghuan"
_LEFT_OUT: Final = "qinghuan.originals_left_out"


class Original(UploadedFile):
    """A file that came, lying in the data folder without a name until it is kept."""

    def __init__(self, new: NewFile, name: str, size: int) -> None:
        super().__init__(None, name, "", size)
        self.new = new

    def close(self) -> None:
        """The request ends: nothing is left but what was kept."""
        self.new.drop()


class ToVault(FileUploadHandler):
    """Takes the one file of a form of this room."""

    def takes(self) -> bool:
        """Whether the request is a form of this room from who has opened the app."""
        request = self.request
        return request is not None and of_this_room(request)

    def new_file(self, *given: Any, **how: Any) -> None:
        """Begin a file; a second one of the same form is left out."""
        super().new_file(*given, **how)
        self._new: NewFile | None = None
        if not self.takes() or self.request is None:
            return
        if self.request.META.get(_LEFT_OUT):
            raise SkipFile
        self.request.META[_LEFT_OUT] = "1"
        self._new = NewFile()
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002
        """Write a piece, or leave it to the next handler."""
        if self._new is None:
            return raw_data
        self._new.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The file, read to its end."""
        if self._new is None:
            return None
        self._new.done()
        return Original(self._new, self.file_name or "", file_size)

    def upload_interrupted(self) -> None:
        """The other side went away in the middle."""
        new = getattr(self, "_new", None)
        if new is not None:
            new.drop()


def of_this_room(request: HttpRequest) -> bool:
    """Whether ``request`` brings an original; its length is then no reason to refuse it."""
    access: Access = settings.QINGHUAN_ACCESS
    ours = PLACES.search(request.path_info) is not None
    return ours and access.knows(request.COOKIES.get(_COOKIE, ""))
