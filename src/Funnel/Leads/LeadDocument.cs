using System.Text.Json;
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
        var document = JsonSerializer.Deserialize(row.Payload, LeadJson.Plain.LeadDocument)!;
        return document.Schema is >= OldestSchema and <= CurrentSchema
            ? document.Lead
            : throw new StorageException(
                $"lead {row.Partition} has schema {document.Schema}; this version reads {OldestSchema} to {CurrentSchema}. Run the version that wrote it.");
    }
}

/// <summary>One journal row: what one commit did.</summary>
internal sealed record JournalDocument(int Schema, IReadOnlyList<LeadEvent> Events);
