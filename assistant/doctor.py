"""Is everything in order, and if not, what to do? One line a part."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from assistant.domain import Check
from assistant.errors import ClearwellError, RegistryDamaged
from assistant.library.library import Library
from assistant.messages import Language, explain, say
from assistant.ports import ChatModel, Embedder
from assistant.settings import Settings


@dataclass(frozen=True)
class Examination:
    settings: Settings
    library: Library
    embedder: Embedder
    llm: ChatModel | None = None

    def run(self) -> tuple[Check, ...]:
        """Check settings, model and library. A part that fails is a line, never an exception."""
        return (self._settings(), self._model(), self._llm(), *self._library())

    def _settings(self) -> Check:
        language = self.settings.language
        return Check("settings", True, say("doctor.settings", language, home=self.settings.home))

    def _model(self) -> Check:
        language = self.settings.language
        try:
            vector = self.embedder.embed_queries(["供水"])
        except Exception as error:
            return _failed("model", error, language)
        message = say("doctor.model", language, model=self.embedder.model_id, dimension=vector.shape[1])
        return Check("model", True, message)

    def _llm(self) -> Check:
        """Not configured is in order. Configured: one word of a reply is enough; the key is in no line."""
        language = self.settings.language
        if self.llm is None:
            return Check("llm", True, say("doctor.llm_none", language))
        told = say("prompts.probe_instruction", language), say("prompts.probe", language)
        try:
            with closing(self.llm.stream(*told)) as pieces:
                next(iter(pieces), None)
        except Exception as error:
            return _failed("llm", error, language)
        return Check("llm", True, say("doctor.llm", language, name=self.llm.name))

    def _library(self) -> tuple[Check, ...]:
        language = self.settings.language
        try:
            return tuple(self.library.check(language))
        except RegistryDamaged as error:
            return (_failed("registry", error, language),)
        except Exception as error:
            return (_failed("library", error, language),)


def _failed(name: str, error: Exception, language: Language) -> Check:
    """The line of a part whose examination failed, whatever it failed with."""
    known = error if isinstance(error, ClearwellError) else ClearwellError(f"{type(error).__name__}: {error}")
    sentence, hint = explain(known, language)
    return Check(name, False, sentence, hint)
