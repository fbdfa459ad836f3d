using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>One run of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>Unique to this run.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function's <see cref="FunctionDefinition.Id"/>.</summary>
    public abstract string FunctionId { get; }

    public abstract FunctionDefinition FunctionDefinition { get; }

    public abstract TraceContext TraceContext { get; }

    public abstract BindingContext BindingContext { get; }

    public abstract RetryContext RetryContext { get; }

    public abstract IInvocationFeatures Features { get; }

    public abstract IDictionary<object, object> Items { get; set; }

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

    public abstract ImmutableArray<FunctionParameter> Parameters { get; }

    public abstract IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    public abstract IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }
}

// Types of members that this project never uses: they are here because the official classes have those members.
public abstract class TraceContext;

public abstract class BindingContext;

public abstract class RetryContext;

public interface IInvocationFeatures;

public class FunctionParameter;

public abstract class BindingMetadata;
