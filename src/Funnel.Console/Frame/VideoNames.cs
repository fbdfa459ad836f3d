using Funnel.Intake;

namespace Funnel.Console.Frame;

/// <summary>Looks up the videos that a page names, each once.</summary>
internal sealed class VideoNames(VideoStore videos)
{
    public async Task<IReadOnlyDictionary<string, VideoState>> Of(IEnumerable<(string Account, string Video)> named, CancellationToken ct)
    {
        var found = new Dictionary<string, VideoState>(StringComparer.Ordinal);
        foreach (var (account, video) in named.Distinct())
        {
            if (await videos.Find(account, video, ct) is { } state)
            {
                found[video] = state;
            }
        }

        return found;
    }
}
