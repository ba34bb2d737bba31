"""Is everything in order, and if not, what to do? One line a part."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain import Check
from assistant.errors import ClearwellError
from assistant.library.library import Library
from assistant.messages import explain, say
from assistant.ports import Embedder
from assistant.settings import Settings


@dataclass(frozen=True)
class Examination:
    settings: Settings
    library: Library
    embedder: Embedder

    def run(self) -> tuple[Check, ...]:
        """Check settings, model and library. A part that fails is a line, never an exception."""
        return (self._settings(), self._model(), *self._library())

    def _settings(self) -> Check:
        language = self.settings.language
        return Check("settings", True, say("doctor.settings", language, home=self.settings.home))

    def _model(self) -> Check:
        language = self.settings.language
        try:
            vector = self.embedder.embed_queries(["供水"])
        except ClearwellError as error:
            sentence, hint = explain(error, language)
            return Check("model", False, sentence, hint)
        message = say("doctor.model", language, model=self.embedder.model_id, dimension=vector.shape[1])
        return Check("model", True, message)

    def _library(self) -> tuple[Check, ...]:
        try:
            return tuple(self.library.check())
        except ClearwellError as error:
            sentence, hint = explain(error, self.settings.language)
            return (Check("library", False, sentence, hint),)
