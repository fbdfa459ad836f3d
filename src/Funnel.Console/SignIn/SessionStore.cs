using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Funnel.Storage;
using Microsoft.Extensions.Options;

namespace Funnel.Console.SignIn;

/// <summary>
/// Sessions as rows. The cookie holds 256 random bits, the row's key is their hash: who reads the storage cannot sign in with it. A session is read once a request,
/// and written when it begins, and once in some minutes while it is used.
/// </summary>
internal sealed class SessionStore(IRows rows, TimeProvider time, IOptions<ConsoleOptions> options)
{
    private const string Partition = "sessions";
    private const int Schema = 1;

    /// <summary>Of somebody who works for some merchants: a version that knows of none would show them all, so that it must not read it.</summary>
    private const int LimitedSchema = 2;
    private const int SecretBytes = 32;
    private const int MostListed = 500;
    private static readonly TimeSpan Seldom = TimeSpan.FromMinutes(5);

    /// <summary>How exact <see cref="Session.SeenAt"/> is.</summary>
    private TimeSpan Exactness => options.Value.SessionLength / 4 is var part && part < Seldom ? part : Seldom;

    /// <summary>Begins a session.</summary>
    /// <returns>The session, and what its cookie is to hold.</returns>
    public async Task<(Session Session, string Secret)> Begin(Operator who, string address, CancellationToken ct)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var now = time.GetUtcNow();
        var session = new Session(Id(secret), who.Name, who.Role, now, now + options.Value.SessionEnds, now, address) { Merchants = who.Merchants };
        await rows.Commit(Tables.Accounts, Partition, [new RowChange.Insert(ToRow(session))], ct);
        await Sweep(ct);
        return (session, secret);
    }

    /// <summary>The session of a cookie; null when there is none, or none any more.</summary>
    public async Task<Session?> Find(string secret, CancellationToken ct) =>
        await rows.Find(Tables.Accounts, Partition, Id(secret), ct) is { } row && Read(row) is { } session && !IsOver(session) ? session : null;

    /// <summary>
    /// Notes that it is used, where that is not known well enough. What was ended meanwhile stays ended. After the clock was set back it gets its usual lengths anew:
    /// it would last longer than any may.
    /// </summary>
    public async Task Touch(Session session, string address, CancellationToken ct)
    {
        var (now, ends) = (time.GetUtcNow(), options.Value.SessionEnds);
        if (now - session.SeenAt >= Exactness || session.SeenAt > now || session.EndsAt - now > ends)
        {
            var seen = session with { SeenAt = now, Address = address, EndsAt = session.EndsAt - now > ends ? now + ends : session.EndsAt };
            await rows.Commit(Tables.Accounts, Partition, [new RowChange.Replace(ToRow(seen) with { Version = session.Row!.Version })], ct);
        }
    }

    /// <summary>Ends one. Idempotent.</summary>
    public async Task End(string id, CancellationToken ct) => await rows.Commit(Tables.Accounts, Partition, [new RowChange.Delete(id)], ct);

    /// <summary>One by its id; null when there is none, or none any more.</summary>
    public async Task<Session?> Named(string id, CancellationToken ct) =>
        id.Length == 2 * SHA256.HashSizeInBytes && id.All(char.IsAsciiHexDigitLower) && await rows.Find(Tables.Accounts, Partition, id, ct) is { } row && Read(row) is { } session && !IsOver(session)
            ? session : null;

    /// <summary>Those that are not over, the last used first.</summary>
    public async Task<IReadOnlyList<Session>> List(CancellationToken ct) =>
        [.. (await All(ct)).Select(Read).OfType<Session>().Where(s => !IsOver(s)).OrderByDescending(s => s.SeenAt).Take(MostListed)];

    /// <summary>Takes out what is over: nobody asks for it again.</summary>
    private async Task Sweep(CancellationToken ct) => await rows.CommitEach(
        Tables.Accounts, Partition, (await All(ct)).Where(r => Read(r) is { } session && IsOver(session)).Select(r => new RowChange.Delete(r.Key, r.Version)).ToList(), ct);

    private async Task<List<Row>> All(CancellationToken ct) => await rows.QueryAll(Tables.Accounts, Partition, KeyRange.All, ct).ToListAsync(ct);

    private bool IsOver(Session session) => time.GetUtcNow() is var now && (session.EndsAt <= now || now - session.SeenAt >= options.Value.SessionLength);

    private static string Id(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static Row ToRow(Session s)
    {
        var (schema, merchants) = s.Merchants.Count > 0 ? (LimitedSchema, s.Merchants) : (Schema, null);
        return new(Partition, s.Id, JsonSerializer.Serialize(new(schema, s.Name, s.Role, s.StartedAt, s.EndsAt, s.SeenAt, s.Address, merchants), SessionJson.Default.SessionDocument));
    }

    /// <returns>Null for what a newer version wrote in a way of its own: whoever shows it signs in again.</returns>
    private static Session? Read(Row row)
    {
        try
        {
            return JsonSerializer.Deserialize(row.Payload, SessionJson.Default.SessionDocument) is { Schema: Schema or LimitedSchema } d
                ? new(row.Key, d.Name, d.Role, d.StartedAt, d.EndsAt, d.SeenAt, d.Address) { Row = row, Merchants = d.Merchants ?? [] } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
