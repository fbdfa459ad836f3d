using Funnel.Embedded.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Storage.Tests.Privacy;

public sealed class SqliteErasureTests : ErasureContract
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("funnel-erasure-");

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Delete(recursive: true);
    }

    protected override void Register(IServiceCollection services) => services.AddSqliteStorage(folder.FullName);

    /// <summary>Every file beside the database, as it lies on the disk while the store is open.</summary>
    protected override Task<IReadOnlyList<byte[]>> Bytes() => Task.FromResult<IReadOnlyList<byte[]>>([.. folder.GetFiles("*", SearchOption.AllDirectories).Select(Read)]);

    private static byte[] Read(FileInfo file)
    {
        // A handle of our own that is closed would give up SQLite's locks in this process: so a copy by another process is read.
        var copy = file.FullName + ".copy";
        using var cp = System.Diagnostics.Process.Start(OperatingSystem.IsWindows() ? "cmd" : "cp", OperatingSystem.IsWindows() ? ["/c", "copy", file.FullName, copy] : [file.FullName, copy]);
        cp.WaitForExit();
        var bytes = File.ReadAllBytes(copy);
        File.Delete(copy);
        return bytes;
    }
}
