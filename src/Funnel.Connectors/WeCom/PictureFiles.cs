using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Funnel.Connectors.WeCom;

/// <summary>Pictures that WeCom has of codes, as files of ours: a welcome takes what was uploaded alone. Each is fetched once, for what an address shows never changes.</summary>
internal sealed class PictureFiles(IHttpClientFactory clients, WeComOptions options)
{
    public const string Client = "Funnel.WeCom.Picture";
    private const int MostBytes = 2 * 1024 * 1024;

    /// <summary>This process's own: whoever else writes into the temporary folder must not choose what people are sent.</summary>
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), $"funnel-pictures-{Guid.NewGuid():N}");

    /// <summary>Where a picture's file is, fetched or not.</summary>
    public static string PathOf(Uri address) => Path.Combine(Folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri)).AsSpan(0, 12)) + ".png");

    /// <summary>Fetches it if that was not done before.</summary>
    /// <returns>Why there is none; null when there is.</returns>
    public async Task<Failure?> Fetch(Uri address, CancellationToken ct)
    {
        var path = PathOf(address);
        if (File.Exists(path))
        {
            return null;
        }

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, options.PictureUrl is { } root ? new Uri(root, address.PathAndQuery) : address);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("image/*"));
            using var answer = await clients.CreateClient(Client).SendAsync(request, ct);
            var bytes = answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(ct) : [];
            if (!IsPicture(bytes))
            {
                return new(FailureKind.Transient, "picture", $"The picture {address} cannot be had: {(int)answer.StatusCode}, {bytes.Length} bytes, and no JPG or PNG of at most {MostBytes} bytes.");
            }

            _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(Folder) : Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var own = $"{path}.{Guid.NewGuid():N}"; // others may fetch the same
            await File.WriteAllBytesAsync(own, bytes, ct);
            File.Move(own, path, overwrite: true);
            return null;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or UnauthorizedAccessException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new(FailureKind.Transient, "picture", $"The picture {address} cannot be had: {fault.GetType().Name}.");
        }
    }

    private static bool IsPicture(ReadOnlySpan<byte> bytes) => bytes.Length <= MostBytes
        && (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]));
}
