namespace NewsMonitor.Core.Vocabulary;

/// <summary>
/// A sound of a name as Latin spellings write it. Spellings of one sound in several languages (<i>sh</i>, <i>sch</i>,
/// <i>sz</i>) are one member; sounds that only some transliterations keep apart (<i>k</i> and <i>kh</i>) are two. Vowels
/// first, so that a comparison tells them from consonants.
/// </summary>
internal enum Sound : byte
{
    /// <summary>a, ae</summary>
    A,

    /// <summary>e</summary>
    E,

    /// <summary>i, ee, ie, y between consonants</summary>
    I,

    /// <summary>o, oe</summary>
    O,

    /// <summary>u, oo, ou, ue</summary>
    U,

    /// <summary>ai, ay, ei, ey, ej</summary>
    Ai,

    /// <summary>au, aw</summary>
    Au,

    /// <summary>y before a vowel</summary>
    Y,

    /// <summary>w</summary>
    W,

    /// <summary>h</summary>
    H,

    /// <summary>b</summary>
    B,

    /// <summary>p</summary>
    P,

    /// <summary>v</summary>
    V,

    /// <summary>f, ph</summary>
    F,

    /// <summary>d</summary>
    D,

    /// <summary>dh</summary>
    Dh,

    /// <summary>t</summary>
    T,

    /// <summary>th</summary>
    Th,

    /// <summary>s</summary>
    S,

    /// <summary>z</summary>
    Z,

    /// <summary>ts, tz</summary>
    Ts,

    /// <summary>c before e, i and y, and at the end: <i>Cesar</i>, <i>Vucic</i>, <i>Marc</i></summary>
    C,

    /// <summary>sh, sch, sz</summary>
    Sh,

    /// <summary>ch, tch, tsch, cz</summary>
    Ch,

    /// <summary>zh</summary>
    Zh,

    /// <summary>j, dj, dzh, dsch</summary>
    J,

    /// <summary>k, q, ck, qu, and c elsewhere</summary>
    K,

    /// <summary>kh</summary>
    Kh,

    /// <summary>g</summary>
    G,

    /// <summary>gh</summary>
    Gh,

    /// <summary>l</summary>
    L,

    /// <summary>m</summary>
    M,

    /// <summary>n</summary>
    N,

    /// <summary>r, rh</summary>
    R,
}
