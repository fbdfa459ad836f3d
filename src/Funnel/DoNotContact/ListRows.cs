using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.DoNotContact;

/// <summary>The head of the list.</summary>
/// <param name="Last">Number of the latest change.</param>
internal sealed record ListHead(int Schema, long Last);

/// <summary>A person as they are listed, and again in each change.</summary>
/// <param name="LiftedBy">Who took the person off the list; null while they are on it.</param>
/// <param name="EarlierAt">See <see cref="ListedPerson.Earlier"/>.</param>
internal sealed record ListDocument(int Schema, string Id, DateTimeOffset At, RefusalSource Source, string By, string Account, string? LiftedBy = null, DateTimeOffset? LiftedAt = null,
    DateTimeOffset? EarlierAt = null);

/// <summary>JSON of the list.</summary>
[JsonSerializable(typeof(ListHead))]
[JsonSerializable(typeof(ListDocument))]
internal sealed partial class ListJson : JsonSerializerContext
{
    public static ListJson Plain { get; } = new(StoredJson.Options());
}

/// <summary>
/// The list as rows of one partition: <c>head</c>, whose version changes with every change and which counts them; <c>now|id</c>, who is on it, or was; <c>log|number</c>, every change
/// there was, by which other processes catch up.
/// </summary>
internal static class ListRows
{
    public const string Partition = "do-not-contact";
    public const string Head = "head";
    private const int Schema = 1;

    public static KeyRange AllNow { get; } = KeyRange.Prefix("now|");

    public static string NowKey(string id) => "now|" + id;

    /// <summary>Changes after a number.</summary>
    public static KeyRange LogAfter(long number) => new(LogKey(number + 1), "log}");

    public static Row ToHead(long last, string? version) =>
        new(Partition, Head, JsonSerializer.Serialize(new ListHead(Schema, last), ListJson.Plain.ListHead)) { Version = version ?? "" };

    public static long Last(Row? head) => head is null ? 0 : JsonSerializer.Deserialize(head.Payload, ListJson.Plain.ListHead) is { Schema: Schema } read
        ? read.Last
        : throw new StorageException("the do-not-contact list was written by a newer version: run that one");

    /// <param name="version">Empty for one who was never listed.</param>
    public static Row ToNow(ListedPerson person, string version) => new(Partition, NowKey(person.Id), ToJson(person)) { Version = version };

    public static Row ToLog(long number, ListedPerson person) => new(Partition, LogKey(number), ToJson(person));

    public static ListedPerson Read(Row row)
    {
        var d = JsonSerializer.Deserialize(row.Payload, ListJson.Plain.ListDocument)!;
        return new(d.Id, new(d.At, d.Source, d.By, d.Account), d.LiftedBy is { } by ? new(d.LiftedAt ?? d.At, by) : null) { Earlier = d.EarlierAt };
    }

    public static long NumberOf(Row log) => long.Parse(log.Key.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string LogKey(long number) => string.Create(CultureInfo.InvariantCulture, $"log|{number:D12}");

    private static string ToJson(ListedPerson p) => JsonSerializer.Serialize(
        new ListDocument(Schema, p.Id, p.Refusal.At, p.Refusal.Source, p.Refusal.By, p.Refusal.AccountId, p.Lifted?.By, p.Lifted?.At, p.Earlier), ListJson.Plain.ListDocument);
}
