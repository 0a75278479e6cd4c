"""How standard widgets look: Fusion, a palette and one style sheet, all from the theme.

A widget says what it is by dynamic properties, and the style sheet does the rest:

- labels: `role` = "hint" (12, text2), "caption" (11, text3), "subtitle" (12, text3), "label" (12, text2),
  "head" (12 semibold), "title" (13 semibold), "figure" (14 semibold), "problem" (12, danger)
- any widget: `ground` = "bg", "surface", "side", "sunken" or "soft" (a plain QWidget needs WA_StyledBackground)
- a QFrame as line between groups: `role` = "line", one pixel high or wide
- buttons: `primary` (the one thing to do), `quiet` (no frame until touched), `compact` (24 high), `chip`
- segmented controls: a container called "segments" and, on its buttons, `segment` = "first", "middle" or "last"
- fields: `flat` (a frame only when touched), `invalid` (danger frame)
- bars: QProgressBar with `thin` (8 high, no text)

After a property has changed, `restyle(widget)` makes it seen.
"""

from dataclasses import fields
from string import Template

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from playground.ui.look import Look
from playground.ui.theme import Theme


def apply_style(app: QApplication, look: Look) -> None:
    """Give the application the style of `look`, now and whenever it changes."""
    styler = look.findChild(_Styler)
    if styler is None:
        styler = _Styler(app, look)
        look.changed.connect(styler.apply)
    styler.apply()


def restyle(widget: QWidget) -> None:
    """Make the style sheet look again at the dynamic properties of `widget`."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def set_flag(widget: QWidget, name: str, on: bool) -> None:
    """Set the dynamic property `name`, and show the widget in its new style if that is a change."""
    if bool(widget.property(name)) != on:
        widget.setProperty(name, on)
        restyle(widget)


def style_sheet(look: Look) -> str:
    """Return the one style sheet for this theme and these metrics."""
    theme = look.theme
    colors = {item.name: str(getattr(theme, item.name)) for item in fields(theme)}
    return _SHEET.substitute(colors, **_metrics(look.small), hover=_between(theme.control, theme.text, 0.05))


def palette(theme: Theme) -> QPalette:
    """Return the palette for what the style sheet leaves to Fusion."""
    result = QPalette()
    role = QPalette.ColorRole
    colors = {
        role.Window: theme.bg,
        role.WindowText: theme.text,
        role.Base: theme.control,
        role.AlternateBase: theme.sunken,
        role.Text: theme.text,
        role.Button: theme.control,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.control,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.text3,
        role.Light: theme.surface,
        role.Midlight: theme.line,
        role.Mid: theme.border,
        role.Dark: theme.border,
        role.Shadow: theme.border,
    }
    for key, color in colors.items():
        result.setColor(key, QColor(color))
    for key in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, key, QColor(theme.disabled))
    return result


class _Styler(QObject):
    """Keeps the application's style in step with the look."""

    def __init__(self, app: QApplication, look: Look) -> None:
        super().__init__(look)
        self._app = app
        self._look = look
        app.setStyle("Fusion")
        app.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)

    def apply(self) -> None:
        self._app.setPalette(palette(self._look.theme))
        self._app.setFont(self._look.font(13))
        self._app.setStyleSheet(style_sheet(self._look))


def _metrics(small: bool) -> dict[str, int]:
    """Heights in px; those of controls leave out their frame of 1 px on each side."""
    return {
        "tool_height": 30 if small else 34,
        "status_height": 24 if small else 28,
        "tool_padding": 12 if small else 16,
    }


def _between(ground: str, ink: str, share: float) -> str:
    """Return the colour `share` of the way from `ground` to `ink`."""
    start, end = QColor(ground), QColor(ink)
    red, green, blue = (
        round(low + share * (high - low))
        for low, high in (
            (start.red(), end.red()),
            (start.green(), end.green()),
            (start.blue(), end.blue()),
        )
    )
    return QColor(red, green, blue).name()


