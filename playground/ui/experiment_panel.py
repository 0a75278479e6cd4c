"""The Experiment panel: every setting of a run, made from the fields' own specs, in three sections that fold."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from playground.core.catalog import DataSetInfo, Family, Source
from playground.core.experiment import Experiment, specs_by_path
from playground.core.facts import DataFacts
from playground.core.messages import Message
from playground.core.probes import Question
from playground.core.problems import Problem
from playground.core.rules import layer_sizes, parameter_count, why_unused
from playground.core.setting import Effect, FieldSpec
from playground.ui.augmentation_box import SWITCH, AugmentationBox
from playground.ui.classes import ClassChips
from playground.ui.data_ranges import EXAMPLES, Count, ExampleCounter, field_range, total
from playground.ui.dataset_box import DataSetBox
from playground.ui.effects import SECTION_EFFECTS, EffectMark, effect_sentence
from playground.ui.field_grid import FieldGrid
from playground.ui.fields import Field, SliderField, make_field
from playground.ui.figures import significant, whole
from playground.ui.icons import give_icon
from playground.ui.layers import LayersEditor
from playground.ui.look import Look
from playground.ui.sections import Section
from playground.ui.throttle import Throttle
from playground.ui.words import say

DATA_SET = "data.name"
CLASSES = "data.classes"
TRAIN_SHARE = "data.train_share"
HIDDEN = "model.hidden"
ELSEWHERE = frozenset({"training.device"})  # chosen in the toolbar, beside the speed it decides about
_HOLDERS = {"augmentation": "data"}  # tables whose fields stand in another's section
_ALWAYS_ASKED = frozenset({TRAIN_SHARE})  # stays in sight, grey, for sets that come split
_MARGIN = 16
_SCROLL_BAR = 10  # wide, as in the style sheet

Editor = Field | LayersEditor | ClassChips | DataSetBox


class ExperimentPanel(QWidget):
    """Shows an experiment, and says what the person wants changed. It changes nothing itself."""

    edited = Signal(object, bool)
    """New values by path (dict[str, Any]), and whether a drag goes on; at most thirty a second while it does."""
    data_set_chosen = Signal(str)
    data_action_requested = Signal()
    """The chosen data set is not on this computer, and the person wants it."""
    undo_requested = Signal()
    redo_requested = Signal()
    questions_changed = Signal()
    """Other questions are to be asked now."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Experiment")
        self.about = self.tr("what the network learns, and how")
        self._look = look
        self._shown: tuple[Experiment, DataSetInfo, DataFacts | None] | None = None
        self._counter = ExampleCounter()
        self._ranges: tuple[DataSetInfo, DataFacts | None, Count] | None = None
        self._problems: dict[str, str] = {}
        self._refusals: dict[str, str] = {}
        specs = specs_by_path()
        self._data_set = DataSetBox(specs[DATA_SET], look)
        self._classes = ClassChips(specs[CLASSES], look)
        self._layers = LayersEditor(specs[HIDDEN], look)
        special = {DATA_SET, CLASSES, HIDDEN, *ELSEWHERE}
        self._fields = {path: make_field(spec, look) for path, spec in specs.items() if path not in special}
        self._augmentation = self._make_augmentation()
        self._throttle = Throttle(self)
        self._sections = self._make_sections()
        self._undo = self._header_button("undo", self.tr("Undo the last change (Ctrl+Z)."), self.tr("Undo"))
        self._redo = self._header_button("redo", self.tr("Do it again (Ctrl+Shift+Z)."), self.tr("Redo"))
        self._lay_out()
        self._connect()
        self.set_undo(can_undo=False, can_redo=False)

    # Asked by whoever owns the panel

    def header_controls(self) -> list[QWidget]:
        return [self._undo, self._redo]

    def questions(self) -> Sequence[Question]:
        return self._augmentation.questions()

    def show_answer(self, answer: object) -> None:
        self._augmentation.show_answer(answer)

    def set_undo(self, can_undo: bool, can_redo: bool) -> None:
        self._undo.setEnabled(can_undo)
        self._redo.setEnabled(can_redo)

    def set_available(self, names: Iterable[str]) -> None:
        """Say which of the data sets that are downloaded are on this computer already."""
        self._data_set.set_available(names)
        if self._shown is not None:
            _, info, facts = self._shown
            self._data_set.show_data_set(info, loaded=facts is not None)

    def show_experiment(self, experiment: Experiment, info: DataSetInfo, facts: DataFacts | None) -> None:
        """Show an experiment on the data set `info`; silent. `facts` are None while its data is not in memory.

        Facts of another data set count as none: they are what is still in memory while this one is being fetched.
        """
        facts = facts if facts is not None and facts.name == info.name else None
        count = self._counter.count(experiment, info, facts)
        if self._ranges != (info, facts, count):
            self._ranges = (info, facts, count)
            self._show_ranges(info, facts, count)
        self._shown = (experiment, info, facts)
        self._data_set.show_data_set(info, loaded=facts is not None)
        self._classes.show_classes(
            self._class_names(experiment, info), experiment.data.classes, coloured=info.family is Family.PLANE
        )
        self._classes.setVisible(not info.has_option("class_count") or bool(experiment.data.classes))
        self._layers.show_value(experiment.model.hidden)
        self._show_shapes(experiment, facts)
        self._augmentation.show_options(experiment.augmentation, facts, images=info.family is Family.IMAGE)
        for path, field in self._fields.items():
            field.show_value(_value_to_show(path, experiment, info))
            reason = why_unused(path, experiment, info)
            field.show_unused(say(reason) if reason else "")
        self._show_asked(info)
        self._show_summaries(experiment, info, count)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark the fields at fault and say below each what is wrong; all others are fine."""
        self._problems = {problem.field: say(problem.message) for problem in problems}
        self._show_sentences()

    def show_refusal(self, path: str, why: Message) -> None:
        """Go back to the field's last good value, and say below it why the new one cannot be, until the next edit."""
        self._refusals[path] = say(why)
        if self._shown is not None:
            self.show_experiment(*self._shown)
        self._show_sentences()

    # For tests, and for whoever leads a person to a control

    @property
    def data_set(self) -> DataSetBox:
        return self._data_set

    @property
    def classes(self) -> ClassChips:
        return self._classes

    @property
    def layers(self) -> LayersEditor:
        return self._layers

    @property
    def augmentation(self) -> AugmentationBox:
        return self._augmentation

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(self._sections.values())

    def field(self, path: str) -> Field:
        """Return the control of the field at `path`; KeyError for those that have none of the common kind."""
        return self._fields[path]

    def editor(self, path: str) -> Editor | None:
        """Return whatever edits the field at `path`, or None where that is elsewhere."""
        special: dict[str, Editor] = {DATA_SET: self._data_set, CLASSES: self._classes, HIDDEN: self._layers}
        return special.get(path) or self._fields.get(path)

    def reveal(self, path: str) -> QWidget | None:
        """Unfold and scroll to whatever edits the field at `path`, and return it; None where that is elsewhere.

        A field that has no use as things are is not seen: then it is the section that would have it.
        """
        editor = self.editor(path)
        if editor is None:
            return None
        section = self._sections[_holder(editor.spec.section)]
        section.set_folded(False)
        if not editor.isVisibleTo(self):
            section.show_more()
        found: QWidget = editor if editor.isVisibleTo(self) else section.head
        QTimer.singleShot(0, found, lambda: self._scroll_to(found))  # once it has a place
        return found

    def _scroll_to(self, part: QWidget) -> None:
        """Bring all of `part` into view, or as much as there is room for. (Qt's own way stops at its cursor.)"""
        content = self._scroll.widget()
        if content is not None:
            top = part.mapTo(content, QPoint(0, 0)).y()
            self._scroll.ensureVisible(0, top + part.height(), 0, _MARGIN)
            self._scroll.ensureVisible(0, top, 0, _MARGIN)

    # Showing

    def _show_shapes(self, experiment: Experiment, facts: DataFacts | None) -> None:
        if facts is None:
            self._layers.show_shapes((), 0)
        else:
            sizes = layer_sizes(experiment, facts.input_count, facts.class_count)
            self._layers.show_shapes(sizes, parameter_count(sizes))

    def _show_ranges(self, info: DataSetInfo, facts: DataFacts | None, count: Count) -> None:
        for path, field in self._fields.items():
            if isinstance(field, SliderField):
                field.set_range(*field_range(specs_by_path()[path], info, facts, count))

    def _show_asked(self, info: DataSetInfo) -> None:
        """Show the fields that mean something for this data set."""
        for grid in self._grids:
            grid.show_fields(
                {
                    field.path
                    for field in grid.fields
                    if field.spec.section != "data" or info.has_option(field.spec.name) or field.path in _ALWAYS_ASKED
                }
            )

    def _show_summaries(self, experiment: Experiment, info: DataSetInfo, count: Count) -> None:
        model, training = experiment.model, experiment.training
        examples = experiment.data.examples or (count.examples if count.exact else 0)
        title, activation = say(info.title), self._choice("model.activation", model.activation)
        widths = " \u00b7 ".join(whole(width) for width in model.hidden) or self.tr("no hidden layer")
        rate = significant(training.learning_rate)
        optimizer = self._choice("training.optimizer", training.optimizer)
        self._sections["data"].show_summaries([f"{title} \u00b7 {whole(examples)}", title] if examples else [title])
        self._sections["model"].show_summaries([f"{widths} \u00b7 {activation}", widths, activation])
        self._sections["training"].show_summaries([f"{optimizer} \u00b7 {rate}", rate])

    def _choice(self, path: str, value: str) -> str:
        return say(specs_by_path()[path].setting.choices[value])

    def _class_names(self, experiment: Experiment, info: DataSetInfo) -> list[str]:
        if info.has_option("class_count"):
            return [self.tr("Class {number}").format(number=number) for number in range(experiment.data.class_count)]
        return [say(name) for name in info.class_names]

    def _show_sentences(self) -> None:
        for path in specs_by_path():
            editor = self.editor(path)
            if editor is not None:
                problem = self._problems.get(path, "")
                text = self._refusals.get(path) or problem
                # What was refused is no longer shown, or its own field marks it while it is.
                editor.show_problem(text, framed=bool(problem))
                if text and not editor.isVisibleTo(self):
                    self._sections[_holder(editor.spec.section)].show_more()

    # What the person does

    def _on_edited(self, path: str, value: Any, dragging: bool) -> None:
        if self._refusals:
            self._refusals.clear()
            self._show_sentences()
        self._throttle.offer({path: value}, dragging)

    def _on_refused(self, path: str, sentence: str) -> None:
        self._refusals[path] = sentence
        if not sentence:
            del self._refusals[path]
        self._show_sentences()

    def _on_scroll_range_changed(self, low: int, high: int) -> None:
        margin = _MARGIN - _SCROLL_BAR if high > low else _MARGIN
        for section in self._sections.values():
            section.set_right_margin(margin)

    # Making

    def _make_sections(self) -> dict[str, Section]:
        titles = {"data": self.tr("Data"), "model": self.tr("Network"), "training": self.tr("Training")}
        first: dict[str, list[QWidget]] = {
            "data": [self._data_set, self._classes],
            "model": [self._layers],
            "training": [],
        }
        self._grids: list[FieldGrid] = []
        sections: dict[str, Section] = {}
        for number, (name, title) in enumerate(titles.items(), start=1):
            effect = SECTION_EFFECTS.get(name)
            sign = EffectMark(effect, self._look) if effect else None
            section = Section(number, title, self._look, sign)
            for widget in first[name]:
                section.body.addWidget(widget)
            section.body.addWidget(self._make_grid(name, advanced=False))
            if name == "data":
                section.body.addWidget(self._augmentation)
            section.set_more(self._make_grid(name, advanced=True))
            sections[name] = section
        return sections

    def _make_grid(self, section: str, *, advanced: bool) -> FieldGrid:
        fields = [field for field in self._fields.values() if field.spec.section == section]
        grid = FieldGrid([field for field in fields if field.spec.setting.advanced is advanced], self._look)
        self._grids.append(grid)
        return grid

    def _make_augmentation(self) -> AugmentationBox:
        strengths = [
            field for path, field in self._fields.items() if field.spec.section == "augmentation" and path != SWITCH
        ]
        return AugmentationBox(self._fields[SWITCH], strengths, self._look)

    def _lay_out(self) -> None:
        self.setProperty("ground", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for section in self._sections.values():
            column.addWidget(section)
        column.addWidget(_legend(self._look))
        column.addStretch(1)
        self._scroll = scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        for part in (scroll.viewport(), content):  # or each would lay its own ground over the panel's
            part.setAutoFillBackground(False)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.verticalScrollBar().rangeChanged.connect(self._on_scroll_range_changed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._order_tab()

    def _order_tab(self) -> None:
        order: list[QWidget] = []
        for name, section in self._sections.items():
            order += [section.head, section.more_button]
            specs = [spec for spec in specs_by_path().values() if _holder(spec.section) == name]
            order += self._controls(spec for spec in specs if not spec.setting.advanced)
            order += self._augmentation.controls() if name == "data" else []
            order += self._controls(spec for spec in specs if spec.setting.advanced)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _controls(self, specs: Iterable[FieldSpec]) -> list[QWidget]:
        editors = (self.editor(spec.path) for spec in specs)
        return [control for editor in editors if editor is not None for control in editor.controls()]

    def _connect(self) -> None:
        editors: list[Field | LayersEditor] = [*self._fields.values(), self._layers]
        for editor in editors:
            editor.edited.connect(self._on_edited)
            editor.refused.connect(self._on_refused)
        self._classes.edited.connect(self._on_edited)
        self._throttle.passed.connect(self.edited)
        self._augmentation.questions_changed.connect(self.questions_changed)
        self._data_set.chosen.connect(self.data_set_chosen)
        self._data_set.download_requested.connect(self.data_action_requested)
        self._undo.clicked.connect(self.undo_requested)
        self._redo.clicked.connect(self.redo_requested)

    def _header_button(self, picture: str, tip: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("compact", True)
        button.setIconSize(QSize(15, 15))
        button.setToolTip(tip)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_icon(button, self._look, picture)
        return button


def _holder(table: str) -> str:
    """Return the section in which the fields of a table of the experiment stand."""
    return _HOLDERS.get(table, table)


def _value_to_show(path: str, experiment: Experiment, info: DataSetInfo) -> Any:
    """Return what the control shows: the value itself, but for what the data set decides."""
    if path == TRAIN_SHARE and info.official_split:
        return round(info.train_count / total(info), 2)
    if path == EXAMPLES and info.source is Source.MADE:
        return experiment.data.examples or info.train_count
    return experiment.value(path)


def _legend(look: Look) -> QWidget:
    """Explain the signs beside the titles, once."""
    legend = QWidget()
    column = QVBoxLayout(legend)
    column.setContentsMargins(16, 10, 16, 12)
    column.setSpacing(2)
    for effect in (Effect.LIVE, Effect.OPTIMIZER, Effect.NETWORK):
        line = QHBoxLayout()
        line.setSpacing(6)
        text = QLabel(effect_sentence(effect))
        text.setProperty("role", "caption")
        text.setWordWrap(True)
        line.addWidget(EffectMark(effect, look))
        line.addWidget(text, 1)
        column.addLayout(line)
    return legend
