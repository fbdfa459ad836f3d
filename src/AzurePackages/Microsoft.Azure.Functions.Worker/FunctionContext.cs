namespace Microsoft.Azure.Functions.Worker;

/// <summary>One run of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>Unique to this run.</summary>
    public abstract string InvocationId { get; }

    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>The services of this run's scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>Cancelled when the run must end: the host stops, the function timed out, or the caller went away.</summary>
    public virtual CancellationToken CancellationToken { get; }
}

/// <summary>What is known about a function before it runs.</summary>
public abstract class FunctionDefinition
{
    /// <summary>The name in <see cref="FunctionAttribute"/>.</summary>
    public abstract string Name { get; }

    /// <summary>Unique to the function and the same in every run.</summary>
    public abstract string Id { get; }

    /// <summary>Full name of the method.</summary>
    public abstract string EntryPoint { get; }

    /// <summary>File of the assembly that holds the method.</summary>
    public abstract string PathToAssembly { get; }
}
