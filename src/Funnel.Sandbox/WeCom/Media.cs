using System.Globalization;
using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.WeCom;

/// <summary>Temporary media, kept 3 days: https://developer.work.weixin.qq.com/document/path/90253. The bytes are counted and forgotten,
/// but for the address that pictures of codes have in them.</summary>
internal sealed class Media(WeComTokens tokens, Ids ids, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(3);

    private static readonly Dictionary<string, (long Most, string[] Names)> Kinds = new(StringComparer.Ordinal)
    {
        ["image"] = (10L << 20, [".jpg", ".jpeg", ".png"]),
        ["voice"] = (2L << 20, [".amr"]),
        ["video"] = (10L << 20, [".mp4"]),
        ["file"] = (20L << 20, []),
    };

    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Type, DateTimeOffset At, string? Code)> all = new(StringComparer.Ordinal);

    public void Map(IEndpointRouteBuilder app, Gate gate) => gate.Map(app, "POST", "/cgi-bin/media/upload", Upload);

    /// <summary>Turns away a media id that is unknown, of another type, or too old.</summary>
    public void Check(string? mediaId, string type)
    {
        lock (gate)
        {
            if (mediaId is null || !all.TryGetValue(mediaId, out var media) || !string.Equals(media.Type, type, StringComparison.Ordinal))
            {
                throw new Refusal(WeComCodes.BadMedia, "invalid media_id");
            }

            if (time.GetUtcNow() - media.At >= Life)
            {
                throw new Refusal(WeComCodes.MediaExpired, "media_id expired");
            }
        }
    }

    /// <summary>What an uploaded picture is the code of; null when it is none.</summary>
    public string? CodeOf(string? mediaId)
    {
        lock (gate)
        {
            return mediaId is not null && all.TryGetValue(mediaId, out var media) ? media.Code : null;
        }
    }

    private JsonObject Upload(Call call)
    {
        tokens.Check(call);
        if (call.Query("type") is not { } type || !Kinds.TryGetValue(type, out var kind))
        {
            throw Bad("type must be image, voice, video or file");
        }

        CheckFile(call.Form?.Files.GetFile("media"), kind.Most, kind.Names);
        var (id, now) = (ids.Fresh("media", 64), time.GetUtcNow());
        lock (gate)
        {
            all[id] = (type, now, QrPicture.Read(call.SmallFile));
        }

        return WeComDialect.Ok(new JsonObject
        {
            ["type"] = type,
            ["media_id"] = id,
            ["created_at"] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        });
    }

    private static void CheckFile(IFormFile? file, long most, string[] names)
    {
        if (file is null || string.IsNullOrEmpty(file.FileName))
        {
            throw Bad("a multipart file named media, with a filename, is required");
        }

        if (file.Length <= 5 || file.Length > most)
        {
            throw Bad(FormattableString.Invariant($"the file must be above 5 bytes and at most {most}"));
        }

        if (names.Length > 0 && !names.Contains(Path.GetExtension(file.FileName), StringComparer.OrdinalIgnoreCase))
        {
            throw Bad("the file is of another type: " + string.Join(", ", names));
        }
    }

    private static Refusal Bad(string what) => new(WeComCodes.BadParameter, what);
}
