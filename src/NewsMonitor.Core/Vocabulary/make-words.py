#!/usr/bin/env python3
"""Makes irregular.tsv and families.tsv from WordNet, as Debian's package wordnet-base installs it.

    apt-get install wordnet-base
    python3 make-words.py /usr/share/wordnet .

irregular.tsv: inflected form, base form (from noun.exc and verb.exc; single words only).
families.tsv:  verb, then the nouns of what it does (derivationally related forms, one step), limited to nouns that name
               an act, an event, a communication, a process, a state, a phenomenon or a possession: what is reported,
               not who did it or with what.
"""
import re
import sys
from collections import defaultdict
from pathlib import Path

# lexicographer files of lexnames(5WN)
EVENT_LIKE = {"04", "10", "11", "19", "21", "22", "26"}
WORD = re.compile(r"^[a-z]+$")
# Links that lead a news reader astray: the noun is known in another sense.
ASTRAY = {("flee", "flight"), ("leave", "leave"), ("force", "force"), ("even", "evening"), ("strike", "striking")}
# Links that WordNet lacks and news needs.
MISSING = [("appoint", "appointment"), ("hire", "hiring"), ("fire", "firing"), ("draw", "drawdown")]


def irregular(source):
    pairs = set()
    for name in ("noun.exc", "verb.exc"):
        for line in (source / name).read_text().split("\n"):
            form, *bases = line.split()[:2] or [""]
            if bases and WORD.match(form) and WORD.match(bases[0]) and form != bases[0]:
                pairs.add((form, bases[0]))
    return sorted(pairs)


def synsets(source, part):
    for line in (source / f"data.{part}").read_text().split("\n"):
        if not line or line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split()
        count = int(fields[3], 16)
        words = [re.sub(r"\(.*\)$", "", fields[4 + 2 * i]).lower() for i in range(count)]
        at = 4 + 2 * count
        pointers = [fields[at + 1 + 4 * i : at + 5 + 4 * i] for i in range(int(fields[at]))]
        yield fields[0], fields[1], words, pointers


def families(source):
    nouns = {offset: (lex, words) for offset, lex, words, _ in synsets(source, "noun")}
    found = defaultdict(set)
    for _, _, verbs, pointers in synsets(source, "verb"):
        for symbol, offset, part, ends in pointers:
            if symbol != "+" or part != "n" or ends == "0000":
                continue
            lex, words = nouns[offset]
            verb, noun = verbs[int(ends[:2], 16) - 1], words[int(ends[2:], 16) - 1]
            if lex in EVENT_LIKE and WORD.match(verb) and WORD.match(noun) and (verb, noun) not in ASTRAY:
                found[verb].add(noun)
    for verb, noun in MISSING:
        found[verb].add(noun)
    return sorted((verb, *sorted(nouns - {verb})) for verb, nouns in found.items() if nouns - {verb})


def write(path, rows):
    path.write_text("".join("\t".join(row) + "\n" for row in rows))


if __name__ == "__main__":
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    write(target / "irregular.tsv", irregular(source))
    write(target / "families.tsv", families(source))
