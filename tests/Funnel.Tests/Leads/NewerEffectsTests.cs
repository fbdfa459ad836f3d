using System.Text.Json;
using Funnel.Leads;
using Funnel.Storage;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Leads;

/// <summary>A lead that a newer version has worked on is read, shown and written back by this one, whatever it does not know of it.</summary>
public sealed class NewerEffectsTests
{
    private const string Nudge = """{"id":"nudge:guide","kind":"Nudge","offerId":"guide","status":"Wanted","how":{"often":[1,2]},"text":"还在吗"}""";
    private const string Frozen = """{"status":"Frozen","id":"invite","kind":"Invite","offerId":"guide"}""";

    [Fact]
    public void Effects_of_unknown_kind_or_status_are_kept_untouched_and_worked_on_by_nobody()
    {
        var lead = LeadDocument.Read(Row(Json(Inquired()).Replace("\"effects\":[", $"\"effects\":[{Nudge},{Frozen},", StringComparison.Ordinal)));
        Assert.Equal([ReplyId], lead.Effects.Select(e => e.Id));
        Assert.Equal([("nudge:guide", "Nudge", "Wanted"), ("invite", "Invite", "Frozen")], lead.NewerEffects.Select(e => (e.Id, e.Kind, e.Status)));
        Assert.Equal([ReplyId], lead.UnderWay(Rules, Noon).Select(w => w.Effect.Id));

        var moved = lead.After(Claim(ReplyId), Settle(ReplyId, new Funnel.Connectors.SendReceipt("r")));
        var written = Json(moved);
        Assert.Contains($"{Nudge},{Frozen}]", written, StringComparison.Ordinal);
        Assert.Equal(written, Json(LeadDocument.Read(Row(written))));
        Assert.Equal(EffectStatus.Sent, LeadDocument.Read(Row(written)).Find(ReplyId)!.Status);
    }

    [Fact]
    public void A_lead_without_effects_and_one_of_effects_that_are_no_list_are_told_apart()
    {
        var bare = LeadDocument.Read(Row(Json(Inquired() with { Effects = [] }).Replace("\"effects\":[],", "", StringComparison.Ordinal)));
        Assert.True(bare.Effects.IsEmpty && bare.NewerEffects.IsEmpty);
        Assert.Throws<JsonException>(() => LeadDocument.Read(Row(Json(Inquired() with { Effects = [] }).Replace("\"effects\":[]", "\"effects\":7", StringComparison.Ordinal))));
    }

    private static Row Row(string json) => new("l", LeadStore.LeadKey, json);

    private static string Json(Lead lead) => JsonSerializer.Serialize(new LeadDocument(LeadDocument.CurrentSchema, lead), LeadJson.Plain.LeadDocument);
}
