using Funnel.Settings;
using Funnel.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Funnel.Functions.Worker;

/// <summary>
/// No message is worked on, and no timer runs, before the settings were read: offers would be missing, and switches that are thrown would not be known. A worker
/// whose storage did not answer at its start reads them before the first run. A request is answered all the same: what needs the storage fails by itself.
/// </summary>
internal sealed class SettingsFirst(SettingsStore settings, TimeProvider time) : IFunctionsWorkerMiddleware
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (!settings.IsLoaded && await Failure(settings, time, context.CancellationToken) is { } fault && context.GetHttpContext() is null)
        {
            throw fault;
        }

        await next(context);
    }

    /// <summary>Reads the settings.</summary>
    /// <returns>Why they could not be read; null when they were.</returns>
    public static async Task<StorageException?> Failure(SettingsStore settings, TimeProvider time, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            await settings.Refresh(either.Token);
            return null;
        }
        catch (StorageException e)
        {
            return e;
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            return new StorageException($"the settings could not be read within {Patience.TotalSeconds:0} s", e);
        }
    }
}
