"""Measure what becomes of placeholders and tags: read as they are, and as a model had better.

    python tests/benchmarks/placeholders.py

Messages of programs, 40 in each language, whose N is a number and S a name, each in five styles of
placeholders. "whole" is the share of outputs with every placeholder, before repair and after; chrF
compares with the output for the same message with numbers and names, where placeholders are put in
the place of those.

Tags: generated sentences with a word of each in bold. "whole" is the share of outputs with both
tags, "same" of those that are, but for the tags, the output for the sentence without.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.chrf import chrf
from tests.english import sentences
from translate import hop
from translate.engines import Engine
from translate.engines.prepared import prepare
from translate.protect import repaired
from translate.resolution import at_hand

ENGLISH = """\
N people live in S.
S has N new messages.
You have N unread messages from S.
Do you want to delete S?
The file S could not be opened.
Could not connect to S after N attempts.
S added you to the group.
Copying N of N files to S.
Welcome back, S!
Your order number N has been sent to S.
S and S are now friends.
The price is N euros.
Please enter a value between N and N.
Page N of N
There are N errors in S.
The user S was not found.
Hello S, your account will expire in N days.
N minutes ago
Delete N items?
Are you sure that you want to remove S from S?
S wrote N articles last year.
This game needs at least N players.
The meeting with S starts at N o'clock.
Downloading S: N percent done
The folder contains N pictures.
N users liked your comment.
S invited you to join S.
Only N seats are left in the room.
We could not find S in the list.
Send the report to S before Friday.
S is not allowed to read this page.
The server S answered with error N.
If S does not answer, call S.
In N seconds, you will be sent to S.
N of the N documents were translated by S.
Last changed by S N hours ago
The password must have at least N letters.
S lost the game by N points.
By clicking here, you agree with S.
Thank you for your donation of N dollars, S.
"""
PORTUGUESE = """\
N pessoas vivem em S.
S tem N mensagens novas.
Você tem N mensagens não lidas de S.
Deseja apagar S?
O arquivo S não pôde ser aberto.
Não foi possível ligar a S após N tentativas.
S adicionou você ao grupo.
Copiando N de N arquivos para S.
Bem-vindo de volta, S!
O seu pedido número N foi enviado para S.
S e S agora são amigos.
O preço é de N euros.
Introduza um valor entre N e N.
Página N de N
Há N erros em S.
O utilizador S não foi encontrado.
Olá S, a sua conta expira em N dias.
há N minutos
Apagar N itens?
Tem a certeza de que quer remover S de S?
S escreveu N artigos no ano passado.
Este jogo precisa de pelo menos N jogadores.
A reunião com S começa às N horas.
Baixando S: N por cento concluído
A pasta contém N fotografias.
N usuários gostaram do seu comentário.
S convidou você para S.
Restam apenas N lugares na sala.
Não encontramos S na lista.
Envie o relatório para S antes de sexta-feira.
S não tem permissão para ler esta página.
O servidor S respondeu com o erro N.
Se S não atender, ligue para S.
Em N segundos, será enviado para S.
N dos N documentos foram traduzidos por S.
Alterado pela última vez por S há N horas
A senha deve ter pelo menos N letras.
S perdeu o jogo por N pontos.
Ao clicar aqui, você concorda com S.
Obrigado pela sua doação de N dólares, S.
"""
FILLERS = {"N": ("35", "42", "18"), "S": ("Ricardo", "Helena", "Tomar")}
STYLES = {
    "%d %s": {"N": "%d", "S": "%s"},
    "%1$d %2$s": {"N": "%{at}$d", "S": "%{at}$s"},
    "{n_1} {name_2}": {"N": "{{n_{at}}}", "S": "{{name_{at}}}"},
    "{1} {2}": {"N": "{{{at}}}", "S": "{{{at}}}"},
    "${count} ${user}": {"N": "${{count}}", "S": "${{user}}"},
}
PLACEHOLDER = re.compile(r"%(?:\d\$)?[ds]|\$?\{\w+\}")
SLOT = re.compile(r"\b[NS]\b")


def main() -> None:
    print("pair   style             as it is: whole repaired  chrF   stand-ins: whole  chrF")
    for pair, messages in ((("en", "pt"), ENGLISH), (("pt", "en"), PORTUGUESE)):
        engine = prepare(next(at_hand(*pair)), pair[1]).load()
        every = []
        for style, forms in STYLES.items():
            found = list(cases(engine, pair[1], messages, forms))
            measure("-".join(pair), style, found, engine)
            every += found
        measure("-".join(pair), f"all {len(every)}", every, engine)
        if pair[0] == "en":
            measure_tags(engine)


def cases(
    engine: Engine, target: str, messages: str, forms: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Every message with placeholders, and what should come of it."""
    templates = messages.splitlines()
    natural = [with_slots(one, fillers(SLOT.findall(one))) for one in templates]
    outcomes = hop.over(engine, natural, target)
    for template, text in zip(templates, natural, strict=True):
        slots = SLOT.findall(template)
        places = [forms[slot].format(at=number + 1) for number, slot in enumerate(slots)]
        expected = outcomes[text].text
        for filler, place in zip(fillers(slots), places, strict=True):
            expected = place.join(re.split(rf"\b{filler}\b", expected))
        if Counter(PLACEHOLDER.findall(expected)) == Counter(places):
            yield with_slots(template, places), expected


