using System.Collections.Concurrent;
using System.Collections.Immutable;
using Funnel.Clocks;

namespace Funnel.Recovery;

/// <content>What people wait for after a loss: that their comments were read again, and in an empty store that somebody has looked whether it is a new shop's.</content>
public sealed partial class CatchUps
{
    /// <summary>People who ask anew wait so long at most for their earlier comments to be read, as long as they can be.</summary>
    private static readonly TimeSpan ReadWithin = TimeSpan.FromMinutes(10);

    /// <summary>They wait so long at most where nothing can be read, because the account is paused.</summary>
    private static readonly TimeSpan ReadAtLast = TimeSpan.FromDays(1);

    /// <summary>An account that was not read for so long was paused in between.</summary>
    private static readonly TimeSpan Paused = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, TimeMark> readAt = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TimeMark> polledAt = new(StringComparer.Ordinal);

    /// <summary>
    /// Whether the account's comments are still being read again: somebody who asks now may have been answered under a comment that is not known yet. It ends in any
    /// case after ten minutes of reading, or nobody would be answered where one video cannot be read.
    /// </summary>
    public bool IsReading(string accountId) =>
        IsKnownLoss && state is { Lost: { } lost } && !state.Read.Contains(accountId, StringComparer.Ordinal) && MayGoOn(lost, accountId);

    /// <summary>
    /// Whether the store was empty and nobody has looked yet whether the account is a new shop's: until then it may be an old one's. It ends after ten minutes, too.
    /// </summary>
    public bool IsProbing(string accountId) =>
        state is { HasFound: false, Lost: { Cause: CatchUpCause.New } lost } && !state.Probed.Contains(accountId, StringComparer.Ordinal) && MayGoOn(lost, accountId);

    /// <summary>Whether one of the two still lasts, as other processes know it: one read every few seconds while it does.</summary>
    public async ValueTask<bool> IsStillUncertain(string accountId, CancellationToken ct)
    {
        if ((IsReading(accountId) || IsProbing(accountId)) && !(loaded?.Age(time) < LookEvery) && (await Load(ct)).State is { } now)
        {
            Take(now);
        }

        return IsReading(accountId) || IsProbing(accountId);
    }

    /// <summary>Whether they were read a moment ago: what has waited for that may not know yet.</summary>
    public bool WasJustRead(string accountId) => readAt.TryGetValue(accountId, out var at) && at.Age(time) < LongestWait;

    /// <summary>When to look whether they are read: in half as long again as it has taken so far, so that few messages are needed, and soon where it is soon done.</summary>
    public TimeSpan UntilRead => TimeSpan.FromSeconds(Math.Clamp((time.GetUtcNow() - (state.Lost?.FoundAt ?? DateTimeOffset.MinValue)).TotalSeconds / 2, 3, LongestWait.TotalSeconds));

    /// <summary>
    /// The account is being read, for the first time or again after a pause: the time for it counts from now on. An operator who pauses a restored shop must not find its people answered
    /// twice when it goes on. One write for each account, loss and pause; nothing when nobody waits for it.
    /// </summary>
    public Task Reads(string accountId, CancellationToken ct)
    {
        if (!IsReading(accountId) && !IsProbing(accountId))
        {
            return Task.CompletedTask;
        }

        var goesOn = polledAt.TryGetValue(accountId, out var last) && last.Age(time) < Paused;
        polledAt[accountId] = TimeMark.Now(time);
        return goesOn ? Task.CompletedTask : Change(s => s with { ReadSince = (s.ReadSince ?? ImmutableDictionary<string, DateTimeOffset>.Empty).SetItem(accountId, time.GetUtcNow()) }, ct);
    }

    /// <summary>All comments of the account were read and triaged since the loss. One write for each account and loss.</summary>
    public Task ReadAll(string accountId, CancellationToken ct) =>
        Change(s => s.Read.Contains(accountId, StringComparer.Ordinal) ? s : s with { Read = s.Read.Add(accountId) }, ct);

    /// <summary>It is known whether anything was answered in the account before the store was empty. One write for each account of an empty store.</summary>
    /// <param name="found">Something was: it is no new shop's.</param>
    public Task Probed(string accountId, bool found, CancellationToken ct) =>
        Change(s => s with { HasFound = s.HasFound || found, Probed = s.Probed.Contains(accountId, StringComparer.Ordinal) ? s.Probed : s.Probed.Add(accountId) }, ct);

    private bool MayGoOn(CatchUp lost, string accountId)
    {
        var (now, since) = (time.GetUtcNow(), state.ReadSince?.TryGetValue(accountId, out var at) == true ? at : default(DateTimeOffset?));
        return now >= lost.FoundAt && now - lost.FoundAt < ReadAtLast && !(now - since >= ReadWithin);
    }
}
