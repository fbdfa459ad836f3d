using System.Globalization;
using Funnel.Claims;
using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Tasks;

/// <summary>One thing that waits for a person, as the lists know it.</summary>
/// <param name="Note">Who is on it, or until when it was put off; null when neither.</param>
public sealed record TaskLine(LeadSummary Lead, WaitingEffect Waiting, TaskNote? Note)
{
    /// <summary>The code of tasks of which nobody noted why they wait.</summary>
    private const string NoCause = "text";

    public TaskId Id => new(Lead.Id, Waiting.Effect);

    public string VideoId => Waiting.VideoId ?? Lead.VideoId;

    /// <summary>Since when the person waits; of lines of earlier versions, since their lead last moved.</summary>
    public DateTimeOffset Since => Waiting.Since ?? Lead.MovedAt;

    public string Cause => Waiting.Reason?.Code ?? NoCause;

    public bool IsPutOff => Note is { PutOff: true };

    internal Reason Why => Waiting.Reason ?? Reason.Text("");

    /// <summary>Where what can be done together is.</summary>
    internal string Place => $"{Lead.AccountId}|{VideoId}";

    /// <summary>What closes soon comes first, then who waits longest.</summary>
    internal string Rank(DateTimeOffset now) => Waiting.Until is { } end && end > now ? "0" + Ticks(end) : "1" + Ticks(Since);

    private static string Ticks(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
}
