using Funnel.Clocks;
using Microsoft.Extensions.Logging;

namespace Funnel.Connectors.WeCom;

/// <summary>
/// Our one acquisition link: given by id, else found by name, else created once (https://developer.work.weixin.qq.com/document/path/97297).
/// Kept in memory only: the next start finds it by its name, and so does whoever lost the answer to create_link.
/// </summary>
internal sealed partial class AcquisitionLink(WeComApi api, WeComOptions options, TimeProvider time, ILogger<AcquisitionLink> logger)
{
    /// <summary>Most ids on a page of list_link.</summary>
    private const int PageSize = 100;

    /// <summary>A bound against a cursor that never ends; 10,000 links are far above what a corp may have.</summary>
    private const int MaxPages = 100;

    private static readonly TimeSpan CheckEvery = TimeSpan.FromHours(1);

    /// <summary>How long a refusal that only a person can change is repeated from memory: every lead asks for the link.</summary>
    private static readonly TimeSpan RefusalPause = TimeSpan.FromSeconds(30);

    private readonly SingleFlight<Outcome<OurLink>> flight = new();
    private volatile OurLink? ours;
    private volatile Refusal? refusal;

    public Task<Outcome<OurLink>> Get(CancellationToken ct) =>
        ours is { } known ? Task.FromResult<Outcome<OurLink>>(known) : flight.Run(Find, ct);

    /// <summary>Makes sure once an hour that the link still exists: who deletes it tells only the instance that got the callback.</summary>
    public async Task<Outcome<OurLink>> Prepare(CancellationToken ct)
    {
        if (ours is not { } known)
        {
            return await Get(ct);
        }

        if (known.CheckedAt.Age(time) < CheckEvery)
        {
            return known;
        }

        var read = await Read(known.Id, ct);
        if (read.Failure is not { } failure)
        {
            ours = read.Value;
            return read;
        }

        if (failure.Kind.MayRetryRead())
        {
            return failure;
        }

        Interlocked.CompareExchange(ref ours, null, known);
        return await Get(ct);
    }

    /// <summary>Something was deleted by hand: the next <see cref="Get"/> finds out whether it was this one.</summary>
    public void Expire() => ours = null;

    private async Task<Outcome<OurLink>> Find()
    {
        if (ours is { } known)
        {
            return known;
        }

        if (refusal is { } recent && recent.Since.Age(time) < RefusalPause)
        {
            return recent.Failure;
        }

        var outcome = options.LinkId is { } id ? await Read(id, CancellationToken.None) : await FindOrCreate();
        if (outcome.Failure is { } failure)
        {
            refusal = failure.Kind.NeedsPerson() ? new Refusal(failure, TimeMark.Now(time)) : null;
            return failure;
        }

        ours = outcome.Value;
        Log.Found(logger, outcome.Value.Id);
        return outcome;
    }

    private async Task<Outcome<OurLink>> FindOrCreate()
    {
        var found = await FindByName();
        if (found.Failure is { } failure)
        {
            return failure;
        }

        if (found.Value is { } existing)
        {
            return existing;
        }

        var created = await Create();
        if (!created.Ok)
        {
            return created;
        }

        // Two instances that start together both create one. Both then look again and agree on the oldest.
        var again = await FindByName();
        return again is { Ok: true, Value: { } oldest } ? oldest : created;
    }

    private async Task<Outcome<OurLink>> Create()
    {
        var request = new CreateLinkRequest(options.LinkName, new LinkRange([.. options.Staff.Distinct(StringComparer.Ordinal)]), SkipVerify: true);
        var answer = await api.Post(Calls.CreateLink, request, Wire.Default.CreateLinkRequest, CancellationToken.None);
        if (answer.Failure is { } failure)
        {
            return failure;
        }

        Log.Created(logger);
        return Link(answer.Value.Link?.LinkId, answer.Value.Link, Effect.Send);
    }

    /// <summary>The oldest link of our name; null when there is none.</summary>
    private async Task<Outcome<OurLink?>> FindByName()
    {
        OurLink? oldest = null;
        var cursor = "";
        for (var page = 0; page < MaxPages; page++)
        {
            var ids = await api.Post(Calls.ListLinks, new CursorRequest(PageSize, cursor), Wire.Default.CursorRequest, CancellationToken.None);
            if (ids.Failure is { } failure)
            {
                return failure;
            }

            foreach (var id in ids.Value.LinkIdList ?? [])
            {
                var read = id is null ? ErrorCodes.Unreadable(Effect.Read) : await Read(id, CancellationToken.None);
                if (read.Failure is { } problem && problem.Kind.MayRetryRead())
                {
                    return problem;
                }

                // One that cannot be read for good was deleted in between; it is not ours to worry about.
                oldest = read.Ok && string.Equals(read.Value.Name, options.LinkName, StringComparison.Ordinal) ? Older(oldest, read.Value) : oldest;
            }

            if (ids.Value.NextCursor is not { Length: > 0 } next)
            {
                return oldest;
            }

            cursor = next;
        }

        return new Failure(FailureKind.Rejected, "cursor", "The list of acquisition links does not end: give Funnel:WeCom:LinkId.");
    }

    private async Task<Outcome<OurLink>> Read(string id, CancellationToken ct)
    {
        var answer = await api.Post(Calls.GetLink, new LinkRequest(id), Wire.Default.LinkRequest, ct);
        return answer.Failure is { } failure ? failure : Link(id, answer.Value.Link, Effect.Read);
    }

    private Outcome<OurLink> Link(string? id, LinkWire? wire, Effect effect) =>
        id is { Length: > 0 } && wire is not null && Uri.TryCreate(wire.Url, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
            ? new OurLink(id, wire.LinkName ?? "", url, wire.CreateTime, TimeMark.Now(time))
            : ErrorCodes.Unreadable(effect);

    private static OurLink Older(OurLink? one, OurLink other) =>
        one is null || (other.CreatedAt, other.Id).CompareTo((one.CreatedAt, one.Id)) < 0 ? other : one;

    private sealed record Refusal(Failure Failure, TimeMark Since);

    private static partial class Log
    {
        [LoggerMessage(4104, LogLevel.Information, "Using WeCom acquisition link {LinkId}")]
        public static partial void Found(ILogger logger, string linkId);

        [LoggerMessage(4105, LogLevel.Information, "Created a WeCom acquisition link")]
        public static partial void Created(ILogger logger);
    }
}

/// <param name="CreatedAt">Seconds since 1970.</param>
internal sealed record OurLink(string Id, string Name, Uri Url, long CreatedAt, TimeMark CheckedAt)
{
    /// <summary>The longest token that also fits a contact way's state (30 characters); a link takes 64 bytes and cuts off the rest silently.</summary>
    public const int MaxToken = 30;

    /// <summary>The link that carries a token.</summary>
    public Uri With(string token)
    {
        var address = new UriBuilder(Url);
        var channel = $"customer_channel={Uri.EscapeDataString(token)}";
        address.Query = address.Query is { Length: > 1 } query ? $"{query[1..]}&{channel}" : channel;
        return address.Uri;
    }

    /// <exception cref="ArgumentException">The token is empty, longer than 30, or not printable ASCII.</exception>
    public static void CheckToken(string token)
    {
        if (token.Length is 0 or > MaxToken || !token.All(letter => letter is > ' ' and <= '~'))
        {
            throw new ArgumentException($"A token is 1–{MaxToken} printable ASCII characters.", nameof(token));
        }
    }
}
