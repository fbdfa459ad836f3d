using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Storage;

namespace Funnel.Privacy;

/// <summary>How far forgetting is in an account: a pass over its days, once a day.</summary>
/// <param name="Through">Every day up to this one was looked at before.</param>
/// <param name="Left">Of those, days that still have lines.</param>
/// <param name="Pass">The merchant's day on which the pass began.</param>
/// <param name="Next">The day that is looked at next; null when the pass is through.</param>
internal sealed record ForgetState(int Schema, DateOnly Through, ImmutableArray<DateOnly> Left, DateOnly? Pass, DateOnly? Next)
{
    public const int CurrentSchema = 1;

    /// <summary>Before anything of ours was stored anywhere.</summary>
    private static readonly DateOnly Before = new(2024, 1, 1);

    public static ForgetState New { get; } = new(CurrentSchema, Before, [], null, null);

    public bool IsThrough(DateOnly today) => Pass == today && Next is null;

    /// <summary>Begins the pass of a day, or goes on with one that is not through.</summary>
    public ForgetState Begin(DateOnly today) => Next is not null ? this : this with { Pass = today, Next = DateOnly.MinValue };

    /// <summary>Days still to be looked at in this pass, up to the last that may have anything old.</summary>
    public IReadOnlyList<DateOnly> Days(DateOnly last)
    {
        var fresh = Enumerable.Range(1, Math.Max(0, last.DayNumber - Through.DayNumber)).Select(Through.AddDays);
        return [.. Left.Concat(fresh).Where(d => d >= Next).Distinct().Order()];
    }

    /// <param name="hasLeft">Whether lines are left of that day.</param>
    public ForgetState Looked(DateOnly day, bool hasLeft) => this with
    {
        Through = day > Through ? day : Through,
        Left = hasLeft ? Left.Contains(day) ? Left : Left.Add(day) : Left.Remove(day),
        Next = day.AddDays(1),
    };
}

/// <summary>The rows of it, one an account.</summary>
internal sealed class ForgetStates(IRows rows)
{
    private const string Partition = "forget";

    public async Task<(ForgetState State, string? Version)> Read(string accountId, CancellationToken ct) =>
        await rows.Find(Tables.Accounts, Partition, accountId, ct) is { } row
            ? (JsonSerializer.Deserialize(row.Payload, ForgetJson.Plain.ForgetState)!, row.Version) : (ForgetState.New, null);

    /// <returns>False when another instance was quicker: it does the same.</returns>
    public async Task<bool> Write(string accountId, ForgetState state, string? version, CancellationToken ct)
    {
        var row = new Row(Partition, accountId, JsonSerializer.Serialize(state, ForgetJson.Plain.ForgetState)) { Version = version ?? "" };
        return (await rows.Commit(Tables.Accounts, Partition, [version is null ? new RowChange.Insert(row) : new RowChange.Replace(row)], ct)).Committed;
    }
}

/// <summary>JSON of it.</summary>
[JsonSerializable(typeof(ForgetState))]
internal sealed partial class ForgetJson : JsonSerializerContext
{
    public static ForgetJson Plain { get; } = new(StoredJson.Options());
}
