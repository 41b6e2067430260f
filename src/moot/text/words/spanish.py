"""Spanish."""

from __future__ import annotations

from moot.text.words.word_list import WordList, lines, words

__all__ = ["SPANISH"]

SPANISH = WordList(
    language="es",
    title_case=False,
    common=words(
        "de la que el en y los del las un por con no una su para es al lo como más pero sus le ya o este sí porque esta"
        " entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante ni contra otros ese eso"
    ),
    months=words(
        "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre"
        " primavera verano otoño invierno"
    ),
    parts=("tomo", "libro", "parte", "acto", "capítulo", "lección", "escena", "sección", "tesis", "anexo", "apéndice"),
    numerals=words(
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce primero primera segundo segunda tercero tercera"
        " cuarto cuarta quinto quinta"
    ),
    standing=lines(
        """introducción; conclusión; conclusiones; prólogo; epílogo; prefacio; preámbulo; resumen; notas; bibliografía
        referencias; fuentes; apéndice; anexo; agradecimientos; glosario; presentación; a modo de conclusión; posdata
        ejercicios; preguntas; preguntas para el debate; actividades; personajes; soluciones; índice"""
    ),
    notes=lines("notas; bibliografía; referencias; fuentes; notas al pie"),
    casts=lines("personajes; personas; reparto; dramatis personae"),
    boxes=("recuadro", "ejemplo", "ejercicio", "actividad"),
    captions=("figura", "fig.", "tabla", "cuadro", "mapa", "lámina", "foto", "gráfico"),
    eras=words(
        "época era período periodo siglo siglos década décadas años guerra guerras revolución posguerra preguerra"
        " entreguerras antigüedad edad tiempos vísperas"
    ),
    era_prefixes=("pre-", "post-", "antes de ", "después de ", "antes del ", "después del ", "tras "),
    small=words("a al con de del desde e el en hasta la las lo los o para por que sin su sus u un una y entre"),
    by=("por ", "de ", "autor: ", "autora: ", "autores: ", "entrevista de ", "texto de ", "escrito por "),
    joiners=("y", "e", "&"),
    imprints=(
        "publicado ", "publicada ", "discurso ", "pronunciado ", "pronunciada ", "escrito ", "traducción ",
        "traducido ", "conferencia ", "comedia en ", "drama en ", "obra en ", "aprobado ", "aprobada ", "carta ",
    ),
    particles=words("de del la las los y da dos el san santa"),
    writings=words(
        "carta artículo libro discurso ensayo entrevista informe conferencia nota telegrama diario folleto memoria"
    ),
    abbreviations=("etc.", "sr.", "sra.", "dr.", "dra.", "pág.", "vol.", "núm.", "ed.", "cía."),
    salutations=(
        "querid", "estimad", "muy señor", "señor", "compañer", "camarada", "amig", "distinguid", "apreciad", "vecin",
        "ciudadan", "herman",
    ),
    closings=(
        "un abrazo", "abrazos", "atentamente", "le saluda", "les saluda", "saludos", "cordialmente", "tu ", "tuyo",
        "tuya", "suyo", "suya", "con cariño", "con afecto", "besos", "un saludo", "su seguro servidor",
    ),
)  # fmt: skip
