"""The one failure of every normaliser."""


class Unreadable(ValueError):
    """The text has no single reading.

    `text` is what was given, `reason` says in a few words why it was refused.
    """

    def __init__(self, text: str, reason: str):
        super().__init__(f"{text!r}: {reason}")
        self.text = text
        self.reason = reason

    def __reduce__(self):
        return (Unreadable, (self.text, self.reason))
