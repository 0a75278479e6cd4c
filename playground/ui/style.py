"""How standard widgets look: Fusion, a palette and one style sheet, all from the theme.

The sheet is resources/styles/window.qss, with the theme's colours in the places `$name`.

A widget says what it is by dynamic properties, and the style sheet does the rest:

- labels: `role` = "hint" (12, text2), "caption" (11, text3), "subtitle" (12, text3), "label" (12, text2),
  "head" (12 semibold), "title" (13 semibold), "figure" (14 semibold), "problem" (12, danger)
- any widget: `ground` = "bg", "surface", "side", "sunken" or "soft" (a plain QWidget needs WA_StyledBackground)
- a QFrame as line between groups: `role` = "line", one pixel high or wide
- buttons: `primary` (the one thing to do), `quiet` (no frame until touched), `compact` (24 high), `chip`, `headtab`
- segmented controls: a container called "segments" and, on its buttons, `segment` = "first", "middle" or "last"
- line edits: `flat` (a frame only when touched); fields: `invalid` (danger frame)
- bars: QProgressBar with `thin` (8 high, no text)

After a property has changed, `restyle(widget)` makes it seen.
"""

from dataclasses import fields
from string import Template

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from playground.core.resources import resource
from playground.ui.look import Look
from playground.ui.theme import Theme


def begin_style(app: QApplication, look: Look) -> None:
    """Give the application what of its style widgets need while they are made: all but the sheet.

    With a sheet each of them would be styled anew whenever it is put into another; so `apply_style` follows once they
    are there.
    """
    _Styler(app, look)


def apply_style(app: QApplication, look: Look) -> None:
    """Give the application the style of `look`, now and whenever it changes."""
    styler = look.findChild(_Styler) or _Styler(app, look)
    styler.follow()


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
    template = Template(resource("styles/window.qss").read_text(encoding="utf-8"))
    return template.substitute(
        colors,
        **_metrics(look.small),
        hover=_between(theme.control, theme.text, 0.05),
        icons=resource("icons").as_posix(),
    )


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
        self._follows = False
        app.setStyle("Fusion")
        app.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)
        app.setFont(look.font(13))
        app.setPalette(palette(look.theme))

    def follow(self) -> None:
        """Set the sheet, and from then on what changes with the look."""
        if not self._follows:
            self._follows = True
            self._look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def _on_look_changed(self) -> None:
        self._app.setPalette(palette(self._look.theme))
        self._app.setStyleSheet(style_sheet(self._look))


def _metrics(small: bool) -> dict[str, int]:
    """Heights in px; those of controls leave out their frame of 1 px on each side."""
    return {
        "tool_height": 30 if small else 34,
        "status_height": 24 if small else 28,
        "group_height": 30 if small else 34,
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
