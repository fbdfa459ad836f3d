using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Funnel.Clocks;
using Microsoft.Extensions.Logging;

namespace Funnel.Connectors.WeCom;

/// <summary>
/// Uploaded files and their media ids, which live three days (https://developer.work.weixin.qq.com/document/path/90253). A file is uploaded again when it has changed,
/// when its id grows old, or when WeCom says that the id is bad; one upload at a time for each file.
/// </summary>
internal sealed partial class MediaLibrary(WeComApi api, TimeProvider time, ILogger<MediaLibrary> logger)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(3);

    /// <summary>Ahead of time an id is renewed from this age on.</summary>
    private static readonly TimeSpan RenewAfter = TimeSpan.FromDays(2.5);

    /// <summary>In a hurry an id is used up to this age.</summary>
    private static readonly TimeSpan UseUntil = Life - TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string Path, string Type), Shelf> shelves = new();

    /// <summary>An id to send now.</summary>
    public Task<Outcome<string>> Get(MediaFile file, CancellationToken ct) => Get(file, UseUntil, ct);

    /// <summary>Renews the id ahead of time.</summary>
    public Task<Outcome<string>> Prepare(MediaFile file, CancellationToken ct) => Get(file, RenewAfter, ct);

    /// <summary>The id is not accepted any more.</summary>
    public void Forget(MediaFile file)
    {
        if (shelves.TryGetValue(file.Key, out var shelf))
        {
            shelf.Item = null;
        }
    }

    private Task<Outcome<string>> Get(MediaFile file, TimeSpan maxAge, CancellationToken ct)
    {
        var info = File.Exists(file.Path) ? new FileInfo(file.Path) : null;
        if (file.Problem(info) is { } problem)
        {
            return Task.FromResult<Outcome<string>>(problem);
        }

        var stamp = (info!.LastWriteTimeUtc, info.Length);
        var shelf = shelves.GetOrAdd(file.Key, _ => new Shelf());
        return Current(shelf, stamp, maxAge) is { } id
            ? Task.FromResult<Outcome<string>>(id)
            : shelf.Flight.Run(async () => Current(shelf, stamp, maxAge) is { } meanwhile ? meanwhile : await Upload(file, shelf, stamp), ct);
    }

    private string? Current(Shelf shelf, (DateTime, long) stamp, TimeSpan maxAge) =>
        shelf.Item is { } item && item.Stamp == stamp && item.Older + item.Asked.Age(time) < maxAge ? item.MediaId : null;

    private async Task<Outcome<string>> Upload(MediaFile file, Shelf shelf, (DateTime, long) stamp)
    {
        var asked = TimeMark.Now(time);
        var outcome = await Send(file);
        if (outcome.Failure is { } failure)
        {
            return failure;
        }

        if (outcome.Value.MediaId is not { Length: > 0 } id)
        {
            return ErrorCodes.Unreadable(Effect.Upload);
        }

        // WeCom's own time counts when it is plausible; a wrong clock there must not make us upload for ever.
        var older = asked.Wall - UnixTime.Read(outcome.Value.CreatedAt);
        shelf.Item = new Item(id, asked, older > TimeSpan.Zero && older < RenewAfter ? older.Value : TimeSpan.Zero, stamp);
        Log.Uploaded(logger, file.Type, stamp.Item2);
        return id;
    }

    private async Task<Outcome<MediaAnswer>> Send(MediaFile file)
    {
        try
        {
            return await api.Send(Calls.Upload, $"&type={file.Type}", () => Form(file.Path), CancellationToken.None);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new Failure(FailureKind.Rejected, "file", $"The material {file.Path} cannot be read: {fault.GetType().Name}.");
        }
    }

    /// <summary>
    /// One field <c>media</c>. Written by hand because .NET would encode a Chinese name in ways that the API does not read, and quote the boundary, which some gateways
    /// do not take.
    /// </summary>
    private static MultipartContent Form(string path)
    {
        var name = Path.GetFileName(path).Replace('"', '_').Replace('\r', '_').Replace('\n', '_');
        var part = new StreamContent(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 81920, useAsync: true));
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"media\"; filename=\"{name}\"; filelength={part.Headers.ContentLength}");
        var boundary = Guid.NewGuid().ToString("N");
        var form = new MultipartContent("form-data", boundary) { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        form.Add(part);
        form.Headers.Remove("Content-Type");
        form.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
        return form;
    }

    private sealed class Shelf
    {
        private volatile Item? item;

        public SingleFlight<Outcome<string>> Flight { get; } = new();

        public Item? Item
        {
            get => item;
            set => item = value;
        }
    }

    /// <param name="Older">How long before we asked its three days began.</param>
    private sealed record Item(string MediaId, TimeMark Asked, TimeSpan Older, (DateTime, long) Stamp);

    private static partial class Log
    {
        [LoggerMessage(4106, LogLevel.Information, "Uploaded a {Type} of {Bytes} bytes to WeCom")]
        public static partial void Uploaded(ILogger logger, string type, long bytes);
    }
}
