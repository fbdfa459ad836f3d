using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Intake;
using Funnel.Reasons;
using Funnel.Review;
using Funnel.Storage;

namespace Funnel.Leads;

/// <summary>A lead as it is stored. <see cref="Schema"/> says how to read it.</summary>
internal sealed record LeadDocument(int Schema, Lead Lead)
{
    /// <summary>
    /// 2: leads have an <see cref="Lead.Origin"/>, and reasons are data; before, they were English text. A version that does not know them would write the lead back
    /// without, so it must refuse.
    /// </summary>
    public const int CurrentSchema = 2;
    private const int OldestSchema = 1;

    /// <exception cref="StorageException">A newer version wrote it.</exception>
    public static Lead Read(Row row)
    {
        var document = JsonSerializer.Deserialize(row.Payload, StoredJson.Plain.LeadDocument)!;
        return document.Schema is >= OldestSchema and <= CurrentSchema
            ? document.Lead
            : throw new StorageException(
                $"lead {row.Partition} has schema {document.Schema}; this version reads {OldestSchema} to {CurrentSchema}. Run the version that wrote it.");
    }
}

/// <summary>One journal row: what one commit did.</summary>
internal sealed record JournalDocument(int Schema, IReadOnlyList<LeadEvent> Events);

/// <summary>JSON of everything durable and everything queued: names in camel case, enums as text, nulls left out.</summary>
[JsonSerializable(typeof(LeadDocument))]
[JsonSerializable(typeof(JournalDocument))]
[JsonSerializable(typeof(LeadSummary))]
[JsonSerializable(typeof(LeadLine))]
[JsonSerializable(typeof(CounterDocument))]
[JsonSerializable(typeof(WorkMessage))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Connectors.Comment))]
[JsonSerializable(typeof(CommentsMessage))]
[JsonSerializable(typeof(VideoState))]
[JsonSerializable(typeof(ReviewItem))]
[JsonSerializable(typeof(Accounts.AccountState))]
[JsonSerializable(typeof(Accounts.BudgetState))]
[JsonSerializable(typeof(Accounts.OwnReplies))]
[JsonSerializable(typeof(Measure.CountRow))]
[JsonSerializable(typeof(Accounts.Fact))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    /// <summary>Without escapes for Chinese: half the bytes, and readable in a storage browser. Never put into HTML as it is.</summary>
    public static StoredJson Plain { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(), new StoredReason(), new StoredWaitingEffect() },
    });
}
