"""Which open Marian models exist, as data: families of hub models, and the groups they speak for.

The codes are OPUS's own: mostly ISO 639-1, some 639-3, and group names. `catalog` turns a pair of
language tags into a route with these tables; nothing else in the project names a hub model.
Sources: the model lists of Helsinki-NLP on the hub and of the OPUS-MT project (Tiedemann and
Thottingal 2020, "OPUS-MT: Building open translation services for the World").
"""

from dataclasses import dataclass
from typing import Literal

__all__ = ["EVERY_LANGUAGE", "FAMILIES", "GROUPS", "Family"]

Rank = Literal["tc-big", "plain", "last resort"]


@dataclass(frozen=True, slots=True)
class Family:
    """Models named by one pattern. `pairs` has a line "source: target target ..." for each source.

    `megabytes` is about what one of them takes on disk.
    """

    rank: Rank
    pattern: str
    megabytes: int
    licence: str
    pairs: str


FAMILIES = (
    Family(
        rank="tc-big",
        pattern="Helsinki-NLP/opus-mt-tc-big-{source}-{target}",
        megabytes=590,
        licence="CC-BY-4.0",
        pairs="""
            en: ar bg cat_oci_spa ces_slk el es et fi fr gmq hu it ko lt lv pt ro tr zle zls
            ar: en itc gmq
            bg: en
            cat_oci_spa: en
            ces_slk: en
            de: es gmq zle
            el: en
            es: zle
            et: en
            fi: en zle
            fr: en zle
            gmq: en ar gmq he itc tr zle zlw
            he: en
            hu: en
            it: en zle
            itc: itc ar eu tr
            ko: en
            lt: en
            lv: en
            pt: zle
            ro: en
            tr: en
            zle: en de es fi fr gmq it itc pt zls zlw
            zls: en
            zlw: en zle
        """,
    ),
    Family(
        rank="plain",
        pattern="Helsinki-NLP/opus-mt-{source}-{target}",
        megabytes=300,
        licence="Apache-2.0 or CC-BY-4.0",
        pairs="""
            en: af ar az bg ca cs cy da de el eo es et eu fi fr ga gl ha he hi ht hu hy id ig is it
                jap lg ln mg mk ml mr mt nl ny om rn ro roa ru rw sk sm sn sq st sv sw ti tl tn
                ts uk ur vi xh zh aav bat bnt cel dra grk mkh phi poz trk
            af: de en eo es fi fr nl ru sv
            ar: de el en eo es fr he it pl ru tr
            az: en es tr
            bg: de en eo es fi fr it ru sv tr uk
            bn: en
            ca: de en es fr it nl pt uk
            cs: de en eo fi fr sv uk
            cy: en
            da: de en eo es fi fr no ru
            de: af ar bg ca cs da el en eo es et eu fi fr ha he hr ht hu ig is it ln lt ms mt nl no
                pl tl uk vi
            el: ar eo fi fr sv
            eo: af bg cs da de el en es fi fr he hu it nl pl pt ro ru sh sv
            es: af ar bg ca cs da de el en eo et eu fi fr gl ha he hr ht id ig is it ln lt mk mt nl
                no ny pl ro ru sl sm sn st tl tn ty uk vi xh yo
            et: de en es fi fr ru sv
            eu: de en es ru
            fi: af bg cs de el en eo es et fr ha he hr ht hu id ig is it lv mg mk mt nl no ny ro ru
                rw sk sl sm sn sq st sv sw tn tr uk xh yo
            fr: af ar bg ca de el en eo es ha he hr ht hu id ig ln ms mt no ny pl ro ru rw sk sl sm
                sn st sv tl tn ty uk vi xh yo
            ga: en
            gl: en es pt
            ha: en es fi fr sv
            he: ar de eo es fi fr it ru sv uk
            hi: en ur
            hr: es fi fr sv
            ht: en es fi fr sv
            hu: de en eo fi fr sv uk
            hy: en ru
            id: en es fi fr sv
            ig: de en es fi fr sv
            is: de en eo es fi fr it sv
            it: ar bg ca de en eo es fr is lt ms sv uk vi
            ja: ar bg da de en es fi fr he hu it ms nl pl pt ru sh sv tr vi
            jap: en
            ka: en ru
            ko: de en es fi fr hu ru sv
            lt: de eo es fr it pl ru sv tr
            lv: en es fi fr ru sv
            mg: en es
            mk: en es fi fr
            ml: en
            mr: en
            ms: de fr it
            mt: en es fi fr sv
            nl: af ca en eo es fi fr no sv uk
            no: da de es fi fr nl pl ru sv uk
            ny: de en es
            om: en
            pa: en
            pl: ar de en eo es fr lt no sv uk
            pt: ca eo gl tl uk
            rn: de en es fr ru
            ro: eo fi fr sv
            ru: af ar bg da en eo es et eu fi fr he hy lt lv no sl sv uk vi
            rw: en es fr sv
            sh: eo uk
            sk: en es fi fr sv
            sl: es fi fr ru sv uk
            sm: en es fr
            sn: en es fr sv
            sq: en es sv
            st: en es fi fr sv
            sv: af bg cs el en eo es et fi fr ha he hr ht hu id ig is lv mt nl no ny ro ru rw sk sl
                sm sn sq st th tn ty uk xh yo
            th: en fr
            ti: en
            tl: de en es pt
            tn: en es fr sv
            tr: ar az en eo es fr lt sv uk
            uk: bg ca cs de en es fi fr he hu it nl no pl pt ru sh sl sv tr
            ur: en
            vi: de en eo es fr it ru
            xh: en es fr sv
            yo: en es fi fr sv
            zh: bg de en fi he it ms nl sv uk vi
            aav: en
            bat: en
            bnt: en
            cel: en
            dra: en
            grk: en
            phi: en
            roa: en
            trk: en
        """,
    ),
    Family(
        rank="last resort",
        pattern="Helsinki-NLP/opus-mt-tc-bible-big-{source}-{target}",
        megabytes=970,
        licence="Apache-2.0",
        pairs="""
            deu_eng_fra_por_spa: afa bat fiu gmq gmw itc roa mul
            mul: deu_eng_fra_por_spa mul
        """,
    ),
)

EVERY_LANGUAGE = "mul"

# The languages of a group, by their BCP 47 language subtags, and no more of them than people ask
# for.
_GROUPS = """
    roa: fr es pt it ro ca gl oc
    itc: fr es pt it ro ca gl oc
    cat_oci_spa: ca oc es
    ces_slk: cs sk
    gmq: da sv no nb nn is fo
    zle: ru uk be
    zlw: pl cs sk
    zls: bg mk sr hr bs sl
    bat: lt lv
    afa: ar he am mt ha so ti om kab
    fiu: fi et hu se
    gmw: de nl en af lb fy nds yi
    trk: tr az kk ky uz tt ug tk crh ba cv
    dra: ta te kn ml
    cel: ga cy br gd gv kw
    grk: el
    aav: vi km
    mkh: vi km
    bnt: sw rw rn ny sn st tn ts xh zu lg ln
    phi: tl fil ceb ilo war
    poz: id ms mi mg jv su haw
    jap: ja
    deu_eng_fra_por_spa: de en fr pt es
"""

GROUPS: dict[str, frozenset[str]] = {
    code.strip(): frozenset(members.split())
    for code, _, members in (line.partition(":") for line in _GROUPS.strip().splitlines())
}
