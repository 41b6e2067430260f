"""German. Nouns are capitalised everywhere: capitals are no sign of a heading."""

from __future__ import annotations

from moot.text.words.word_list import WordList, lines, words

__all__ = ["GERMAN"]

GERMAN = WordList(
    language="de",
    title_case=False,
    common=words(
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat"
        " dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis"
        " wir ich man wer was uns kein keine"
    ),
    months=words(
        "januar jänner februar märz april mai juni juli august september oktober november dezember"
        " frühling frühjahr sommer herbst winter"
    ),
    parts=("band", "buch", "teil", "akt", "aufzug", "kapitel", "vorlesung", "lektion", "szene", "auftritt",
           "abschnitt", "these", "anhang"),
    numerals=words(
        "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf erster erste zweiter zweite dritter dritte"
        " vierter vierte fünfter fünfte"
    ),
    standing=lines(
        """einleitung; einführung; vorwort; vorrede; vorbemerkung; nachwort; schluss; schluß; schlussbemerkung; fazit
        schlusswort; schlussfolgerung; schlussfolgerungen; zusammenfassung; anmerkungen; fußnoten; endnoten; literatur
        literaturverzeichnis; quellen; anhang; danksagung; glossar; präambel; nachtrag; aufgaben; übungen; lösungen
        fragen; fragen zur diskussion; begriffe; wichtige begriffe; personen; prolog; epilog; abstract"""
    ),
    notes=lines("anmerkungen; fußnoten; endnoten; literatur; literaturverzeichnis; quellen"),
    casts=lines("personen; die personen; personen der handlung; rollen; dramatis personae"),
    boxes=("kasten", "infokasten", "exkurs", "beispiel", "übung", "versuch"),
    captions=("abbildung", "abb.", "tabelle", "tab.", "karte", "tafel", "foto", "bild"),
    eras=words(
        "zeit zeitalter jahrhundert jahrhunderte jahrzehnt jahrzehnte jahre krieg kriege kriegszeit nachkriegszeit"
        " vorkriegszeit zwischenkriegszeit revolution epoche periode antike mittelalter ära vorabend vormärz"
    ),
    era_prefixes=("vor der ", "vor dem ", "nach der ", "nach dem ", "zwischen den "),
    small=words(
        "am an auf aus bei bis das dem den der des die ein eine einer eines für im in ins ist mit nach oder seit und"
        " um vom von vor zu zum zur über"
    ),
    by=("von ", "verfasst von ", "autor: ", "autorin: ", "autoren: ", "interview: ", "das gespräch führte ",
        "das interview führte ", "die fragen stellte ", "text: ", "geschrieben von ", "herausgegeben von "),
    joiners=("und", "u.", "&"),
    imprints=(
        "gehalten ", "erschienen ", "rede ", "ansprache ", "vortrag ", "veröffentlicht ", "beschlossen ", "zuerst ",
        "aus dem ", "übersetzt ", "verabschiedet ", "ein stück in ", "komödie in ", "schauspiel in ", "geschrieben ",
        "ein brief ", "gedruckt ",
    ),
    particles=words("von van zu zum zur der den de auf und la le"),
    writings=words(
        "brief rede aufsatz artikel buch vortrag bericht gespräch interview notiz telegramm tagebuch flugschrift"
    ),
    abbreviations=("usw.", "etc.", "u.a.", "z.b.", "d.h.", "bd.", "nr.", "jh.", "dr.", "hrsg.", "ff.", "bzw.", "st."),
    salutations=(
        "liebe", "sehr geehrte", "geehrte", "werte", "verehrte", "meine damen und herren", "hochverehrte", "genoss",
        "mein lieber", "meine liebe", "freunde", "hallo", "guten ", "kollegen", "kolleginnen",
    ),
    closings=(
        "mit freundlichen grüßen", "mit besten grüßen", "herzliche grüße", "herzlichst", "viele grüße", "dein", "ihr ",
        "ihre ", "euer", "eure", "hochachtungsvoll", "mit herzlichen grüßen", "beste grüße", "es grüßt", "liebe grüße",
    ),
)  # fmt: skip
