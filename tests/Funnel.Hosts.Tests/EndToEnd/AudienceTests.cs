using Funnel.Sandbox.Audience;
using Funnel.Triage;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>The demo promises that nobody who asks is missed, whatever the seed.</summary>
public sealed class AudienceTests
{
    private readonly CommentJudge judge = new(TriageModel.Shipped, new TriageOptions());
    private readonly MerchantRules rules = MerchantRules.Create(["资料", "电子版"], ["1"], []);

    [Fact]
    public void Whatever_somebody_in_the_audience_asks_is_answered_or_reviewed()
    {
        var asked = from opener in Phrases.Openers.Distinct()
                    from inquiry in Phrases.Inquiries
                    from closer in Phrases.Closers.Distinct()
                    select opener + inquiry + closer;
        var brought = from text in Phrases.Brought
                      from name in Phrases.Surnames
                      from ending in Phrases.Endings
                      select string.Format(System.Globalization.CultureInfo.InvariantCulture, text, "@" + name + ending + " ");
        var missed = asked.Concat(brought).Concat(Phrases.Again).Where(text => judge.Judge(text, rules).Decision == Decision.Drop).ToList();
        Assert.True(missed.Count == 0, string.Join(" / ", missed));
    }
}
