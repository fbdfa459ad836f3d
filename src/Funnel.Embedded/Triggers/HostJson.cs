namespace Funnel.Embedded.Triggers;

/// <summary>The part of host.json that the embedded host obeys, with the defaults of the Functions host.</summary>
/// <param name="RoutePrefix">First part of every HTTP route, without slashes at its ends; may be empty.</param>
/// <param name="FunctionTimeout">Longest run of any function, or null when unlimited.</param>
internal sealed record HostJson(string RoutePrefix, TimeSpan? FunctionTimeout, QueueSettings Queues)
{
    public static HostJson Default { get; } = new("api", TimeSpan.FromMinutes(30), QueueSettings.Default);

    /// <summary>Reads a host.json file.</summary>
    /// <exception cref="StartupException">The file is missing or unreadable, or values are wrong; all of them are named with their paths.</exception>
    public static async Task<HostJson> Load(string path, CancellationToken ct)
    {
        try
        {
            return Parse(await File.ReadAllTextAsync(path, ct), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{path} cannot be read.", [e.Message], e);
        }
    }

    /// <summary>Reads the text of a host.json file; <paramref name="source"/> names it in errors.</summary>
    /// <exception cref="StartupException">The text is not JSON or values are wrong.</exception>
    public static HostJson Parse(string json, string source) => new HostJsonReader(source).Read(json);
}

/// <summary>How queues are read: <c>extensions.queues</c> of host.json.</summary>
/// <param name="BatchSize">Messages taken at once, 1–32.</param>
/// <param name="NewBatchThreshold">The next batch is taken when at most this many are running; so up to their sum run at once.</param>
/// <param name="MaxPollingInterval">Longest pause between two looks at an empty queue, at least 100 ms.</param>
/// <param name="VisibilityTimeout">Wait before a failed message is seen again, 0 to 7 days.</param>
/// <param name="MaxDequeueCount">Tries before a message goes to the poison queue, at least 1.</param>
internal sealed record QueueSettings(
    int BatchSize, int NewBatchThreshold, TimeSpan MaxPollingInterval, TimeSpan VisibilityTimeout, int MaxDequeueCount)
{
    public static QueueSettings Default { get; } = new(16, 8, TimeSpan.FromMinutes(1), TimeSpan.Zero, 5);
}
