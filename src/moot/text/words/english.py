"""English."""

from __future__ import annotations

from moot.text.words.word_list import WordList, lines, words

__all__ = ["ENGLISH"]

ENGLISH = WordList(
    language="en",
    title_case=True,
    common=words(
        "the of and to in is that it was for with as on be at by this had not are but from or have an they which one"
        " were all we there when who will more if out so what has been their would no her his she he you my me said"
    ),
    months=words(
        "january february march april may june july august september october november december"
        " jan feb mar apr jun jul aug sept sep oct nov dec spring summer autumn winter"
    ),
    parts=("volume", "book", "part", "act", "chapter", "lecture", "lesson", "scene", "section", "thesis", "appendix"),
    numerals=words(
        "one two three four five six seven eight nine ten eleven twelve first second third fourth fifth sixth"
    ),
    standing=lines(
        """abstract; acknowledgements; acknowledgments; afterword; appendix; bibliography; conclusion; conclusions
        concluding remarks; endnotes; epilogue; footnotes; foreword; further reading; glossary; in conclusion
        introduction; introductory remarks; notes; postscript; preamble; preface; prologue; references; sources
        summary; works cited; exercises; questions; questions for discussion; review questions; key terms; key points
        learning goals; learning objectives; answers; persons; characters; cast; dramatis personae"""
    ),
    notes=lines("bibliography; endnotes; footnotes; notes; references; sources; works cited"),
    casts=lines("persons; characters; cast; dramatis personae; the persons; persons of the play"),
    boxes=("box", "sidebar", "example", "exercise", "case study", "experiment", "activity"),
    captions=("figure", "fig.", "table", "plate", "map", "illustration", "photo", "photograph"),
    eras=words("age antiquity centuries century decade decades era eve period revolution times war wars wartime years"),
    era_prefixes=("pre-", "post-", "inter-", "interwar", "prewar", "postwar", "ante-", "after ", "before "),
    small=words(
        "a an and as at but by for from in into its nor of off on onto or over per so than that the their to up upon"
        " versus via vs with without yet is are was were"
    ),
    by=(
        "by ", "written by ", "authors: ", "author: ", "interview by ", "interviewed by ", "an interview by ",
        "text by ", "words by ", "story by ", "report by ", "reported by ", "as told to ", "edited by ",
        "photographs by ",
    ),
    joiners=("and", "&", "with"),
    imprints=(
        "from the ", "delivered ", "published ", "first published ", "written ", "speech ", "a speech ",
        "translated ", "adopted ", "presented ", "submitted ", "first given ", "given at ", "given in ", "read at ",
        "address to ", "an address ", "a play ", "a comedy ", "a tragedy ", "a farce ", "a poem ", "a story ",
        "a talk ", "a lecture ", "lecture ", "a letter ", "an interview with ", "adapted ", "issued ", "printed ",
        "edition ", "approved ",
    ),
    particles=words("al bin da de del der di dos du el la le ten van von y"),
    writings=words(
        "address article book diary essay interview lecture letter memoir note notebook pamphlet report speech telegram"
    ),
    abbreviations=("etc.", "et al.", "jr.", "sr.", "inc.", "ltd.", "co.", "pt.", "vol.", "no.", "esq."),
    salutations=(
        "dear ", "dearest ", "my dear", "to whom it may concern", "sir,", "sirs,", "madam", "ladies and gentlemen",
        "gentlemen", "friends", "my friends", "comrades", "dear ", "fellow ", "mr chair", "mr. chair", "madam chair",
        "mr president", "mr. president", "mr speaker", "mr. speaker", "brothers and sisters", "citizens", "neighbours",
    ),
    closings=(
        "yours", "your ", "sincerely", "faithfully", "kind regards", "with kind regards", "best wishes", "regards",
        "with best wishes", "with love", "love,", "all my love", "respectfully", "in haste", "ever yours", "best,",
        "with respect", "warmly", "affectionately", "in friendship", "in solidarity", "with thanks", "believe me",
        "i remain", "we remain",
    ),
)  # fmt: skip
