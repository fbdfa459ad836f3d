using Funnel.Leads;

namespace Funnel.DoNotContact;

/// <summary>Somebody who is not to be contacted.</summary>
/// <param name="Id">32 hex digits of a keyed hash: whoever has the person's id and the deployment's key can tell that it is them, nobody else who it is. It outlives the person's data.</param>
/// <param name="Lifted">Who took the person off the list; null while they are on it. Kept so that the same words, told a second time, do not put them back.</param>
public sealed record ListedPerson(string Id, Refusal Refusal, Lifted? Lifted = null)
{
    /// <summary>When the person had refused before, which an operator took back; null when they had not, and in rows of versions that did not note it.</summary>
    public DateTimeOffset? Earlier { get; init; }

    /// <summary>Characters of an id.</summary>
    public const int IdChars = 32;
}

/// <param name="By">The operator's name.</param>
public sealed record Lifted(DateTimeOffset At, string By);
