using System.Text.Json.Serialization;
using Funnel.Reasons;
using Funnel.Storage;

namespace Funnel.Leads;

/// <summary>JSON of leads, their journal, lists and work.</summary>
[JsonSerializable(typeof(LeadDocument))]
[JsonSerializable(typeof(Effect))]
[JsonSerializable(typeof(JournalDocument))]
[JsonSerializable(typeof(LeadSummary))]
[JsonSerializable(typeof(LeadLine))]
[JsonSerializable(typeof(CounterDocument))]
[JsonSerializable(typeof(WorkMessage))]
[JsonSerializable(typeof(FeedEntry))]
[JsonSerializable(typeof(FeedHead))]
[JsonSerializable(typeof(FeedPointer))]
internal sealed partial class LeadJson : JsonSerializerContext
{
    public static LeadJson Plain { get; } = new(StoredJson.Options(new StoredReason(), new StoredWaitingEffect(), new StoredEffectsConverter()));
}
