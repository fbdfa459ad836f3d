using Funnel.Clocks;
using Microsoft.Extensions.Logging;

namespace Funnel.Connectors.WeCom;

/// <summary>
/// A QR code for each person (联系我, https://developer.work.weixin.qq.com/document/path/92228) as a contact path: its state is the person's token, so arrivals are told as those by
/// the acquisition link are. Made when it is first asked for, remembered, and deleted when its time is over.
/// </summary>
internal sealed partial class ContactWays(WeComAcquisition acquisition, ContactWayStore store, WeComOptions options, TimeProvider time, ILogger<ContactWays> logger) : IContactPath, IReadiness
{
    public const string Name = "wecom-qr";

    /// <summary>Codes that one call of <see cref="Prepare"/> deletes at most: WeCom takes 10,000 calls a minute, and others need some.</summary>
    private const int MostDeletions = 100;

    /// <summary>How long a refusal that no waiting repairs is repeated from memory: everybody who asks would be refused again, and offers have other paths.</summary>
    private static readonly TimeSpan RefusalPause = TimeSpan.FromMinutes(5);

    private volatile Refusal? refusal;

    public ContactForm Form => ContactForm.Picture;

    public bool MustBeNamed => true;

    public Task<Failure?> Trouble(CancellationToken ct) => Task.FromResult(Refused);

    private Failure? Refused => refusal is { } recent && recent.Since.Age(time) < RefusalPause ? recent.Failure : null;

    public async Task<Outcome<ContactLink>> ContactLink(string token, CancellationToken ct)
    {
        OurLink.CheckToken(token);
        if (await store.Find(token, ct) is { } known)
        {
            return new ContactLink(known.QrCode);
        }

        if (Refused is { } refused)
        {
            return refused;
        }

        var made = await acquisition.AddContactWay(token, remark: null, ct);
        if (made.Failure is { } failure)
        {
            refusal = failure.Kind.MayRetryRead() ? null : new(failure, TimeMark.Now(time));
            return failure;
        }

        refusal = null;
        var kept = await store.Keep(token, made.Value, time.GetUtcNow() + options.ContactWayLife, ct);
        if (!string.Equals(kept.ConfigId, made.Value.ConfigId, StringComparison.Ordinal))
        {
            await acquisition.DeleteContactWay(made.Value.ConfigId, ct); // another was quicker; if this fails, a slot stays taken
        }

        return new ContactLink(kept.QrCode);
    }

    /// <summary>Deletes codes whose time is over.</summary>
    public async Task<Outcome<Done>> Prepare(IReadOnlyList<Material> materials, CancellationToken ct)
    {
        foreach (var over in await store.Over(time.GetUtcNow(), MostDeletions, ct))
        {
            var deleted = await acquisition.DeleteContactWay(over.ConfigId, ct);
            if (deleted.Failure is { } failure)
            {
                if (failure.Kind is not (FailureKind.Rejected or FailureKind.Gone))
                {
                    return failure;
                }

                Log.NotThere(logger, over.ConfigId, failure.Code); // deleted by somebody else: nobody can do more
            }

            await store.Forget(over, ct);
        }

        return default(Done);
    }

    private sealed record Refusal(Failure Failure, TimeMark Since);

    private static partial class Log
    {
        [LoggerMessage(4110, LogLevel.Warning, "WeCom contact way {ConfigId} could not be deleted ({Code}); it counts as deleted")]
        public static partial void NotThere(ILogger logger, string configId, string code);
    }
}
