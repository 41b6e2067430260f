"""The comparison behind `fingerprints.align`: equal paragraphs, then exact pieces, then what is alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from moot.text.fingerprints import Fingerprint, Match

__all__ = ["Alignment"]

CHANGED, PERHAPS = 0.6, 0.5
"""In its place a paragraph this much alike is taken for the same one, edited; elsewhere it may be the one."""

_PIECE = 0.3  # so much of it may be left in the largest piece of a paragraph that was split
_PIECE_OF = 0.6  # so many words of the shorter one are in the longer one, where one is a piece of the other
_HELD = 0.75  # so much of a paragraph that was merged with others stands in the new one
_BESIDE = 8  # where so few may be meant by their place, each is compared
_TRIED = 4  # paragraphs compared word by word, those that share the most words
_STARTS = 40  # paragraphs that begin with the same two words, of which pieces are tried
_PAIRS, _ALL_PAIRS = 100_000, 5_000_000
"""Pairs of equal words, in two paragraphs and in all, in which the order of the words is still compared.

Beyond, which needs paragraphs that say the same word again and again, it would take minutes.
"""

Codes = tuple[str, ...]


def _shared(a: Counter[str], b: Counter[str]) -> int:
    """How many words both have, whatever their order."""
    if len(a) > len(b):
        a, b = b, a
    return sum(min(count, b[word]) for word, count in a.items() if word in b)


def _pairs(codes: Codes) -> set[Codes]:
    """Each two words that follow each other; the only word, where there is one."""
    return set(pairwise(codes)) or {codes}


class Alignment:
    """The paragraphs of two versions of a text, and what has been found of them so far."""

    def __init__(self, old: Sequence[Fingerprint], new: Sequence[Fingerprint]) -> None:
        self.old, self.new = old, new
        self.found: dict[int, Match] = {}
        self.taken: set[int] = set()
        self._left = _ALL_PAIRS

    def matches(self) -> tuple[Match, ...]:
        """One for each of the old paragraphs."""
        self._equal()
        self._pieces()
        near = self._near()
        self._alike(near)
        self._grown()
        self._held(near)
        return tuple(self.found.get(i, Match("gone")) for i in range(len(self.old)))

    def _likeness(self, a: Codes, b: Codes) -> float:
        """From 0 to 1: twice the words in the same order in both, by the words of both together."""
        if not self._affords(a, b):
            return 2 * _shared(Counter(a), Counter(b)) / max(1, len(a) + len(b))
        return SequenceMatcher(None, a, b, autojunk=False).ratio()

    def _affords(self, a: Codes, b: Codes) -> bool:
        """Whether the order of the words can be compared in the time there is."""
        counts = Counter(b)
        pairs = sum(counts[word] for word in a)
        self._left -= pairs if pairs <= _PAIRS else 0
        return pairs <= _PAIRS and self._left > 0

    def _take(self, i: int, match: Match) -> None:
        self.found[i] = match
        self.taken.update(match.places)

    # --- the same words ---

    def _equal(self) -> None:
        olds, news = (self._by_hash(side) for side in (self.old, self.new))
        for made, places in olds.items():
            if len(places) == len(news.get(made, ())) == 1:
                self._take(places[0], Match("same", (news[made][0],), 1.0, True))
        # What comes again and again is told by what stands beside it.
        for step, order in ((1, range(len(self.old))), (-1, range(len(self.old) - 1, -1, -1))):
            for i in order:
                j = self._beside(i - step, step)
                if i not in self.found and j is not None and self.old[i].hash == self.new[j].hash:
                    self._take(i, Match("same", (j,), 1.0, True))
        for made, places in olds.items():
            left = [i for i in places if i not in self.found]
            free = [j for j in news.get(made, ()) if j not in self.taken]
            for i, j in zip(left, free, strict=False):
                self._take(i, Match("perhaps", (j,), 1.0))

    @staticmethod
    def _by_hash(side: Sequence[Fingerprint]) -> dict[str, list[int]]:
        groups: dict[str, list[int]] = {}
        for i, one in enumerate(side):
            groups.setdefault(one.hash, []).append(i)
        return groups

    def _beside(self, i: int, step: int) -> int | None:
        """The free place after (before, for -1) that of the old paragraph `i`; after the start of the text for -1."""
        edge = i == (-1 if step == 1 else len(self.old))
        match = self.found.get(i)
        if not edge and (match is None or match.kind != "same"):
            return None
        j = (0 if step == 1 else len(self.new) - 1) if edge or match is None else match.places[0] + step
        return j if 0 <= j < len(self.new) and j not in self.taken else None

    def _pieces(self) -> None:
        """Paragraphs whose words all stand in several new ones on end, and new ones made of several old ones."""
        starts = self._starts(self.new, (j for j in range(len(self.new)) if j not in self.taken))
        for i, one in enumerate(self.old):
            run = () if i in self.found else self._run(one.codes, starts, self.new, self.taken)
            if run:
                self._take(i, Match("split", run, 1.0, True))
        starts = self._starts(self.old, (i for i in range(len(self.old)) if i not in self.found))
        for j, one in enumerate(self.new):
            for i in () if j in self.taken else self._run(one.codes, starts, self.old, self.found):
                self._take(i, Match("merged", (j,), 1.0, True))

    @staticmethod
    def _starts(side: Sequence[Fingerprint], places: Iterable[int]) -> dict[Codes, list[int]]:
        starts: dict[Codes, list[int]] = {}
        for place in places:
            if side[place].codes:
                starts.setdefault(side[place].codes[:2], []).append(place)
        return starts

    @staticmethod
    def _run(
        whole: Codes, starts: dict[Codes, list[int]], side: Sequence[Fingerprint], used: Iterable[int]
    ) -> tuple[int, ...]:
        """Two or more paragraphs on end that make up `whole`."""
        gone = used if isinstance(used, set | dict) else set(used)
        for start in [*starts.get(whole[:1], ()), *starts.get(whole[:2], ())][:_STARTS]:
            at, end = 0, start
            while end < len(side) and end not in gone and at < len(whole):
                codes = side[end].codes
                if not codes or whole[at : at + len(codes)] != codes:
                    break
                at, end = at + len(codes), end + 1
            if at == len(whole) and end - start > 1:
                return tuple(range(start, end))
        return ()

    # --- words that are alike ---

    def _near(self) -> dict[int, list[tuple[float, int]]]:
        """For each old paragraph that is still looked for, (likeness, place) of the free ones most like it."""
        free = [j for j in range(len(self.new)) if j not in self.taken]
        bags = {j: Counter(self.new[j].codes) for j in free}
        holders: dict[Codes, list[int]] = {}
        for j in free:
            for pair in _pairs(self.new[j].codes):
                holders.setdefault(pair, []).append(j)
        usual = max(20, len(free) // 10)  # two words that so many paragraphs have tell little, and take long
        rooms = self._rooms()
        near = {}
        for i, one in enumerate(self.old):
            if i in self.found or not one.codes:
                continue
            shared: Counter[int] = Counter()
            for pair in _pairs(one.codes):
                if len(holders.get(pair, ())) <= usual:
                    shared.update(holders.get(pair, ()))
            low, high = rooms[i]
            beside = [j for j in range(low + 1, high) if j in bags] if high - low <= _BESIDE else []
            tries = dict.fromkeys([*beside, *(j for j, _ in shared.most_common(12))])
            bag, told = Counter(one.codes), []
            for j in tries:
                both, sizes = _shared(bag, bags[j]), (len(one.codes), len(self.new[j].codes))
                if 2 * both >= PERHAPS * sum(sizes) or both >= _PIECE_OF * min(sizes):
                    told.append((2 * both / sum(sizes), j))
            near[i] = list(self._compared(one.codes, sorted(told, reverse=True)[:_TRIED]))
        return near

    def _compared(self, codes: Codes, tries: Sequence[tuple[float, int]]) -> Iterator[tuple[float, int]]:
        best = 0.0
        for bound, j in tries:
            if bound < _PIECE or bound < best - 0.2:
                return
            like = self._likeness(codes, self.new[j].codes)
            best = max(best, like)
            yield like, j

    def _alike(self, near: dict[int, list[tuple[float, int]]]) -> None:
        """Gives each the free paragraph most like it, the surest first."""
        room = self._rooms()
        pairs = [
            (like, room[i][0] < j < room[i][1], -abs(i * len(self.new) - j * len(self.old)), i, j)
            for i, tries in near.items()
            for like, j in tries
        ]
        for like, in_place, _, i, j in sorted(pairs, reverse=True):
            if like < _PIECE or i in self.found or j in self.taken:
                continue
            if like >= CHANGED and in_place:
                self._take(i, Match("changed", (j,), like))
            else:  # below PERHAPS only as a piece, which _grown has to make more of
                self._take(i, Match("perhaps", (j,), like))

    def _rooms(self) -> list[tuple[int, int]]:
        """For each old paragraph, the places between which it should be: those of the nearest that are the same."""
        after, rooms = -1, []
        for i in range(len(self.old)):
            rooms.append(after)
            if i in self.found and self.found[i].kind == "same":
                after = self.found[i].places[0]
        before, found = len(self.new), []
        for i in range(len(self.old) - 1, -1, -1):
            found.append((rooms[i], before))
            if i in self.found and self.found[i].kind == "same":
                before = self.found[i].places[0]
        return found[::-1]

    def _grown(self) -> None:
        """What was split and edited as well: free paragraphs beside the piece that was found belong to it."""
        for i, match in sorted(self.found.items()):
            if match.exact or match.likeness > 0.9:
                continue
            run, best = list(match.places), match.likeness
            for _ in range(6):
                tries = [[run[0] - 1, *run], [*run, run[-1] + 1]]
                tries = [one for one in tries if one[0] >= 0 and one[-1] < len(self.new)]
                tries = [one for one in tries if not (set(one) - set(run)) & self.taken]
                scored = [(self._likeness(self.old[i].codes, self._joined(one)), one) for one in tries]
                better = max(scored, default=(0.0, run))
                if better[0] < best + 0.05:
                    break
                best, run = better
            if len(run) > 1 and best >= CHANGED:
                self._take(i, Match("split", tuple(run), best))
            elif best < PERHAPS:
                del self.found[i]
                self.taken -= set(match.places)

    def _joined(self, places: Iterable[int]) -> Codes:
        return tuple(code for j in places for code in self.new[j].codes)

    def _held(self, near: dict[int, list[tuple[float, int]]]) -> None:
        """What was merged and edited as well: two old paragraphs that stand in one new one."""
        for i, tries in near.items():
            if i in self.found:
                continue
            for _, j in tries:
                others = [o for o in (i - 1, i + 1) if o in self.found and self.found[o].places == (j,)]
                if self._holds(i, j) and others and all(self._holds(o, j) for o in others):
                    for o in (i, *others):
                        like = self._likeness(self.old[o].codes, self.new[j].codes)
                        self._take(o, Match("merged", (j,), like))
                    break

    def _holds(self, i: int, j: int) -> bool:
        """Whether most words of the old paragraph stand in the new one in their order."""
        a, b = self.old[i].codes, self.new[j].codes
        if not a or not self._affords(a, b):
            return False
        blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
        kept = sum(block.size for block in blocks if block.size > 1 or len(a) < 2)
        return kept >= len(a) * _HELD
