#!/usr/bin/env python3
"""Makes words.tsv, irregular.tsv, spellings.tsv and families.tsv from WordNet and SCOWL, as Debian packages install them.

    apt-get install wordnet-base scowl
    python3 make-words.py [/usr/share/wordnet] [/usr/share/dict/scowl]

words.tsv:     base forms, grouped by what is known of them: parts of speech (n v a r), N = mainly a common noun in the
               news, o = ordinary English, then how common it is as a hexadecimal digit.
irregular.tsv: an inflected form, then all its base forms, where the regular rules (inflections() below and
               Inflections.cs: keep them alike) would find others.
spellings.tsv: a British base form, then its American spelling, under which both are known.
families.tsv:  a verb, then the nouns of what it does (derivationally related forms, one step), limited to nouns that name
               an act, an event, a communication, a process, a state, a phenomenon or a possession: what is reported,
               not who did it or with what; and only where verb and noun are mostly used in the senses that WordNet links.
Our own corrections stand in own-words.tsv beside this script and win over both sources.
"""
import re
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parent
# lexicographer files of lexnames(5WN)
EVENT_LIKE = {"04", "10", "11", "19", "21", "22", "26"}
WORD = re.compile(r"^[a-z]{2,30}$")
PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
# SCOWL's levels: 10 is the commonest thousands, 35 a small dictionary, 60 a medium one.
LEVELS = (10, 20, 35, 40, 50, 55, 60)
LARGEST = 60
ORDINARY = 50
# How common the words of a level are at least, as a power of two.
COMMON = {10: 7, 20: 5, 35: 3, 40: 2, 50: 1}


def own_words():
    """Rows of own-words.tsv by their first column."""
    rows = defaultdict(list)
    for line in (HERE / "own-words.tsv").read_text().splitlines():
        if line and not line.startswith("#"):
            kind, *cells = line.split("\t")
            rows[kind].append(cells)
    return rows


def function_words():
    lines = (TARGET / "function-words.tsv").read_text().splitlines()
    return {line for line in lines if not line.startswith("#")}


class WordNet:
    def __init__(self, source):
        self.source = source
        self.senses = {}  # (lemma, part) -> offsets, in order of frequency
        self.counts = defaultdict(int)  # (lemma, part, offset) -> tags
        self.synsets = {}  # (part, offset) -> lex, words, pointers
        self.lower = set()  # (lemma, part) written without capitals
        offsets = {}
        for name, part in PARTS.items():
            for line in (source / f"index.{name}").read_text().splitlines():
                if line.startswith(" "):
                    continue
                fields = line.split()
                count = int(fields[2])
                self.senses[fields[0], part] = fields[-count:]
            for line in (source / f"data.{name}").read_text().splitlines():
                if line.startswith(" "):
                    continue
                fields = line.split(" | ")[0].split()
                many = int(fields[3], 16)
                words = [re.sub(r"\(.*\)$", "", fields[4 + 2 * i]) for i in range(many)]
                at = 4 + 2 * many
                pointers = [fields[at + 1 + 4 * i : at + 5 + 4 * i] for i in range(int(fields[at]))]
                self.synsets[part, fields[0]] = (fields[1], words, pointers)
                self.lower.update((word, part) for word in words if WORD.match(word))
        self.read_counts()

    def read_counts(self):
        kinds = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
        for line in (self.source / "cntlist.rev").read_text().splitlines():
            key, sense, tags = line.split()
            lemma, rest = key.split("%")
            part = kinds[rest[0]]
            offsets = self.senses.get((lemma, part))
            if offsets and int(sense) <= len(offsets):
                self.counts[lemma, part, offsets[int(sense) - 1]] += int(tags)

    def tags(self, lemma, part):
        return sum(self.counts[lemma, part, offset] for offset in self.senses.get((lemma, part), ()))

    def share(self, lemma, part, offsets):
        """Which share of a word's use has one of these senses: each sense counts once besides its tags, the first twice."""
        total = found = 0.0
        for rank, offset in enumerate(self.senses[lemma, part]):
            weight = self.counts[lemma, part, offset] + (2 if rank == 0 else 1 / (rank + 1))
            total += weight
            found += weight if offset in offsets else 0
        return found / total

    def share_synset(self, one, other, parts="nvar"):
        return any(
            set(self.senses.get((one, part), ())) & set(self.senses.get((other, part), ())) for part in parts
        )


def scowl(source):
    levels = {}
    for level in LEVELS:
        for kind in ("english", "american", "british", "british_variant_1", "american_variant_1"):
            path = source / f"{kind}-words.{level}"
            if path.exists():
                for word in path.read_text(encoding="latin-1").split():
                    levels.setdefault(word, level)
    return levels


