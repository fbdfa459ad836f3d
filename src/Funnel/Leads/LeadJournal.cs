using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Funnel.Storage;

namespace Funnel.Leads;

/// <summary>The rows of a lead's journal, one for each commit that is told of there.</summary>
internal static class LeadJournal
{
    public const string Prefix = "j";

    /// <summary>
    /// Entries after which it is not written down any more that the person asked again for the same, opened the chat or wrote, unless that moves the lead: who does so ten thousand times has
    /// a short journal all the same. What we do is always told.
    /// </summary>
    public const int MaxSaid = 200;

    public static bool IsKept(int number, Decided decided) => number <= MaxSaid
        || decided.Events.Any(e => e.Stage is not null || !(e.Kind is LeadEventKind.ChatOpened or LeadEventKind.PersonWrote || (e.Kind == LeadEventKind.AskedAgain && decided.Work.IsEmpty)));

    public static Row ToRow(string partition, int number, ImmutableArray<LeadEvent> events) =>
        new(partition, Key(number), JsonSerializer.Serialize(new JournalDocument(LeadDocument.CurrentSchema, events), LeadJson.Plain.JournalDocument));

    public static IReadOnlyList<LeadEvent> Read(Row row)
    {
        var document = JsonSerializer.Deserialize(row.Payload, LeadJson.Plain.JournalDocument)!;
        return document.Schema < LeadDocument.CurrentSchema ? [.. document.Events.Select(e => e.Upgraded())] : document.Events;
    }

    public static int NumberOf(Row row) => int.Parse(row.Key.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Entries from this number on, and before the other.</summary>
    public static KeyRange Between(int from, int before) => new(Key(from), Key(before));

    private static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:D8}");
}