_SHEET = Template("""
QToolTip { background: $control; color: $text; border: 1px solid $border; padding: 5px 7px; font-size: 12px; }

QMainWindow, QDialog, QMessageBox { background: $bg; }
QMainWindow::separator { width: 5px; height: 5px; }
QMainWindow::separator:horizontal {
  background: qlineargradient(x1:0, y1:0, x2:0, y2:1, stop:0 $bg, stop:0.39 $bg, stop:0.4 $line, stop:0.6 $line,
    stop:0.61 $bg, stop:1 $bg); }
QMainWindow::separator:vertical {
  background: qlineargradient(x1:0, y1:0, x2:1, y2:0, stop:0 $bg, stop:0.39 $bg, stop:0.4 $line, stop:0.6 $line,
    stop:0.61 $bg, stop:1 $bg); }
QMainWindow::separator:hover { background: $soft; }
QDockWidget { background: $surface; color: $text; }
QSplitter::handle { background: $line; }

*[ground="bg"] { background: $bg; }
*[ground="surface"] { background: $surface; }
*[ground="side"] { background: $side; }
*[ground="sunken"] { background: $sunken; }
*[ground="soft"] { background: $soft; }

QLabel { background: transparent; color: $text; }
QLabel:disabled { color: $disabled; }
QLabel[role="hint"], QLabel[role="label"] { color: $text2; font-size: 12px; }
QLabel[role="hint"]:disabled, QLabel[role="label"]:disabled { color: $disabled; }
QLabel[role="caption"] { color: $text3; font-size: 11px; }
QLabel[role="subtitle"] { color: $text3; font-size: 12px; }
QLabel[role="head"] { font-size: 12px; font-weight: 600; }
QLabel[role="title"] { font-size: 13px; font-weight: 600; }
QLabel[role="figure"] { font-size: 14px; font-weight: 600; }
QLabel[role="problem"] { color: $danger; font-size: 12px; }
QFrame[role="line"] { background: $line; border: none; }

QPushButton, QToolButton {
  background: $control; color: $text; border: 1px solid $border; border-radius: 4px; min-height: 26px;
  padding: 0 10px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $track; }
QPushButton:checked, QToolButton:checked { background: $soft; border-color: $accent; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 0 9px; min-height: 24px; }
QPushButton:disabled, QToolButton:disabled { color: $disabled; background: transparent; border-color: $line; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }

QPushButton[primary="true"] {
  background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[primary="true"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton[primary="true"]:disabled { background: $track; color: $disabled; border-color: $track; }

QToolButton, QPushButton[quiet="true"] { background: transparent; border-color: transparent; padding: 0 4px; }
QToolButton:hover, QPushButton[quiet="true"]:hover { background: $hover; border-color: $line; }
QToolButton:focus, QPushButton[quiet="true"]:focus { border-color: $accent; padding: 0 3px; }
QToolButton:disabled, QPushButton[quiet="true"]:disabled { background: transparent; border-color: transparent; }

QPushButton[compact="true"], QToolButton[compact="true"] { min-height: 22px; padding: 0 8px; font-size: 12px; }
QPushButton[compact="true"]:focus, QToolButton[compact="true"]:focus { min-height: 20px; padding: 0 7px; }
QToolButton[compact="true"] { min-width: 22px; padding: 0; }
QToolButton[compact="true"]:focus { min-width: 20px; padding: 0; }

QPushButton[chip="true"] {
  min-height: 22px; padding: 0; border-color: transparent; border-radius: 3px; background: $sunken; color: $text3;
  font-size: 12px; }
QPushButton[chip="true"]:hover { border-color: $border; }
QPushButton[chip="true"]:checked { background: $soft; color: $text; }
QPushButton[chip="true"]:focus { border: 2px solid $accent; min-height: 20px; padding: 0; }
QPushButton[chip="true"]:disabled { color: $disabled; }

#segments QPushButton, #segments QToolButton {
  background: $sunken; color: $text2; border: 1px solid $border; border-radius: 0; padding: 0 10px; min-height: 22px;
  font-size: 12px; }
#segments *[segment="middle"], #segments *[segment="last"] { margin-left: -1px; }
#segments *[segment="first"] { border-top-left-radius: 4px; border-bottom-left-radius: 4px; }
#segments *[segment="last"] { border-top-right-radius: 4px; border-bottom-right-radius: 4px; }
#segments QPushButton:hover, #segments QToolButton:hover { color: $text; background: $hover; }
#segments QPushButton:checked, #segments QToolButton:checked {
  background: $soft; color: $text; border-color: $accent; font-weight: 600; }
#segments QPushButton:focus, #segments QToolButton:focus {
  border: 2px solid $accent; padding: 0 9px; min-height: 20px; }
#segments QPushButton:disabled, #segments QToolButton:disabled { color: $disabled; border-color: $line; }

QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit {
  background: $control; color: $text; border: 1px solid $border; border-radius: 4px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QAbstractSpinBox, QComboBox { min-height: 26px; padding: 0 0 0 8px; }
QLineEdit { padding: 0 8px; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover { border-color: $text3; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
  border: 2px solid $accent; min-height: 24px; padding-left: 7px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
  color: $disabled; background: transparent; border-color: $line; }
QAbstractSpinBox QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; }
*[invalid="true"], *[invalid="true"]:hover { border: 1px solid $danger; }
*[invalid="true"]:focus { border: 2px solid $danger; }

QAbstractSpinBox[flat="true"], QLineEdit[flat="true"] {
  background: transparent; border-color: transparent; min-height: 18px; padding: 0 3px; }
QAbstractSpinBox[flat="true"]:hover, QLineEdit[flat="true"]:hover { background: $control; border-color: $border; }
QAbstractSpinBox[flat="true"]:focus, QLineEdit[flat="true"]:focus {
  background: $control; border: 2px solid $accent; min-height: 16px; padding: 0 2px; }
QAbstractSpinBox[flat="true"]:disabled, QLineEdit[flat="true"]:disabled {
  background: transparent; border-color: transparent; }
QAbstractSpinBox[flat="true"][invalid="true"], QLineEdit[flat="true"][invalid="true"] { border-color: $danger; }

QComboBox::drop-down { border: none; width: 24px; }
QComboBox QAbstractItemView {
  background: $control; color: $text; border: 1px solid $border; padding: 3px; outline: none;
  selection-background-color: $soft; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 6px; border-radius: 3px; }
QComboBox QAbstractItemView::item:selected { background: $soft; color: $text; }

QCheckBox, QRadioButton { spacing: 8px; color: $text; min-height: 22px; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator {
  width: 14px; height: 14px; border: 1px solid $border; border-radius: 3px; background: $control; }
QCheckBox::indicator:hover { border-color: $text3; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox::indicator:focus { border: 2px solid $accent; width: 12px; height: 12px; }
QCheckBox::indicator:checked:focus { border-color: $text; }
QCheckBox::indicator:disabled { background: transparent; border-color: $line; }
QCheckBox::indicator:checked:disabled { background: $disabled; border-color: $disabled; }

QSlider { min-height: 18px; background: transparent; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $track; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal {
  width: 10px; height: 10px; margin: -5px 0; border: 2px solid $accent; border-radius: 7px; background: $surface; }
QSlider::handle:horizontal:hover { background: $soft; }
QSlider::handle:horizontal:pressed { background: $accent; }
QSlider::handle:horizontal:focus { background: $soft; border-width: 3px; width: 8px; height: 8px; }
QSlider::handle:horizontal:disabled { border-color: $disabled; background: $surface; }
QSlider::sub-page:horizontal:disabled { background: $disabled; }
QSlider[large="true"] { min-height: 22px; }
QSlider[large="true"]::handle:horizontal { width: 14px; height: 14px; margin: -7px 0; border-radius: 9px; }
QSlider[large="true"]::handle:horizontal:focus { width: 12px; height: 12px; }

QProgressBar {
  background: $track; border: none; border-radius: 4px; min-height: 8px; text-align: center; color: $text;
  font-size: 11px; }
QProgressBar[thin="true"] { max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }

QMenuBar { background: $bg; color: $text; }
QMenuBar::item { padding: 4px 8px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $control; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 5px 20px 5px 12px; border-radius: 3px; }
QMenu::item:selected { background: $soft; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QToolBar { background: $bg; border: none; border-bottom: 1px solid $line; spacing: 8px; padding: 0; }
QToolBar QPushButton {
  min-height: ${tool_height}px; padding: 0 ${tool_padding}px; border-radius: 6px; }
QToolBar QPushButton:focus { border-width: 2px; padding: 0 ${tool_padding}px; margin: 0 -1px; }
QToolBar QComboBox { min-height: ${tool_height}px; border-radius: 6px; }
QToolBar QToolButton { min-height: 26px; min-width: 26px; }
QStatusBar { background: $bg; border-top: 1px solid $line; color: $text2; font-size: 12px;
  min-height: ${status_height}px; }
QStatusBar::item { border: none; }

QScrollArea { border: none; background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $border; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }

QTableView, QListView, QTreeView {
  background: $surface; color: $text; border: none; gridline-color: $line; outline: none;
  selection-background-color: $soft; selection-color: $text; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
  background: $surface; color: $text2; border: none; border-bottom: 1px solid $line; padding: 4px 8px;
  font-size: 12px; font-weight: 600; }
QTableCornerButton::section { background: $surface; border: none; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar::tab { background: transparent; color: $text2; padding: 6px 12px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QGroupBox { border: none; margin: 0; padding: 0; }
""")