def words_of(source, kind):
    return {
        word
        for level in LEVELS
        for path in source.glob(f"{kind}*-words.{level}")
        for word in path.read_text(encoding="latin-1").split()
    }


VOWEL = re.compile("[aeiouy]")
# A syllable that must double its consonant before -ed, -ing, -er: hop, stop, quiz.
SHORT = re.compile(r"^[^aeiou]*(qu)?[aeiouy][^aeiouywx]$")


class Inflections:
    """The regular rules, the same as in Inflections.cs."""

    def __init__(self, lemmas):
        self.lemmas = lemmas  # word -> set of parts

    def has(self, word, parts):
        return len(word) > 1 and bool(self.lemmas.get(word, set()) & set(parts))

    def of(self, word):
        found = [word] if word in self.lemmas else []
        found += self.of_plural(word)
        if not self.has(word, "v"):
            found += self.of_suffix(word, "ed", "v") + self.of_suffix(word, "ing", "v")
        if word not in self.lemmas:
            found += self.of_suffix(word, "er", "a") + self.of_suffix(word, "est", "a")
        return sorted(set(found), key=found.index)

    def of_plural(self, word):
        if word.endswith("men") and self.has(word[:-2] + "an", "n"):
            return [word[:-2] + "an"]
        if not word.endswith("s") or word.endswith(("ss", "us", "is")):
            return []
        if word in self.lemmas and len(word) < 5:
            return []
        stems = [word[:-1]]
        if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
            stems.append(word[:-2])
        if word.endswith("ies"):
            stems = [word[:-3] + "y", word[:-1]]
        return [stem for stem in stems if self.has(stem, "nv")][:1]

    def of_suffix(self, word, suffix, part):
        if not word.endswith(suffix):
            return []
        stem = word[: -len(suffix)]
        if not VOWEL.search(stem) and suffix != "ing" and not word.endswith("ied"):
            if not self.has(stem + "e", part):
                return []
        if stem.endswith("i") and suffix != "ing":
            turned = stem[:-1] + "y"
            if self.has(turned, part):
                return [turned]
        if VOWEL.search(stem + "e") and self.has(stem + "e", part):
            also = [stem] if self.has(stem, part) and not SHORT.match(stem) and VOWEL.search(stem) else []
            return [stem + "e"] + also
        if not VOWEL.search(stem):
            return []
        if self.has(stem, part) and not SHORT.match(stem):
            return [stem]
        if len(stem) > 2 and stem[-1] == stem[-2] and self.has(stem[:-1], part):
            return [stem[:-1]]
        return []


def lemmas_of(net, levels, own):
    lemmas = defaultdict(set)
    for word, part in sorted(net.lower):
        tagged = sum(net.tags(word, p) for p in "nvar") > 0
        if levels.get(word, 99) <= LARGEST or tagged:
            lemmas[word].add(part)
    for word, parts in own["word"]:
        lemmas[word] |= set(parts)
    add_unknown(net, lemmas, levels, own)
    for (word,) in own["no word"]:
        lemmas.pop(word, None)
    drop_inflections(net, lemmas, own)
    return dict(lemmas)


def add_unknown(net, lemmas, levels, own):
    """Words that SCOWL has and WordNet has not: blog, vape; with the parts of speech that their inflections tell."""
    irregular = {row[0] for row in own["lemmas"]}
    irregular |= {form for name in PARTS for form, base in exceptions(net, name) if base in lemmas}
    new = {}
    for word, level in sorted(levels.items()):
        if WORD.match(word) and word not in lemmas and word not in irregular:
            e = word[:-1] if word.endswith("e") else word
            doubled = word + word[-1]
            verb = any(form + "ing" in levels for form in (e, word, doubled)) and any(
                form + "ed" in levels for form in (e, word, doubled)
            )
            noun = word + "s" in levels or word + "es" in levels or (word[:-1] + "ies" in levels and word[-1] == "y")
            if verb or noun:
                new[word] = set("v" * verb + "n" * noun)
    rules = Inflections(lemmas)
    for word, parts in sorted(new.items(), key=lambda pair: (len(pair[0]), pair[0])):
        if not rules.of(word):
            lemmas[word] |= parts
    # What is left has no inflections: particles, adverbs.
    for word, level in sorted(levels.items()):
        if WORD.match(word) and word not in irregular and not rules.of(word):
            lemmas[word].add("r" if word.endswith("ly") else "a")


