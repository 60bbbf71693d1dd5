namespace NewsMonitor.Core.Vocabulary;

/// <summary>Another word for a word.</summary>
/// <param name="Words">One word in its base form, or a verb and its particle (<c>pull out</c>), which may stand up to five words behind.</param>
/// <param name="IsWeak">True when it counts only beside an anchor: another condition of the rule in the same sentence.</param>
/// <param name="Behind">The class of words that it must directly follow (<c>military</c>: <i>US forces</i>), or null.</param>
public sealed record Synonym(string Words, bool IsWeak, string? Behind);
