"""What a document says, kept pickled until somebody looks at it."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar, overload

_T = TypeVar("_T")


class Records(Sequence[_T]):
    """The records of one kind of a document, as a tuple would be.

    They never change. So they are pickled once, by the process that has read
    the document; later builds take that over as it is. Most builds read a few
    documents, and if none was read, nobody asks what they say.
    """

    __slots__ = ("_packed", "_records")

    def __init__(self, records: Iterable[_T]) -> None:
        self._records: tuple[_T, ...] | None = tuple(records)
        self._packed = b""

    @property
    def _all(self) -> tuple[_T, ...]:
        if self._records is None:
            self._records = pickle.loads(self._packed)
        return self._records

    @overload
    def __getitem__(self, place: int) -> _T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[_T, ...]: ...
    def __getitem__(self, place: int | slice) -> _T | tuple[_T, ...]:
        """Return a record, or some."""
        return self._all[place]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._all)

    def __iter__(self) -> Iterator[_T]:
        """Go through them in the order of the page."""
        return iter(self._all)

    def __eq__(self, other: object) -> bool:
        """Tell whether others say the same."""
        return isinstance(other, Records) and self._all == other._all

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Callable[[bytes], Records[_T]], tuple[bytes]]:
        """Pickle them, unless that has been done."""
        self._packed = self._packed or pickle.dumps(self._records, pickle.HIGHEST_PROTOCOL)
        return _unpickled, (self._packed,)


def _unpickled(packed: bytes) -> Records[Any]:
    """Return records that have been pickled; they stay so until somebody asks for them."""
    records: Records[Any] = Records.__new__(Records)
    records._records, records._packed = None, packed
    return records
