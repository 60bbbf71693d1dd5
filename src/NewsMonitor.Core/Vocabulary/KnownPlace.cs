using System.Collections.Immutable;

namespace NewsMonitor.Core.Vocabulary;

/// <summary>What sort of place it is.</summary>
public enum PlaceKind
{
    /// <summary>A country, or a territory with a country code of its own.</summary>
    Country,

    /// <summary>A part of a country, or a region that lies in several.</summary>
    Region,

    /// <summary>A city.</summary>
    City,

    /// <summary>None: what only begins or ends like a place (<i>Washington Post</i>), so that the longest name wins. No rule can name it.</summary>
    None,
}

/// <summary>What a form of a place stands for in the text.</summary>
public enum PlaceRole
{
    /// <summary>The place itself, by one of its names.</summary>
    Name,

    /// <summary>Its people, or its adjective.</summary>
    People,

    /// <summary>The capital of a country or of a state.</summary>
    Capital,

    /// <summary>A city in it.</summary>
    City,

    /// <summary>A region in it, and in no other country.</summary>
    Region,
}

/// <summary>One way in which the news writes a place.</summary>
/// <param name="Words">Folded words, one after another.</param>
/// <param name="Role">What it stands for.</param>
/// <param name="IsAcronym">True for two to four capitals: only capitals in the text will do.</param>
/// <param name="IsHomograph">True when it is an ordinary English word or a common name of persons too: where the capital
/// letter says nothing, it needs a second sign.</param>
/// <param name="IsShared">True when places in other countries or states have the same name: it counts only beside its
/// country, its state or their people in the item.</param>
public sealed record PlaceForm(
    ImmutableArray<string> Words,
    PlaceRole Role,
    bool IsAcronym,
    bool IsHomograph = false,
    bool IsShared = false
);

/// <summary>A place with every form in which the news writes it.</summary>
/// <param name="Name">As rules write it; with the country or state in brackets where a reader would be unsure.</param>
/// <param name="Kind">What sort of place it is.</param>
/// <param name="Country">The name of the country that it lies in; null for a country and for a region of several.</param>
/// <param name="Forms">Its own names first.</param>
public sealed record KnownPlace(string Name, PlaceKind Kind, string? Country, ImmutableArray<PlaceForm> Forms);
