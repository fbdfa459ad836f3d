using System.Text.Json.Serialization;
using Funnel.Storage;

namespace Funnel.Claims;

/// <summary>What is noted of a task beside its lead: who is on it, or until when it was put off. Nothing that is done depends on it, and it ends by itself.</summary>
/// <param name="By">Who is on it, or put it off.</param>
/// <param name="Until">When the note ends.</param>
/// <param name="PutOff">It was put off until then; else somebody is on it.</param>
public sealed record TaskNote(int Schema, string By, DateTimeOffset Until, bool PutOff)
{
    internal const int CurrentSchema = 1;

    /// <summary>Whether somebody else is on it.</summary>
    public bool IsTakenFrom(string by, DateTimeOffset now) => !PutOff && now < Until && !string.Equals(By, by, StringComparison.Ordinal);
}

[JsonSerializable(typeof(TaskNote))]
internal sealed partial class TaskNoteJson : JsonSerializerContext
{
    public static TaskNoteJson Plain { get; } = new(StoredJson.Options());
}
