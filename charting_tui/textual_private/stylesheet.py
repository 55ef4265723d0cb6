"""Styles of widgets, worked out once for each place that a widget can have."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from textual.css.model import RuleSet, SelectorType
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode


class QuickStylesheet(Stylesheet):
    """Works out once what a widget looks like in its place, and leaves alone what looks so already.

    Textual 8.2.8 goes through every rule for every widget and each of its parts (``Stylesheet.apply``), when
    a screen opens three times over: a fifth of all that screens cost. It reads styles again for each
    application, and most of them twice at a start (``Stylesheet.reparse``). What a process has read and
    worked out is spared to every other login of it.
    """

    _EXCLUDE_PSEUDO_CLASSES_FROM_CACHE: ClassVar[set[str]] = set()  # type: ignore[misc]  # places tell them apart
    _read: ClassVar[dict[tuple[object, ...], list[RuleSet]]] = {}
    """Every text of styles that this process has read with certain variables; no rule is ever changed."""
    _worked_out: ClassVar[dict[tuple[int, ...], "_Places"]] = {}
    """What is known of the places of widgets, by the rules, which stay in ``_read``."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._narrowed: list[RuleSet] | None = None
        """The rules that may concern the widget whose turn it is."""
        self._places = _Places([])
        self._places_of: list[RuleSet] = []
        self._styled: WeakKeyDictionary[DOMNode, tuple[_Places, int, RulesMap | None]] = WeakKeyDictionary()
        """The place and rules by which each widget was styled last."""
        self._lately: dict[DOMNode, int] = {}
        """The places of widgets that were styled in the same go, among them those above the next."""
        self._in_one_go = False

    def update_nodes(self, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        """Style widgets, each before those in it."""
        self._lately.clear()
        self._in_one_go = True
        try:
            super().update_nodes(nodes, animate)
        finally:
            self._in_one_go = False

    def apply(
        self, node: DOMNode, *, animate: bool = False, cache: dict[tuple[Any, ...], RulesMap] | None = None
    ) -> None:
        """Give a widget the look of its place."""
        del cache  # only of one go
        is_widget = type(node) is not DOMNode
        if is_widget and not self._in_one_go:
            self._lately.clear()
        places = self._current_places()
        place = places.of(node, self._lately)
        if is_widget:
            self._lately[node] = place
        look = places.looks.get(place)
        if look is None:
            look = places.looks[place] = self._work_out(node, animate=animate)
        else:
            look.mark(node)
            self._style(node, place, look, animate=animate)
        if is_widget:
            self._styled[node] = places, place, look.rules

    def reparse(self) -> None:
        """Read what was not yet read with the variables of today."""
        self.parse()

    def _parse_rules(self, *given: Any, **named: Any) -> list[RuleSet]:
        key = (given, *named.items(), tuple(self._variables.items()))
        if key not in self._read:
            self._read[key] = super()._parse_rules(*given, **named)
        return self._read[key]

    @property
    def rules(self) -> list[RuleSet]:
        """All rules, or those that may concern the widget whose turn it is, in the same order."""
        narrowed, self._narrowed = self._narrowed, None
        return super().rules if narrowed is None else narrowed

    def _current_places(self) -> "_Places":
        rules = self.rules
        if self._places_of is not rules:
            key = tuple(map(id, rules))
            if key not in self._worked_out:
                self._worked_out[key] = _Places(rules)
            self._places, self._places_of = self._worked_out[key], rules
        return self._places

    def _work_out(self, node: DOMNode, *, animate: bool) -> "_StyledNode":
        """Style a widget as Textual does, and return what came of it."""
        names = node._selector_names  # noqa: SLF001
        rules_of = self.rules_map
        concern = {rule for name in names if name in rules_of for rule in rules_of[name]}
        self._narrowed = sorted(concern, key=self._places.order.__getitem__)
        kept: dict[tuple[Any, ...], RulesMap] = {}
        super().apply(node, animate=animate, cache=kept)
        return _StyledNode(node, next(iter(kept.values()), None))

    def _style(self, node: DOMNode, place: int, look: "_StyledNode", *, animate: bool) -> None:
        places, before, rules = self._styled.get(node, (None, 0, None))
        if look.settled is not None:
            node.styles.base._rules.update(look.settled)  # noqa: SLF001
        elif look.rules is not None and look.rules != rules:
            self.replace_rules(node, look.rules, animate=animate)
        else:
            node.notify_style_update()
        if places is not self._places or before != place:
            self._process_component_classes(node)


class _Places:
    """Places that widgets can have among others, as far as some rules tell them apart, by number."""

    def __init__(self, rules: list[RuleSet]) -> None:
        self.looks: dict[int, _StyledNode] = {}
        self.order = {rule: number for number, rule in enumerate(rules)}
        self._numbers: dict[tuple[object, ...], int] = {}
        self._kinds: dict[tuple[object, ...], tuple[object, tuple[str, ...]]] = {}
        self._asked: defaultdict[str, set[str]] = defaultdict(set)
        """The states (pseudo-classes) in which a type, class or id matters to a rule."""
        for selectors in (each.selectors for rule in rules for each in rule.selector_set):
            for selector in selectors:
                name = _MARKS[selector.type] + selector.name if selector.type in _MARKS else "*"
                self._asked[name] |= selector.pseudo_classes

    def of(self, node: DOMNode, known: Mapping[DOMNode, int]) -> int:
        """Return the number of a widget's place; those of some above it may be known."""
        parent = node._parent  # noqa: SLF001
        above = 0
        if isinstance(parent, DOMNode):
            above = known.get(parent) or self.of(parent, known)
        named = type(node), node._id, frozenset(node._classes)  # noqa: SLF001
        if named not in self._kinds:
            self._kinds[named] = self._kind(node)
        kind, asked = self._kinds[named]
        key = above, kind, *map(node.has_pseudo_class, asked)
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    def _kind(self, node: DOMNode) -> tuple[object, tuple[str, ...]]:
        told_apart = {f"#{node.id}", *(f".{name}" for name in node.classes)} & {*self._asked, _OF_TEXTUAL}
        names = {"*", *node._css_type_names, *told_apart} & self._asked.keys()  # noqa: SLF001
        asked: set[str] = set().union(*(self._asked[name] for name in names))
        return (type(node), frozenset(told_apart)), tuple(sorted(asked))


class _StyledNode:
    """What a widget of one place looks like, and what its look may depend on."""

    def __init__(self, node: DOMNode, rules: RulesMap | None) -> None:
        self.rules = rules
        self.settled = node.styles.base.get_rules() if type(node) is DOMNode else None
        """The same as they are kept, for a part of a widget, which is always new."""
        self._depends = {name: getattr(node, name) for name in _DEPENDS}

    def mark(self, node: DOMNode) -> None:
        """Say what the look of a widget may depend on, by which Textual styles it again."""
        vars(node).update(self._depends)


_MARKS = {SelectorType.TYPE: "", SelectorType.CLASS: ".", SelectorType.ID: "#"}
_OF_TEXTUAL = ".-textual-system"
"""Widgets of this class are nothing that ``*`` speaks of."""
_DEPENDS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")
