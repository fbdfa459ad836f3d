using System.Text.Json;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Claims;

/// <summary>
/// Who is on which task, and what was put off: a row each, beside the leads, so that work that needs no person costs nothing more. Two people are kept from doing the
/// same by hand; that a decision is made once is held by the lead's own commit.
/// </summary>
public sealed class TaskNotes(IRows rows, TimeProvider time)
{
    /// <summary>How long somebody who takes a task has it to themselves. Taking it again begins anew.</summary>
    public static readonly TimeSpan Held = TimeSpan.FromMinutes(5);

    internal static string Partition(string accountId) => "tasks|" + accountId;

    internal static KeyRange Of(LeadId lead) => KeyRange.Prefix(lead + ".");

    internal static TaskNote Read(Row row) => JsonSerializer.Deserialize(row.Payload, TaskNoteJson.Plain.TaskNote)!;

    /// <summary>All that holds now, by task.</summary>
    public async Task<IReadOnlyDictionary<string, TaskNote>> All(string accountId, CancellationToken ct)
    {
        var (found, now) = (new Dictionary<string, TaskNote>(StringComparer.Ordinal), time.GetUtcNow());
        await foreach (var row in rows.QueryAll(Tables.Lists, Partition(accountId), KeyRange.All, ct))
        {
            if (Read(row) is var note && now < note.Until)
            {
                found[row.Key] = note;
            }
        }

        return found;
    }

    /// <summary>The note that keeps this person from the task: somebody else is on it. Null when nobody is.</summary>
    public async Task<TaskNote?> TakenFrom(string by, string accountId, TaskId id, CancellationToken ct) =>
        await rows.Find(Tables.Lists, Partition(accountId), id.ToString(), ct) is { } row && Read(row) is var note && note.IsTakenFrom(by, time.GetUtcNow()) ? note : null;

    /// <summary>Takes a task, or keeps it for longer. Of two who take it at once one has it.</summary>
    /// <returns>Whose it is now, and until when.</returns>
    public Task<TaskNote> Take(string by, string accountId, TaskId id, CancellationToken ct) =>
        Write(accountId, id, new(TaskNote.CurrentSchema, by, time.GetUtcNow() + Held, PutOff: false), ct);

    /// <summary>Puts a task off; it comes back by itself.</summary>
    /// <returns>The note; that of somebody else who is on it.</returns>
    public Task<TaskNote> PutOff(string by, string accountId, TaskId id, DateTimeOffset until, CancellationToken ct) =>
        Write(accountId, id, new(TaskNote.CurrentSchema, by, until, PutOff: true), ct);

    /// <summary>Nobody is on it any more. Idempotent.</summary>
    public async Task Clear(string accountId, TaskId id, CancellationToken ct)
    {
        if (await rows.Find(Tables.Lists, Partition(accountId), id.ToString(), ct) is { } row)
        {
            await rows.Commit(Tables.Lists, row.Partition, [new RowChange.Delete(row.Key)], ct);
        }
    }

    /// <summary>Removes what has ended. Idempotent.</summary>
    internal async Task Forget(string accountId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var over = await rows.QueryAll(Tables.Lists, Partition(accountId), KeyRange.All, ct).Where(r => Read(r).Until <= now).Select(r => new RowChange.Delete(r.Key, r.Version)).ToListAsync(ct);
        await rows.CommitEach(Tables.Lists, Partition(accountId), over, ct);
    }

    private async Task<TaskNote> Write(string accountId, TaskId id, TaskNote note, CancellationToken ct)
    {
        var (partition, key) = (Partition(accountId), id.ToString());
        for (var tries = 0; ; tries++)
        {
            var stored = await rows.Find(Tables.Lists, partition, key, ct);
            if (stored is not null && Read(stored) is var other && other.IsTakenFrom(note.By, time.GetUtcNow()))
            {
                return other;
            }

            var row = new Row(partition, key, JsonSerializer.Serialize(note, TaskNoteJson.Plain.TaskNote)) { Version = stored?.Version ?? "" };
            if ((await rows.Commit(Tables.Lists, partition, [stored is null ? new RowChange.Insert(row) : new RowChange.Replace(row)], ct)).Committed)
            {
                return note;
            }

            if (tries == 20)
            {
                throw new StorageException($"task {id}: 20 commits in a row lost their race");
            }
        }
    }
}
