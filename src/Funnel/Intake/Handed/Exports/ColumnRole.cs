namespace Funnel.Intake.Handed.Exports;

/// <summary>What a column holds.</summary>
public enum ColumnRole
{
    /// <summary>What the person wrote.</summary>
    Content,

    /// <summary>The person's name.</summary>
    Nick,

    /// <summary>The person's id.</summary>
    Person,

    Time,

    /// <summary>The comment's id.</summary>
    Id,

    /// <summary>The video's id, or its address.</summary>
    Video,

    /// <summary>The video's address beside its id.</summary>
    Link,

    /// <summary>The video's title.</summary>
    Title,

    /// <summary>The comment that is answered.</summary>
    Parent,

    /// <summary>Whether the merchant wrote it.</summary>
    Own,
}
