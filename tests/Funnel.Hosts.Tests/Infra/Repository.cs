namespace Funnel.Hosts.Tests.Infra;

/// <summary>Files of the source tree that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(Path(parts));

    private static string Find(string folder)
    {
        var at = new DirectoryInfo(folder);
        while (at is not null && !File.Exists(System.IO.Path.Combine(at.FullName, "Funnel.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException($"no Funnel.sln above {folder}");
    }
}
