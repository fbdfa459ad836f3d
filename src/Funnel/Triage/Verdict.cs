namespace Funnel.Triage;

/// <summary>What an inquiring person asks for: the first thing asked when there are several.</summary>
public enum InquiryKind : byte
{
    /// <summary>Not an inquiry.</summary>
    None,
    Material,
    Price,
    Buy,
    Link,
    HowTo,
    Where,
    Availability,
    Contact,
    Interest,
    Other,
}

/// <summary>What is done with a comment.</summary>
public enum Decision : byte
{
    /// <summary>Counted and dropped.</summary>
    Drop,

    /// <summary>A person decides.</summary>
    Review,

    /// <summary>Answered automatically.</summary>
    Answer,
}

/// <summary>Which tier of the ladder decided.</summary>
public enum Tier : byte
{
    /// <summary>Filtered before all: own comment, advert, repeat, @friend chat, empty.</summary>
    Filter,

    /// <summary>The merchant's own rules.</summary>
    Rule,

    /// <summary>The built-in linear model.</summary>
    Model,

    /// <summary>The optional language model.</summary>
    LanguageModel,

    /// <summary>An operator.</summary>
    Person,
}

/// <summary>The outcome of triage for one comment. A small value: judging allocates nothing.</summary>
/// <param name="P">Probability that the comment is an inquiry, 0–1, calibrated.</param>
public readonly record struct Verdict(float P, InquiryKind Kind, Decision Decision, Tier Tier);
