namespace Funnel.Files;

/// <summary>Why a file is no text that can be read: what the message says in English, for who says it in other words.</summary>
public enum TextProblem
{
    /// <summary>It cannot be opened.</summary>
    Unopened,

    /// <summary>A byte does not belong to the encoding that its mark names. The encoding, then byte, offset and line.</summary>
    Mark,

    /// <summary>An Office document of the old kind.</summary>
    OldOffice,

    /// <summary>An Office document of the new kind.</summary>
    Office,

    /// <summary>An archive, or compressed.</summary>
    Packed,
    Pdf,

    /// <summary>A database, or a file of one.</summary>
    Database,
    Picture,
    PropertyList,
    RichText,
    WebPage,

    /// <summary>UTF-16 without a byte order mark.</summary>
    Utf16,

    /// <summary>UTF-8 with places that are broken. How many, then byte, offset and line of the first.</summary>
    Broken,

    /// <summary>Of no encoding that is known. Byte, offset and line where it is no UTF-8.</summary>
    NoEncoding,

    /// <summary>No UTF-8, and as GB18030 no Chinese. Byte, offset and line.</summary>
    NotChinese,
}
