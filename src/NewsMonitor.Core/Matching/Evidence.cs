using NewsMonitor.Core.Items;

namespace NewsMonitor.Core.Matching;

/// <summary>Why one leaf of a rule holds: which words, where, and how they answer what the rule says.</summary>
/// <param name="Leaf">The kind and words of the leaf as the person wrote them: <c>phrase: troop withdrawal</c>.</param>
/// <param name="Field">The field that holds the words.</param>
/// <param name="Words">The exact words, as the publisher wrote them.</param>
/// <param name="Start">Offset of the first character of <paramref name="Words"/> in the text of the field, in UTF-16 units.</param>
/// <param name="End">Offset behind the last character of <paramref name="Words"/>.</param>
/// <param name="Sentence">The sentence around the words, for people to read.</param>
/// <param name="SentenceStart">Offset of <paramref name="Sentence"/> in the text of the field.</param>
/// <param name="Marks">The single words that matched, as offsets in the text of the field: what a mail prints bold.</param>
/// <param name="Reason">How the words answer the leaf.</param>
public sealed record Evidence(
    string Leaf,
    ItemField Field,
    string Words,
    int Start,
    int End,
    string Sentence,
    int SentenceStart,
    IReadOnlyList<TextSpan> Marks,
    EvidenceReason Reason
);

/// <summary>A stretch of text, in UTF-16 units.</summary>
public readonly record struct TextSpan(int Start, int End);

/// <summary>How the words found answer the words of the rule. The names follow the rule language.</summary>
public enum EvidenceReason : byte
{
    /// <summary>The same words.</summary>
    SameWords,

    /// <summary>Another inflection of them.</summary>
    Form,

    /// <summary>The verb for a noun, or the noun for a verb.</summary>
    VerbNoun,

    /// <summary>A verb with its particle: <i>pull … out</i>.</summary>
    ParticleVerb,

    /// <summary>A synonym from the word lists.</summary>
    Synonym,

    /// <summary>The joined, split or hyphenated form.</summary>
    Compound,

    /// <summary>Another spelling of a name.</summary>
    SpellingVariant,

    /// <summary>A given name shortened to its initial.</summary>
    Initial,

    /// <summary>A title and the surname.</summary>
    TitleAndSurname,

    /// <summary>The surname alone.</summary>
    Surname,

    /// <summary>The people of a place, or its adjective.</summary>
    Demonym,

    /// <summary>The capital of a country.</summary>
    Capital,

    /// <summary>A city of a country.</summary>
    CityIn,

    /// <summary>A region, or another part, of a place.</summary>
    RegionIn,

    /// <summary>An acronym in capitals.</summary>
    Acronym,
}
