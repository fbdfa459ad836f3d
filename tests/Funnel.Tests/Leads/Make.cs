using System.Globalization;
using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Triage;

namespace Funnel.Tests.Leads;

/// <summary>Valid leads and commands to start from.</summary>
internal static class Make
{
    public const string Offer = "material";
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly RetryRules Rules = new(5, 5, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));
    public static readonly ContactId Contact = new("staff", "wx-1");
    public static readonly string ReplyId = Effect.ReplyId(Offer);

    public static LeadCommand.Inquire Inquire(string comment = "c1", string offer = Offer, string person = "p1") =>
        new(Noon, "shop", person, "小明", new Ask(comment, "v1", Noon, "求资料", offer, 0.99f, InquiryKind.Material, Tier.Rule));

    public static Lead Inquired() => LeadDecider.Decide(null, Inquire()).State!;

    public static ChatWindow Wrote(string id = "w1", int minute = 0) =>
        new(WindowKind.Wrote, "chat1", id, Noon.AddMinutes(minute), Noon.AddMinutes(minute).AddDays(1), 6);

    public static ChatWindow Opened(string id = "o1", int minute = 0) =>
        new(WindowKind.Opened, "chat1", id, Noon.AddMinutes(minute), Noon.AddMinutes(minute).AddSeconds(30), 3);

    public static LeadCommand.Arrive Arrive(string? code = "code", int second = 0) =>
        new(Noon.AddSeconds(second), Contact, code, Noon.AddSeconds(second + 19), Noon.AddSeconds(second));

    public static Outcome<SendReceipt> Failed(FailureKind kind) => new Failure(kind, "x", kind.ToString());

    public static LeadCommand.Claim Claim(string effect, int second = 0) =>
        new(Noon.AddSeconds(second), effect, string.Create(CultureInfo.InvariantCulture, $"a{second}"), "text", 0);

    public static LeadCommand.Settle Settle(string effect, Outcome<SendReceipt> result, int claimedAt = 0) =>
        new(Noon.AddSeconds(claimedAt + 1), effect, string.Create(CultureInfo.InvariantCulture, $"a{claimedAt}"), result, Rules);

    public static LeadCommand.ReadBack ReadBack(string effect, ReadBackResult result, int claimedAt = 0, int after = 60) =>
        new(Noon.AddSeconds(claimedAt + after), effect, string.Create(CultureInfo.InvariantCulture, $"a{claimedAt}"), result, "r9", Rules);

    /// <summary>A lead whose reply has this status.</summary>
    public static Lead WithReply(EffectStatus status) => status switch
    {
        EffectStatus.Wanted => Inquired(),
        EffectStatus.Sending => Inquired().After(Claim(ReplyId)),
        EffectStatus.Sent => WithReply(EffectStatus.Sending).After(Settle(ReplyId, new SendReceipt("r1"))),
        EffectStatus.Unknown => WithReply(EffectStatus.Sending).After(Settle(ReplyId, Failed(FailureKind.Unknown))),
        EffectStatus.Parked => WithReply(EffectStatus.Sending).After(Settle(ReplyId, Failed(FailureKind.Rejected))),
        _ => WithReply(EffectStatus.Sending).After(Settle(ReplyId, Failed(FailureKind.Gone))),
    };

    /// <summary>The state after commands that must all be legal.</summary>
    public static Lead After(this Lead lead, params ReadOnlySpan<LeadCommand> commands)
    {
        foreach (var command in commands)
        {
            var decided = LeadDecider.Decide(lead, command);
            Assert.Null(decided.Refusal);
            lead = decided.State!;
        }

        return lead;
    }
}