def drop_inflections(net, lemmas, own):
    """Withdrawn is no adjective of its own for us, and sales no more than sale."""
    kept = {word for (words,) in own["base"] for word in words.split()}
    kept |= {noun for _, nouns in own["family"] for noun in nouns.split() if noun.endswith("ing")}
    for word in kept:
        lemmas[word].add("n" if word.endswith(("ing", "s")) else "a")
    rules = Inflections(dict(lemmas))
    irregular = defaultdict(set)
    for form, base in exceptions(net, "verb"):
        irregular[form].add(base)
    for word in sorted(lemmas):
        if word in kept:
            continue
        parts = lemmas[word]
        if word.endswith("men") and rules.of_plural(word):
            del lemmas[word]
            continue
        verbs = [base for base in irregular[word] if "v" in lemmas.get(base, ()) and base != word]
        participle = verbs or (not rules.has(word, "v") and rules.of_suffix(word, "ed", "v"))
        if participle and parts <= {"a", "r"}:
            del lemmas[word]
        elif participle and "n" in parts and "v" not in parts and word.endswith("ed"):
            del lemmas[word]
        elif parts == {"n"} and any("n" in lemmas.get(base, ()) for base in rules.of_plural(word)):
            del lemmas[word]
        elif parts <= {"a", "r", "n"} and word.endswith("ing") and rules.of_suffix(word, "ing", "v"):
            del lemmas[word]
        elif parts <= {"a", "r"} and is_comparative(net, word, rules):
            del lemmas[word]


def is_comparative(net, word, rules):
    """Bigger is a form of big."""
    return any(rules.of_suffix(word, suffix, "a") for suffix in ("er", "est"))


def exceptions(net, name):
    for line in (net.source / f"{name}.exc").read_text().splitlines():
        form, *bases = line.split()
        if WORD.match(form):
            yield from ((form, base) for base in bases if WORD.match(base))


def irregular(net, lemmas, own):
    rules = Inflections(lemmas)
    special = {row[0]: row[1].split() for row in own["lemmas"]}
    by_form = defaultdict(lambda: defaultdict(list))
    for name, part in PARTS.items():
        for form, base in exceptions(net, name):
            if part in lemmas.get(base, ()) and part != "r":
                by_form[form][part].append(base)
    found = {}
    for form, by_part in sorted(by_form.items()):
        bases = [form] if form in lemmas else []
        for part in "vna":
            bases += by_part.get(part, [])
        # The other parts of speech stay regular: leaves is the plural of leaf, and a form of to leave.
        if "n" not in by_part or "v" not in by_part:
            other = "v" if "n" in by_part else "n"
            if "n" in by_part or "v" in by_part:
                bases += [b for b in rules.of(form) if b != form and other in lemmas[b] and form.endswith("s")]
        bases = sorted(set(bases), key=bases.index)
        if bases != rules.of(form):
            found[form] = bases
    found.update(special)
    return found


SPELLINGS = [
    (r"isation$", "ization"), (r"ise$", "ize"), (r"iser$", "izer"), (r"yse$", "yze"), (r"our", "or"), (r"re$", "er"),
    (r"ogue$", "og"), (r"ae", "e"), (r"oe", "e"), (r"ence$", "ense"), (r"ller$", "ler"), (r"lling$", "ling"),
    (r"mme$", "m"), (r"ough$", "ow"), (r"llery$", "lry"), (r"l$", "ll"), (r"lment$", "llment"), (r"lful$", "llful"),
    (r"gement$", "gment"), (r"dgement$", "dgment"), (r"grey", "gray"), (r"sc", "sk"), (r"ph", "f"),
    (r"minium$", "minum"), (r"^aero", "air"), (r"ise$", "ice"), (r"ice$", "ise"), (r"ence$", "ense"), (r"ould", "old"),
    (r"oust", "ust"), (r"geing$", "ging"), (r"mouth", "mouth"), (r"xion$", "ction"), (r"paed", "ped"), (r"llous$", "lous"),
    (r"ly", "ly"), (r"omelette", "omelet"), (r"ise", "ize"), (r"aesth", "esth"),
]  # fmt: skip


def spellings(net, lemmas, levels, american, british, own):
    pairs = {}
    for word in sorted(lemmas):
        for pattern, with_ in SPELLINGS:
            other = re.sub(pattern, with_, word, count=1)
            if other == word or other not in lemmas or other in pairs:
                continue
            if not lemmas[word] & lemmas[other]:
                continue
            known = any((word, part) in net.lower for part in "nvar")
            same = net.share_synset(word, other) if known else word in british
            if same and (word in british or other in american or word not in levels):
                pairs[word] = other
                break
    for one, other in own["spelling"]:
        pairs[one] = other
    for (one,) in own["no spelling"]:
        pairs.pop(one, None)
    return pairs


