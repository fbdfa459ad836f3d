
namespace Funnel.Connectors.WeCom;

/// <summary>What the acquisition link costs and brings, and contact codes beside it. All but <see cref="AddContactWay"/> are reads.</summary>
public sealed class WeComAcquisition
{
    private const long Day = 24 * 60 * 60;

    // Days are Beijing's, which has no summer time.
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    private readonly WeComApi api;
    private readonly AcquisitionLink link;
    private readonly WeComOptions options;
    private readonly TimeProvider time;

    internal WeComAcquisition(WeComApi api, AcquisitionLink link, WeComOptions options, TimeProvider time) =>
        (this.api, this.link, this.options, this.time) = (api, link, options, time);

    /// <summary>How many uses are left, and when they expire.</summary>
    public async Task<Outcome<AcquisitionQuota>> Quota(CancellationToken ct)
    {
        var answer = await api.Get(Calls.Quota, ct);
        if (answer.Failure is { } failure)
        {
            return failure;
        }

        var parts = from part in answer.Value.QuotaList ?? []
                    where part is not null
                    let end = UnixTime.Read(part.ExpireDate)
                    where end is not null
                    select new QuotaPart(end.Value, part.Balance);
        return new AcquisitionQuota(answer.Value.Total, answer.Value.Balance, [.. parts]);
    }

    /// <summary>
    /// Clicks and new customers of our link on whole Beijing days, both ends included: for the link as a whole, not for one token.
    /// </summary>
    /// <param name="first">Not more than 180 days ago.</param>
    /// <param name="last">Not before <paramref name="first"/>, at most 30 days after it, not in the future.</param>
    /// <returns>Rejected, without a call, when the days are outside those bounds.</returns>
    public async Task<Outcome<AcquisitionStatistic>> Statistic(DateOnly first, DateOnly last, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().ToOffset(Beijing).DateTime);
        if (last < first || last > today || last.DayNumber - first.DayNumber > 30 || today.DayNumber - first.DayNumber > 180)
        {
            return new Failure(FailureKind.Rejected, "days", $"Days {first:O} to {last:O}: at most 30 days apart, in order, and within the last 180 days up to {today:O}.");
        }

        var ours = await link.Get(ct);
        if (ours.Failure is { } missing)
        {
            return missing;
        }

        var request = new StatisticRequest(ours.Value.Id, StartOf(first), StartOf(last) + Day - 1);
        var answer = await api.Post(Calls.Statistic, request, Wire.Default.StatisticRequest, ct);
        return answer.Failure is { } failure ? failure : new AcquisitionStatistic(answer.Value.ClickLinkCustomerCnt, answer.Value.NewCustomerCnt);
    }

    /// <summary>
    /// Creates a contact code (联系我) that reports <paramref name="token"/> as its state. One attempt; each costs one of the corp's 500,000 slots and is invisible in the
    /// admin console, so keep the id.
    /// </summary>
    /// <param name="token">1–30 printable ASCII characters.</param>
    /// <param name="remark">For staff, at most 30 characters.</param>
    public async Task<Outcome<ContactWay>> AddContactWay(string token, string? remark, CancellationToken ct)
    {
        OurLink.CheckToken(token);
        if (remark is { Length: > 30 })
        {
            return new Failure(FailureKind.Rejected, "remark", "The remark of a contact way has at most 30 characters.");
        }

        // Type 2: several members of staff; scene 2: a QR code.
        var request = new ContactWayRequest(2, 2, remark, SkipVerify: true, token, [.. options.Staff.Distinct(StringComparer.Ordinal)]);
        var answer = await api.Post(Calls.AddContactWay, request, Wire.Default.ContactWayRequest, ct);
        if (answer.Failure is { } failure)
        {
            return failure;
        }

        return answer.Value.ConfigId is { Length: > 0 } id && Uri.TryCreate(answer.Value.QrCode, UriKind.Absolute, out var code)
            ? new ContactWay(id, code)
            : ErrorCodes.Unreadable(Effect.Send);
    }

    /// <summary>Deletes a contact code: nobody arrives by it any more, whoever has its picture. Repeating it is harmless.</summary>
    public async Task<Outcome<Done>> DeleteContactWay(string configId, CancellationToken ct)
    {
        var answer = await api.Post(Calls.DeleteContactWay, new ContactWayIdRequest(configId), Wire.Default.ContactWayIdRequest, ct);
        return answer.Failure is { } failure ? failure : default(Done);
    }

    private static long StartOf(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Beijing).ToUnixTimeSeconds();
}

/// <param name="Total">All uses ever granted.</param>
/// <param name="Balance">Uses left.</param>
public sealed record AcquisitionQuota(long Total, long Balance, IReadOnlyList<QuotaPart> Parts);

/// <param name="ExpiresAt">The midnight at which this part ends.</param>
public sealed record QuotaPart(DateTimeOffset ExpiresAt, long Balance);

public sealed record AcquisitionStatistic(long Clicks, long NewCustomers);

/// <param name="ConfigId">The only handle by which the code can be changed or deleted.</param>
/// <param name="QrCode">Address of the picture.</param>
public sealed record ContactWay(string ConfigId, Uri QrCode);
