namespace Funnel.Storage;

/// <summary>How a store knows that commits which were confirmed are not in it.</summary>
public enum LossKind
{
    /// <summary>It has fewer commits than were confirmed: a copy was put in its place, or its log was lost.</summary>
    Behind,

    /// <summary>It is empty, or another one, where one with commits was.</summary>
    Replaced,

    /// <summary>It is a copy of the one that was worked on: that one may have gone on.</summary>
    Copied,
}

/// <summary>Commits that were confirmed are missing, or may be.</summary>
/// <param name="FoundAt">When that was found out, by this host's clock; tells one loss from the next.</param>
/// <param name="AliveUntil">The last of what is missing was committed by then; null when nobody can tell.</param>
public sealed record StoreLoss(LossKind Kind, DateTimeOffset FoundAt, DateTimeOffset? AliveUntil);

/// <summary>What a store knows of its own past. Registered by a storage that can lose commits without failing.</summary>
public interface IStoreHistory
{
    /// <summary>The last loss that was found when the store was opened, by this process or an earlier one; null when there was none.</summary>
    StoreLoss? Loss { get; }
}