def families(net, lemmas, levels, spelled, own):
    found = defaultdict(set)
    linked = defaultdict(lambda: (set(), set()))
    for (part, offset), (_, verbs, pointers) in net.synsets.items():
        if part != "v":
            continue
        for symbol, other, kind, ends in pointers:
            if symbol != "+" or kind != "n" or ends == "0000":
                continue
            lex, nouns, _ = net.synsets["n", other]
            verb, noun = verbs[int(ends[:2], 16) - 1], nouns[int(ends[2:], 16) - 1]
            if lex in EVENT_LIKE and verb != noun:
                linked[verb, noun][0].add(offset)
                linked[verb, noun][1].add(other)
    for (verb, noun), (verbs, nouns) in linked.items():
        if "v" not in lemmas.get(verb, ()) or "n" not in lemmas.get(noun, ()):
            continue
        if max(levels.get(verb, 99), levels.get(noun, 99)) > 60:
            continue
        if spelled.get(verb, verb) == spelled.get(noun, noun):
            continue
        if is_astray(net, verb, noun, nouns):
            continue
        found[spelled.get(verb, verb)].add(spelled.get(noun, noun))
    for verb, nouns in own["family"]:
        found[verb] |= set(nouns.split())
    for verb, nouns in own["no family"]:
        found[verb] -= set(nouns.split())
    return {verb: nouns for verb, nouns in found.items() if nouns}


def is_astray(net, verb, noun, nouns):
    """The noun is mostly another thing (flee, flight), or only looks derived (a noun that is shorter than its stem)."""
    return net.share(noun, "n", nouns) < 0.3


def is_mainly_noun(net, word, parts, own):
    if "n" not in parts:
        return False
    tags = {part: net.tags(word, part) for part in parts}
    if sum(tags.values()) == 0:
        senses = {part: len(net.senses.get((word, part), "x")) for part in parts}
        return senses["n"] * 2 > sum(senses.values())
    return tags.get("n", 0) * 2 > sum(tags.values())


def frequency(net, word, parts, levels):
    tags = sum(net.tags(word, part) for part in "nvar")
    return min(14, max(tags.bit_length(), COMMON.get(levels.get(word), 0)))


def main(wordnet, lists):
    own = own_words()
    net, levels = WordNet(wordnet), scowl(lists)
    british, american = (words_of(lists, kind) for kind in ("british", "american"))
    lemmas = lemmas_of(net, levels, own)
    forms = irregular(net, lemmas, own)
    spelled = spellings(net, lemmas, levels, american, british, own)
    related = families(net, lemmas, levels, spelled, own)
    nouns = {word for (words,) in own["noun"] for word in words.split()}
    no_nouns = {word for (words,) in own["no noun"] for word in words.split()} | function_words()
    names = {word for (words,) in own["name"] for word in words.split()}

    grouped = defaultdict(list)
    for word, parts in lemmas.items():
        flags = "".join(part for part in "nvar" if part in parts)
        if (word in nouns and word not in no_nouns) or (word not in no_nouns and is_mainly_noun(net, word, parts, own)):
            flags += "N"
        if levels.get(word, 99) <= ORDINARY and word not in names:
            flags += "o"
        grouped[f"{flags}\t{frequency(net, word, parts, levels):x}"].append(word)
    write("words.tsv", "parts of speech, N mainly a noun, o ordinary; how common; base forms", [
        f"{group}\t{' '.join(line)}" for group, words in sorted(grouped.items()) for line in lines(sorted(words))
    ])  # fmt: skip
    write("irregular.tsv", "form, its base forms", [f"{form}\t{' '.join(bases)}" for form, bases in sorted(forms.items())])
    write("spellings.tsv", "British, American", [f"{one}\t{other}" for one, other in sorted(spelled.items())])
    write("families.tsv", "verb, its nouns", [f"{v}\t{' '.join(sorted(n))}" for v, n in sorted(related.items())])


def lines(words):
    for at in range(0, len(words), 200):
        yield words[at : at + 200]


def write(name, head, rows):
    text = f"# {head}. Made by Making/make-words.py from WordNet 3.0 and SCOWL.\n" + "".join(row + "\n" for row in rows)
    (TARGET / name).write_text(text)
    print(f"{name}: {len(rows)} rows, {len(text):,} bytes")


if __name__ == "__main__":
    main(
        Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/wordnet"),
        Path(sys.argv[2] if len(sys.argv) > 2 else "/usr/share/dict/scowl"),
    )
