"""The structure of a Vietnamese syllable: onset + rhyme + tone. A table, no dictionary.

Source: the orthography as described by Đoàn Thiện Thuật, Ngữ âm tiếng Việt (onsets, rhymes, tones and which go together).
"""

import unicodedata
from functools import lru_cache

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOP_TONES = {"\u0301", "\u0323"}  # a syllable closed by c, ch, p, t is sắc or nặng
_RHYMES = (
    "a ai ao au ay ac ach am an ang anh ap at ăc ăm ăn ăng ăp ăt âu ây âc âm ân âng âp ât "
    "e eo ec em en eng ep et ê êu êch êm ên ênh êp êt i ia iu ich im in inh ip it "
    "iêc iêm iên iêng iêp iêt iêu o oi oc om on ong op ot oong ooc ô ôi ôc ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "oa oai oao oay oac oach oam oan oang oanh oap oat oăc oăm oăn oăng oăt oe oen oeo oet "
    "u ui uc um un ung up ut ua uân uâng uât uây uê uênh uêch uơ uôc uôi uôm uôn uông uôt "
    "uy uya uych uyn uynh uyt uyu uyp uyên uyêt ư ưi ưu ưa ưc ưng ưt ươc ươi ươm ươn ương ươp ươt ươu y"
).split()
_OPEN = "yêm yên yêng yêt yêu".split()  # no onset
_AFTER_QU = (
    "a ai ao au ay ac ach an ang anh at am ăc ăm ăn ăng ăp ăt âng ân ât ây e en eo et ê ên ênh êch êt êu i it ich inh in "
    "y yt ych ynh yên yêt ơ ơi ơn ơt ôc ôn"
).split()
_BACK = "b ch d đ h kh l m n nh p ph r s t th tr v x".split()  # before any vowel
_BEFORE_A_O_U = "c g ng".split()
_BEFORE_E_I = "k gh ngh".split()

def _table() -> frozenset[str]:
    toneless = {*_RHYMES, *_OPEN, "gi", "gin", "ginh", "gim", "gip", "git", "giêng", "giêt", "giêc", "giêm", "gie", "gien", "gieo"}
    for rhyme in _RHYMES:
        front = rhyme[0] in "eêiy"
        toneless |= {onset + rhyme for onset in _BACK}
        toneless |= {onset + rhyme for onset in (_BEFORE_E_I if front else _BEFORE_A_O_U)}
        if not front:
            toneless.add("gi" + rhyme)
    return frozenset({*toneless, *("qu" + rhyme for rhyme in _AFTER_QU)})

_TONELESS = _table()

@lru_cache(maxsize=65536)
def is_syllable(text: str) -> bool:
    """Whether the letters make a legal syllable, whatever the case and the place of the tone mark (`hoà`, `hòa`)."""
    letters, tones = [], []
    for character in unicodedata.normalize("NFD", text.lower()):
        (tones if character in _TONES else letters).append(character)
    toneless = unicodedata.normalize("NFC", "".join(letters))
    if len(tones) > 1 or toneless not in _TONELESS:
        return False
    if toneless.endswith(("c", "p", "t", "ch")):
        return bool(tones) and tones[0] in _STOP_TONES
    return True
