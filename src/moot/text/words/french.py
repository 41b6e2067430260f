"""French."""

from __future__ import annotations

from moot.text.words.word_list import WordList, lines, words

__all__ = ["FRENCH"]

FRENCH = WordList(
    language="fr",
    title_case=False,
    common=words(
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux"
        " d l qu s n c j on nous vous ou mais sa ses cette elle était même comme tout fait été deux leur y ils ont où"
        " si sans être ces quand"
    ),
    months=words(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        " printemps été automne hiver"
    ),
    parts=("tome", "livre", "partie", "acte", "chapitre", "leçon", "scène", "section", "thèse", "annexe"),
    numerals=words(
        "un deux trois quatre cinq six sept huit neuf dix onze douze premier première second seconde deuxième troisième"
        " quatrième cinquième"
    ),
    standing=lines(
        """introduction; conclusion; conclusions; avant-propos; préface; postface; prologue; épilogue; préambule; notes
        bibliographie; références; sources; annexe; annexes; remerciements; glossaire; résumé; en guise de conclusion
        post-scriptum; exercices; questions; questions pour la discussion; mots clés; personnages; corrigés; synthèse"""
    ),
    notes=lines("notes; bibliographie; références; sources; notes de bas de page"),
    casts=lines("personnages; les personnages; personnes; distribution"),
    boxes=("encadré", "exemple", "exercice", "activité"),
    captions=("figure", "fig.", "tableau", "carte", "planche", "photo", "illustration", "graphique"),
    eras=words(
        "époque ère période siècle siècles décennie décennies années guerre guerres révolution après-guerre"
        " avant-guerre entre-deux-guerres antiquité temps veille"
    ),
    era_prefixes=("pré-", "post-", "avant la ", "avant le ", "après la ", "après le ", "avant-guerre", "après-guerre"),
    small=words(
        "a à au aux avec d de des du en entre et l la le les ou où par pour que sans ses son sa sous sur un une vers"
    ),
    by=("par ", "de ", "auteur : ", "auteur: ", "autrice : ", "propos recueillis par ", "entretien avec ", "texte de ",
        "textes de ", "recueilli par ", "écrit par ", "un entretien de "),
    joiners=("et", "&", "avec"),
    imprints=(
        "publié ", "publiée ", "discours ", "prononcé ", "écrit ", "traduit ", "traduction ", "paru ", "parue ",
        "conférence ", "comédie en ", "pièce en ", "drame en ", "adopté ", "adoptée ", "lettre ",
    ),
    particles=words("de du des d la le les et van von"),
    writings=words(
        "lettre article livre discours essai entretien rapport conférence note télégramme journal brochure mémoire"
    ),
    abbreviations=("etc.", "m.", "mm.", "dr.", "p.", "vol.", "éd.", "cf.", "st.", "art."),
    salutations=(
        "cher ", "chère", "chers ", "mon cher", "ma chère", "mes chers", "monsieur", "madame", "mesdames", "messieurs",
        "camarades", "citoyen", "amis", "mes amis", "bonjour",
    ),
    closings=(
        "cordialement", "bien à ", "veuillez ", "je vous prie", "avec mes", "amitiés", "amicalement", "ton ", "ta ",
        "votre ", "tendrement", "je t’embrasse", "je vous embrasse", "respectueusement", "sincèrement", "salutations",
        "à bientôt", "recevez ",
    ),
)  # fmt: skip
