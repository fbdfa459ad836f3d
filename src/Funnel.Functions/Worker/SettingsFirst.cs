using Funnel.Configuration;
using Funnel.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;

namespace Funnel.Functions.Worker;

/// <summary>
/// No message is worked on, and no timer runs, before the settings were read: offers would be missing, switches that are thrown would not be known, nor what was lost. A worker
/// whose storage did not answer at its start reads them before the first run. A request is answered all the same: what needs the storage fails by itself.
/// </summary>
internal sealed class SettingsFirst(FirstReads reads, TimeProvider time, IHostApplicationLifetime lifetime) : IFunctionsWorkerMiddleware
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            if (!reads.AreDone && await Failure(reads, time, context.CancellationToken) is { } fault && context.GetHttpContext() is null)
            {
                throw fault;
            }
        }
        catch (SettingsException)
        {
            lifetime.StopApplication(); // the next start, with a storage that answers, says what is wrong and takes no messages
            throw;
        }

        await next(context);
    }

    /// <summary>Reads the settings.</summary>
    /// <returns>Why they could not be read; null when they were.</returns>
    /// <exception cref="SettingsException">They do not fit the storage.</exception>
    public static async Task<StorageException?> Failure(FirstReads reads, TimeProvider time, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            await reads.Run(either.Token);
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
