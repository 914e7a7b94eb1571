"""The fields that only some types of matter have: shown when the type is chosen, away when it is not."""

from __future__ import annotations

from app.matters.services import FIELDS
from ui.forms.form import Form
from ui.forms.keeping import Keeper

# Rows of the handbook's form, under the row of the type. No row without fields takes room.
ROWS = (
    ("service", "station", "signed"),
    ("reception", "petition", "receiver"),
    ("dispute", "risk", "other_party"),
    ("guarantor:2", "plan:3"),
)


class TypeFields:
    """Keeps the fields of a form in step with its field “事项类型”."""

    def __init__(self, form: Form, keeper: Keeper) -> None:
        self._form = form
        form.edited.connect(self._edited)
        keeper.stated.connect(lambda _: self.show())
        self.show()

    def show(self) -> None:
        """Show the fields of the chosen type, and of any other those that hold something."""
        chosen = self._form.fields["type"].value() or "problem"
        for type, names in FIELDS.items():
            for name in names:
                widget = self._form.fields.get(name)
                if widget is not None:
                    widget.setVisible(type == chosen or widget.value() not in (None, "", 0))

    def _edited(self, name: str) -> None:
        if name == "type":
            self.show()