def fillers(slots: Sequence[str]) -> list[str]:
    return [FILLERS[slot][slots[:number].count(slot)] for number, slot in enumerate(slots)]


def with_slots(template: str, words: Sequence[str]) -> str:
    left = iter(words)
    return SLOT.sub(lambda _: next(left), template)


def measure(pair: str, style: str, cases: Sequence[tuple[str, str]], engine: Engine) -> None:
    texts = [text for text, _ in cases]
    as_it_is = hop._plainly(engine, texts, pair[-2:])
    plain = [as_it_is[text] for text in texts]
    mended = [
        repaired(text, one.text, one.links).text for text, one in zip(texts, plain, strict=True)
    ]
    through = hop.over(engine, texts, pair[-2:])
    standing = [through[text].text for text in texts]
    print(
        f"{pair}  {style:16} {whole(texts, [one.text for one in plain]):16.2f} "
        f"{whole(texts, mended):8.2f} {likeness(mended, cases):5.1f} "
        f"{whole(texts, standing):18.2f} {likeness(standing, cases):5.1f}"
    )


def measure_tags(engine: Engine) -> None:
    plain = [text.replace("%", "per cent") for text in sentences(100)]
    words = [list(re.finditer(r"\w{4,}", text)) for text in plain]
    chosen = [found[number % len(found)] for number, found in enumerate(words)]
    texts = [
        f"{text[: word.start()]}<b>{word[0]}</b>{text[word.end() :]}"
        for text, word in zip(plain, chosen, strict=True)
    ]
    without = hop.over(engine, plain, "pt")
    print()
    for name, read in (("as they are", hop._plainly), ("without tags", hop.over)):
        outcomes = read(engine, texts, "pt")
        mended = [repaired(one, outcomes[one].text, outcomes[one].links).text for one in texts]
        kept = [one.count("<b>") == one.count("</b>") == 1 for one in mended]
        same = [
            re.sub("</?b>", "", one) == without[text].text
            for one, text in zip(mended, plain, strict=True)
        ]
        print(f"100 sentences read {name}: whole {sum(kept)}, same {sum(same)}")
    print()


def whole(texts: Sequence[str], outputs: Sequence[str]) -> float:
    pairs = zip(texts, outputs, strict=True)
    counts = [[Counter(PLACEHOLDER.findall(one)) for one in pair] for pair in pairs]
    return sum(before == after for before, after in counts) / len(texts)


def likeness(outputs: Sequence[str], cases: Sequence[tuple[str, str]]) -> float:
    pairs = zip(outputs, cases, strict=True)
    return 100 * sum(chrf(output, expected) for output, (_, expected) in pairs) / len(cases)


if __name__ == "__main__":
    main()
